"""What moto lacks of private custom domains: ids and ARNs of their own, policies, access associations."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from moto_mend import fault


@fault
def private_domains_have_ids_policies_and_associations() -> None:
    """AWS tells private domains apart by an id, which every call about one must name; without policy and
    association nobody reaches one; a name may stand for a private and a public one. moto knows names alone: here the
    private one is kept under its name with its id."""
    from moto.apigateway import urls
    from moto.apigateway.exceptions import DomainNameNotFound
    from moto.apigateway.models import DomainName
    from moto.apigateway.responses import APIGatewayResponse
    from moto.ec2.models import ec2_backends

    create, show, get = APIGatewayResponse.create_domain_name, DomainName.to_json, APIGatewayResponse.get_domain_name
    update, delete = APIGatewayResponse.update_domain_name, APIGatewayResponse.delete_domain_name

    def is_private(domain: Any) -> bool:
        return (domain.endpoint_configuration or {}).get("types") == ["PRIVATE"]

    def named(self: Any) -> Any:
        """The domain of a call, which must name the id of a private one; the call goes on with the name it is kept under."""
        head, kind, name, *rest = self.path.split("/")
        if given := self.querystring.get("domainNameId", [None])[0]:
            self.path = "/".join([head, kind, f"{name}.{given}", *rest])
        domain = self.backend.domain_names.get(unquote(self.path.split("/")[2]))
        if domain is None:
            raise DomainNameNotFound()
        return domain

    def created(self: Any) -> Any:
        name, kept = self._get_param("domainName"), self.backend.domain_names
        public = kept.get(name)
        answer = create(self)
        domain = kept[name]
        if not is_private(domain):
            return answer
        del kept[name]
        if public:
            kept[name] = public
        assert domain.certificate_arn and not domain.regional_certificate_arn, "a private domain has one certificate"
        domain.domain_name_id = "a1b2c3d4e5"
        head = f"arn:aws:apigateway:{self.region}:{self.current_account}:/domainnames/"
        kept[f"{name}.{domain.domain_name_id}"] = domain
        domain.arn = f"{head}{domain.domain_name}+{domain.domain_name_id}"
        domain.policy = self._get_param("policy") or ""
        return answer[0], answer[1], json.dumps(domain.to_json())

    def shown(self: Any) -> dict[str, Any]:
        if not is_private(self) or not hasattr(self, "arn"):
            return show(self)
        hidden = ("regional", "distribution")
        kept = {key: value for key, value in show(self).items() if not key.startswith(hidden)}
        return kept | {"domainNameId": self.domain_name_id, "domainNameArn": self.arn, "policy": self.policy}

    def updated(self: Any) -> str:
        domain = named(self)
        if not is_private(domain):
            return update(self)
        for operation in self._get_param("patchOperations"):
            name = {
                "/certificateArn": "certificate_arn",
                "/policy": "policy",
                "/securityPolicy": "security_policy",
                "/endpointAccessMode": "access_mode",
            }[operation["path"]]
            setattr(domain, name, operation["value"])
        return json.dumps(domain.to_json())

    def checked(original: Any) -> Any:
        def call(self: Any) -> Any:
            named(self)
            return original(self)

        return call

    associations: dict[str, dict[str, str]] = {}

    def associate(self: Any) -> Any:
        domain, source = self._get_param("domainNameArn"), self._get_param("accessAssociationSource")
        assert any(getattr(one, "arn", None) == domain for one in self.backend.domain_names.values())
        assert source in ec2_backends[self.current_account][self.region].vpc_end_points, source
        head = f"arn:aws:apigateway:{self.region}:{self.current_account}:/domainnameaccessassociations/domainname/"
        arn = f"{head}{domain.rpartition('/')[2]}/vpcesource/{source}"
        associations[arn] = {
            "domainNameAccessAssociationArn": arn,
            "domainNameArn": domain,
            "accessAssociationSourceType": self._get_param("accessAssociationSourceType"),
            "accessAssociationSource": source,
        }
        return 201, {}, json.dumps(associations[arn])

    def listed(self: Any) -> str:
        alive = [getattr(one, "arn", None) for one in self.backend.domain_names.values()]
        return json.dumps({"item": [one for one in associations.values() if one["domainNameArn"] in alive]})

    def dissociate(self: Any) -> Any:
        del associations[unquote(self.path.partition("/domainnameaccessassociations/")[2])]
        return 202, {}, "{}"

    APIGatewayResponse.create_domain_name, DomainName.to_json = created, shown
    APIGatewayResponse.update_domain_name = updated
    APIGatewayResponse.get_domain_name, APIGatewayResponse.delete_domain_name = checked(get), checked(delete)
    for name in ["create_base_path_mapping", "get_base_path_mapping", "get_base_path_mappings"]:
        setattr(APIGatewayResponse, name, checked(getattr(APIGatewayResponse, name)))
    for name in ["update_base_path_mapping", "delete_base_path_mapping"]:
        setattr(APIGatewayResponse, name, checked(getattr(APIGatewayResponse, name)))
    APIGatewayResponse.create_domain_name_access_association = associate
    APIGatewayResponse.get_domain_name_access_associations = listed
    APIGatewayResponse.delete_domain_name_access_association = dissociate
    urls.url_paths["{0}/domainnameaccessassociations$"] = APIGatewayResponse.dispatch
    urls.url_paths["{0}/domainnameaccessassociations/(?P<arn>.+)$"] = APIGatewayResponse.dispatch
