"""What moto lacks of private custom domains: ids and ARNs of their own, policies, access associations."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from moto_mend import fault


@fault
def private_domains_have_ids_policies_and_associations() -> None:
    """AWS tells private domains apart by an id, which every call about one must name; without policy and
    association nobody reaches one. moto knows names alone. Here a name stands for one domain, of either kind."""
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
        """The domain of a call, which must name the id of a private one."""
        domain = self.backend.get_domain_name(unquote(self.path.split("/")[2]))
        given = self.querystring.get("domainNameId", [None])[0]
        if is_private(domain) != bool(given) or given not in (None, getattr(domain, "domain_name_id", None)):
            raise DomainNameNotFound()
        return domain

    def created(self: Any) -> Any:
        answer = create(self)
        domain = self.backend.get_domain_name(self._get_param("domainName"))
        if not is_private(domain):
            return answer
        assert domain.certificate_arn and not domain.regional_certificate_arn, "a private domain has one certificate"
        domain.domain_name_id = "a1b2c3d4e5"
        head = f"arn:aws:apigateway:{self.region}:{self.current_account}:/domainnames/"
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
            name = {"/certificateArn": "certificate_arn", "/policy": "policy"}[operation["path"]]
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
