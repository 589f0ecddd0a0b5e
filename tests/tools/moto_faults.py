"""The moto server with its known faults mended; run as a program, it prints the port it listens on.

moto 5.2 differs from AWS where the generated scripts notice. Every such place is one function here, whose
docstring says what AWS does and moto does not; nothing about moto is excused anywhere else.
"""

from __future__ import annotations

import copy
import functools
import json
import os
import sys
from typing import Any
from urllib.parse import unquote

import moto_faults_http  # noqa: F401, its faults are mended with these
import moto_faults_links  # noqa: F401, likewise
import moto_faults_stage  # noqa: F401, likewise
import moto_faults_methods  # noqa: F401, likewise
import moto_faults_websocket  # noqa: F401, likewise
from moto_mend import FAULTS, before, fault

@fault
def a_domain_without_mappings_has_an_empty_list() -> None:
    """AWS answers 404 for a base path of a domain that has no mapping yet; moto fails with a KeyError."""
    from moto.apigateway.models import APIGatewayBackend

    def check(self: Any, domain_name: str, *_: Any, **__: Any) -> None:
        self.base_path_mappings.setdefault(domain_name, {})

    for name in [
        "get_base_path_mapping",
        "get_base_path_mappings",
        "delete_base_path_mapping",
        "update_base_path_mapping",
    ]:
        before(APIGatewayBackend, name, check)


@fault
def a_deleted_domain_takes_its_mappings_along() -> None:
    """AWS deletes the mappings of a domain with it; moto hands them to the next domain of that name."""
    from moto.apigateway.models import APIGatewayBackend

    before(
        APIGatewayBackend, "delete_domain_name", lambda self, name: self.base_path_mappings.pop(name, None)
    )


@fault
def a_list_of_certificates_names_what_they_cover() -> None:
    """AWS lists `SubjectAlternativeNameSummaries` with each certificate; moto leaves them out."""
    from moto.acm.models import CertBundle

    original = CertBundle.describe

    def describe(self: Any) -> dict[str, Any]:
        described = original(self)
        certificate = described["Certificate"]
        certificate["SubjectAlternativeNameSummaries"] = certificate.get("SubjectAlternativeNames", [])
        return described

    CertBundle.describe = describe


@fault
def create_rest_api_keeps_binary_media_types() -> None:
    """AWS stores `binaryMediaTypes`; moto drops them."""
    from moto.apigateway.responses import APIGatewayResponse

    original = APIGatewayResponse.create_rest_api

    def create(self: Any) -> Any:
        status, headers, body = original(self)
        api = self.backend.apis.get(json.loads(body).get("id"))
        # An import passes here, too, with the types in its document.
        if api and (kinds := self._get_param("binaryMediaTypes")):
            api.binaryMediaTypes = list(kinds)
        return status, headers, body

    APIGatewayResponse.create_rest_api = create


@fault
def binary_media_types_are_patched_by_path() -> None:
    """AWS reads the media type from the patch's path (`/binaryMediaTypes/image~1png`); moto from its value."""
    from moto.apigateway.models import RestAPI

    original = RestAPI.apply_patch_operations

    def apply(self: Any, operations: list[dict[str, Any]]) -> None:
        others = []
        for operation in operations:
            head, found, kind = operation["path"].partition("/binaryMediaTypes/")
            if not found or head:
                others.append(operation)
                continue
            kind = kind.replace("~1", "/").replace("~0", "~")
            kinds = [other for other in self.binaryMediaTypes if other != kind]
            self.binaryMediaTypes = kinds + [kind] * (operation["op"] == "add")
        original(self, others)

    RestAPI.apply_patch_operations = apply


@fault
def settings_of_an_api_are_patched_by_path() -> None:
    """AWS takes `false` for disableExecuteApiEndpoint, an empty minimumCompressionSize as none, and an
    address type and VPC endpoints beside the endpoint type, VPC endpoints of private APIs alone, and policies that
    are JSON; moto takes any text for true, ignores the size, and replaces the endpoint type."""
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import RestAPI

    original = RestAPI.apply_patch_operations

    def apply(self: Any, operations: list[dict[str, Any]]) -> None:
        others = []
        for operation in operations:
            path, value = operation["path"], operation.get("value", "")
            if path == "/disableExecuteApiEndpoint":
                self.disableExecuteApiEndpoint = {"true": True, "false": False}[value]
            elif path == "/minimumCompressionSize":
                self.minimum_compression_size = int(value) if value else None
            elif path == "/endpointConfiguration/ipAddressType":
                assert value in ("ipv4", "dualstack"), operation
                self.endpoint_configuration["ipAddressType"] = value
            elif path == "/endpointConfiguration/vpcEndpointIds":
                assert self.endpoint_configuration["types"] == ["PRIVATE"], operation
                ids = [one for one in self.endpoint_configuration.get("vpcEndpointIds", []) if one != value]
                ids += [value] * {"add": 1, "remove": 0}[operation["op"]]
                self.endpoint_configuration["vpcEndpointIds"] = ids
            elif path.startswith("/endpointConfiguration/types/"):
                configuration = self.endpoint_configuration
                (now,) = configuration["types"]
                assert path.endswith(f"/{now}") and (now, value) != ("PRIVATE", "EDGE"), operation
                if configuration.get("vpcEndpointIds"):
                    raise BadRequestException("VPCEndpoints can only be specified with PRIVATE apis.")
                address = {"ipAddressType": "dualstack"} if value == "PRIVATE" else {}
                self.endpoint_configuration = configuration | {"types": [value]} | address
            elif path in ("/securityPolicy", "/endpointAccessMode"):
                self.security = getattr(self, "security", {}) | {path[1:]: value}
            elif path == "/policy":
                assert not value or json.loads(value)["Statement"], operation
                self.policy = value or None
            else:
                others.append(operation)
        original(self, others)

    RestAPI.apply_patch_operations = apply


@fault
def a_private_api_is_deployed_with_a_policy_only() -> None:
    """AWS refuses to deploy a private API without a resource policy; moto does not look."""
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import APIGatewayBackend

    def check(self: Any, function_id: str, *_: Any, **__: Any) -> None:
        api = self.get_rest_api(function_id)
        if api.endpoint_configuration["types"] == ["PRIVATE"] and not api.policy:
            raise BadRequestException("Private REST API doesn't have a resource policy attached to it")

    before(APIGatewayBackend, "create_deployment", check)


@fault
def a_web_acl_needs_a_stage_that_exists() -> None:
    """AWS answers WAFUnavailableEntityException to an ARN of no stage; moto keeps any ARN, and finds no
    stage whose name begins with a hyphen."""
    from moto.apigateway import apigateway_backends
    from moto.wafv2.exceptions import WAFNonexistentItemException
    from moto.wafv2.models import WAFV2Backend

    def find(self: Any, resource_arn: str) -> Any:
        region = resource_arn.split(":")[3]
        _, kind, api, stages, name = resource_arn.split(":", 5)[5].split("/")
        assert (kind, stages) == ("restapis", "stages"), resource_arn
        found = apigateway_backends[self.account_id][region].apis.get(api)
        return found and found.stages.get(name)

    WAFV2Backend._find_apigw_stage = find

    def check(self: Any, web_acl_arn: str, resource_arn: str) -> None:
        if not self._find_apigw_stage(resource_arn):
            raise WAFNonexistentItemException

    before(WAFV2Backend, "associate_web_acl", check)


@fault
def an_authorizer_keeps_its_expression_and_has_a_name_of_its_own() -> None:
    """AWS stores `identityValidationExpression` and refuses a second authorizer of a name; moto does neither."""
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import APIGatewayBackend

    original = APIGatewayBackend.create_authorizer

    def create(self: Any, restapi_id: str, name: str, authorizer_type: str, **settings: Any) -> Any:
        if any(other.name == name for other in self.get_authorizers(restapi_id)):
            raise BadRequestException(f"Authorizer name must be unique. Authorizer {name} already exists")
        expression = settings.pop("identiy_validation_expression")
        made = original(self, restapi_id, name, authorizer_type, **settings)
        made.identity_validation_expression = expression
        return made

    APIGatewayBackend.create_authorizer = create


@fault
def user_pools_of_an_authorizer_are_patched() -> None:
    """AWS adds and removes `/providerARNs`; moto fails."""
    from moto.apigateway.models import Authorizer

    original = Authorizer.apply_operations

    def apply(self: Any, operations: list[dict[str, Any]]) -> Any:
        others = []
        for operation in operations:
            if operation["path"] != "/providerARNs":
                assert operation["op"] == "replace", operation
                others.append(operation)
                continue
            rest = [arn for arn in self.provider_arns or [] if arn != operation["value"]]
            self.provider_arns = rest + [operation["value"]] * (operation["op"] == "add")
        return original(self, others)

    Authorizer.apply_operations = apply


@fault
def a_method_needs_the_authorizer_that_its_type_promises() -> None:
    """AWS refuses `CUSTOM` and `COGNITO_USER_POOLS` without an authorizer of the API; moto does not look."""
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import APIGatewayBackend

    def check(self: Any, function_id: str, resource_id: str, method_type: str, authorization_type: str, *_: Any, **named: Any) -> None:
        known = {authorizer.id: authorizer.type for authorizer in self.get_authorizers(function_id)}
        kind = known.get(named.get("authorizer_id"))
        wanted = {"CUSTOM": ("TOKEN", "REQUEST"), "COGNITO_USER_POOLS": ("COGNITO_USER_POOLS",)}
        if authorization_type in wanted and kind not in wanted[authorization_type]:
            raise BadRequestException("Invalid authorizer ID specified")

    before(APIGatewayBackend, "put_method", check)


@fault
def update_domain_name_exists() -> None:
    """AWS has update-domain-name; moto answers 500."""
    from moto.apigateway.responses import APIGatewayResponse

    def update(self: Any) -> str:
        domain = self.backend.get_domain_name(self.path.split("/")[2])
        fields = {
            "/certificateArn": "certificate_arn",
            "/regionalCertificateArn": "regional_certificate_arn",
            "/securityPolicy": "security_policy",
            "/endpointAccessMode": "access_mode",
            "/ownershipVerificationCertificateArn": "ownership_certificate",
        }
        for operation in self._get_param("patchOperations"):
            path, value = operation["path"], operation.get("value")
            if operation["op"] == "remove":
                assert path == "/mutualTlsAuthentication/truststoreVersion" and "truststoreVersion" in domain.mutual_tls
                domain.mutual_tls = {"truststoreUri": domain.mutual_tls["truststoreUri"]}
                continue
            assert operation["op"] == "replace", operation
            if path == "/endpointConfiguration/ipAddressType":
                domain.endpoint_configuration = domain.endpoint_configuration | {"ipAddressType": value}
            elif path == "/mutualTlsAuthentication/truststoreUri":
                domain.mutual_tls = domain.mutual_tls | {"truststoreUri": value} if value else {}
            elif path == "/mutualTlsAuthentication/truststoreVersion":
                domain.mutual_tls = domain.mutual_tls | {"truststoreVersion": value}
            else:
                setattr(domain, fields[path], value)
        return json.dumps(domain.to_json())

    APIGatewayResponse.update_domain_name = update


@fault
def an_api_keeps_its_security_policy() -> None:
    """AWS stores `securityPolicy` and `endpointAccessMode` of an API; moto drops both."""
    from moto.apigateway.models import RestAPI
    from moto.apigateway.responses import APIGatewayResponse

    create, show = APIGatewayResponse.create_rest_api, RestAPI.to_dict

    def created(self: Any) -> Any:
        answer = create(self)
        told = {key: value for key in ("securityPolicy", "endpointAccessMode") if (value := self._get_param(key))}
        if told:
            assert told["securityPolicy"].startswith("Sec") == ("endpointAccessMode" in told), told
            status, headers, body = answer
            self.backend.apis[json.loads(body)["id"]].security = told
        return answer

    def shown(self: Any) -> dict[str, Any]:
        return show(self) | getattr(self, "security", {})

    APIGatewayResponse.create_rest_api, RestAPI.to_dict = created, shown


@fault
def a_domain_keeps_its_mutual_tls() -> None:
    """AWS stores `mutualTlsAuthentication`, for regional domains only, what proves their name, and `endpointAccessMode`,
    beside the policies that want one; moto drops all three."""
    from moto.apigateway.models import DomainName
    from moto.apigateway.responses import APIGatewayResponse

    create, show = APIGatewayResponse.create_domain_name, DomainName.to_json

    def created(self: Any) -> Any:
        answer = create(self)
        domain = self.backend.get_domain_name(self._get_param("domainName"))
        domain.mutual_tls = self._get_param("mutualTlsAuthentication") or {}
        assert not domain.mutual_tls or domain.endpoint_configuration["types"] == ["REGIONAL"]
        domain.access_mode = self._get_param("endpointAccessMode")
        domain.ownership_certificate = self._get_param("ownershipVerificationCertificateArn")
        fits(domain)
        return answer

    def fits(domain: Any) -> None:
        policy = domain.security_policy or ""
        enhanced = policy.startswith("SecurityPolicy_")
        assert bool(domain.access_mode) == enhanced and not (enhanced and domain.mutual_tls), policy
        assert not enhanced or policy.endswith("_EDGE") == (domain.endpoint_configuration["types"] == ["EDGE"]), policy

    def shown(self: Any) -> dict[str, Any]:
        mutual = getattr(self, "mutual_tls", {})
        more = {
            "mutualTlsAuthentication": mutual,
            "endpointAccessMode": getattr(self, "access_mode", None),
            "ownershipVerificationCertificateArn": getattr(self, "ownership_certificate", None),
        }
        return show(self) | {key: value for key, value in more.items() if value}

    APIGatewayResponse.create_domain_name, DomainName.to_json = created, shown


@fault
def a_certificate_is_issued_once_its_record_is_there() -> None:
    """AWS issues a certificate with DNS validation when it finds the records in DNS; moto at once."""
    from moto.acm.models import CertBundle
    from moto.acm.responses import AWSCertificateManagerResponse
    from moto.route53.models import route53_backends

    request, check = AWSCertificateManagerResponse.request_certificate, CertBundle.check

    def requested(self: Any) -> Any:
        answer = request(self)
        arn = answer.result["CertificateArn"]
        self.acm_backend._certificates[arn].by_record = self._get_param("ValidationMethod") == "DNS"
        return answer

    def public_records() -> set[tuple[str, str]]:
        zones = [
            zone
            for account in route53_backends.values()
            for backend in account.values()
            for zone in backend.zones.values()
            if not zone.private_zone
        ]
        return {
            (record.name, value)
            for zone in zones
            for record in zone.rrsets
            if record.type == "CNAME"
            for value in record.records
        }

    def checked(self: Any) -> None:
        if getattr(self, "by_record", False) and self.status == "PENDING_VALIDATION":
            options = self.describe()["Certificate"]["DomainValidationOptions"]
            wanted = {(o["ResourceRecord"]["Name"], o["ResourceRecord"]["Value"]) for o in options}
            if not wanted <= public_records():
                return
        check(self)

    AWSCertificateManagerResponse.request_certificate, CertBundle.check = requested, checked


@fault
def a_fractional_rate_can_be_patched() -> None:
    """AWS takes `12.5` as rate of a usage plan; moto fails when it is patched."""
    from moto.apigateway.models import UsagePlan

    original = UsagePlan.apply_patch_operations

    def apply(self: Any, operations: list[dict[str, Any]]) -> None:
        for operation in operations:
            if operation["op"] == "replace" and operation["path"] == "/throttle/rateLimit":
                self.throttle = {**(self.throttle or {}), "rateLimit": float(operation["value"])}
            else:
                self.throttle, self.quota = self.throttle or {}, self.quota or {}
                original(self, [operation])

    UsagePlan.apply_patch_operations = apply


@fault
def what_exists_cannot_be_made_again() -> None:
    """AWS answers ConflictException to a second put-method, put-method-response, create-resource,
    create-stage or create-usage-plan-key; moto overwrites or makes a second one."""
    from moto.apigateway.exceptions import ConflictException
    from moto.apigateway.models import APIGatewayBackend

    def refuse(exists: Any) -> None:
        if exists:
            raise ConflictException("It already exists")

    def method(self: Any, function_id: str, resource_id: str, method_type: str, *_: Any, **__: Any) -> None:
        refuse(method_type in self.get_resource(function_id, resource_id).resource_methods)

    def answer(
        self: Any,
        function_id: str,
        resource_id: str,
        method_type: str,
        response_code: str,
        *_: Any,
        **__: Any,
    ) -> None:
        refuse(response_code in self.get_method(function_id, resource_id, method_type).method_responses)

    def resource(self: Any, function_id: str, parent_resource_id: str, path_part: str) -> None:
        resources = self.get_resources(function_id)
        refuse(any((r.parent_id, r.path_part) == (parent_resource_id, path_part) for r in resources))

    def stage(self: Any, function_id: str, stage_name: str, *_: Any, **__: Any) -> None:
        refuse(stage_name in self.get_rest_api(function_id).stages)

    def plan_key(self: Any, usage_plan_id: str, payload: dict[str, Any]) -> None:
        refuse(payload["keyId"] in self.usage_plan_keys.get(usage_plan_id, {}))

    before(APIGatewayBackend, "put_method", method)
    before(APIGatewayBackend, "put_method_response", answer)
    before(APIGatewayBackend, "create_resource", resource)
    before(APIGatewayBackend, "create_stage", stage)
    before(APIGatewayBackend, "create_usage_plan_key", plan_key)


@fault
def a_statement_id_exists_once() -> None:
    """AWS answers ResourceConflictException to a second permission with the same statement id."""
    from moto.awslambda.exceptions import LambdaClientError
    from moto.awslambda.models import LambdaBackend

    def check(self: Any, function_name: str, qualifier: str, raw: str) -> None:
        wanted = json.loads(raw)["StatementId"]
        statements = self.get_function(function_name, qualifier).policy.statements
        if any(statement["Sid"] == wanted for statement in statements):
            raise LambdaClientError(
                "ResourceConflictException", f"The statement id ({wanted}) already exists"
            )

    before(LambdaBackend, "add_permission", check)


@fault
def an_alias_loses_its_own_permission() -> None:
    """moto takes a statement of an alias from the function itself, and shares its policy with every version."""
    from moto.awslambda.models import LambdaBackend
    from moto.awslambda.policy import Policy
    from moto.awslambda.responses import LambdaResponse

    original = LambdaResponse.remove_permission

    def remove_permission(self: Any) -> Any:
        qualifier = self.querystring.get("Qualifier", [None])[0]
        if not qualifier:
            return original(self)
        function, statement = unquote(self.path.split("/")[-3]), self.path.split("/")[-1].split("?")[0]
        self.backend.get_function(function, qualifier).policy.del_statement(statement, "")
        return 204, {"status": 204}, "{}"

    def of_alias(self: LambdaBackend, function_name: str, sid: str, revision: str = "") -> None:
        """An ARN may name the alias, too."""
        self.get_function(function_name).policy.del_statement(sid, revision)

    publish = LambdaBackend.publish_version

    def publish_version(self: LambdaBackend, function_name: str, description: str = "") -> Any:
        version = publish(self, function_name, description)
        if version:
            version.policy = Policy(version)  # type: ignore[no-untyped-call]
        return version

    LambdaBackend.publish_version = publish_version  # type: ignore[method-assign]
    LambdaResponse.remove_permission = remove_permission  # type: ignore[method-assign]
    LambdaBackend.remove_permission = of_alias  # type: ignore[method-assign]


@fault
def what_is_in_use_cannot_be_deleted() -> None:
    """AWS refuses to delete an API that a domain leads to, and a usage plan with stages; moto deletes both."""
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import APIGatewayBackend

    def api(self: Any, function_id: str) -> None:
        mapped = [
            mapping.rest_api_id for paths in self.base_path_mappings.values() for mapping in paths.values()
        ]
        if function_id in mapped:
            raise BadRequestException(
                "Please remove all base path mappings related to the RestApi in your domains"
            )

    def plan(self: Any, usage_plan_id: str) -> None:
        if self.get_usage_plan(usage_plan_id).api_stages:
            raise BadRequestException("Cannot delete usage plan: it is associated with API stages")

    before(APIGatewayBackend, "delete_rest_api", api)
    before(APIGatewayBackend, "delete_usage_plan", plan)


@fault
def logs_need_a_role_of_the_account() -> None:
    """AWS refuses a log of a stage while the account has no role for it; moto does not ask."""
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import APIGatewayBackend

    def check(self: Any, function_id: str, stage_name: str, patch_operations: list[dict[str, Any]]) -> None:
        for operation in patch_operations:
            path, value = operation["path"], operation.get("value")
            wanted = path.startswith("/accessLogSettings/") or (
                path.endswith("/logging/loglevel") and value != "OFF"
            )
            if operation["op"] == "replace" and wanted and not self.account.cloudwatch_role_arn:
                raise BadRequestException(
                    "CloudWatch Logs role ARN must be set in account settings to enable logging"
                )

    before(APIGatewayBackend, "update_stage", check)


@fault
def a_stage_without_a_throttle_has_the_accounts() -> None:
    """AWS reports the account's limits (10,000 and 5,000) for a stage that never had its own (the example in
    the CLI's help of update-stage); moto reports 1,000 and 2,000."""
    from moto.apigateway.models import Stage

    original = Stage._get_default_method_settings

    def settings(self: Any) -> dict[str, Any]:
        return {**original(self), "throttlingRateLimit": 10000.0, "throttlingBurstLimit": 5000}

    Stage._get_default_method_settings = settings


@fault
def a_resource_takes_its_children_along() -> None:
    """AWS deletes what is below a resource with it, and refuses a second parameter beside one; moto keeps
    the orphans, at which get-resources fails, and takes any name."""
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import APIGatewayBackend

    def delete(self: Any, function_id: str, resource_id: str) -> None:
        resources = self.get_rest_api(function_id).resources
        for child in [item.id for item in resources.values() if item.parent_id == resource_id]:
            delete(self, function_id, child)
            del resources[child]

    def create(self: Any, function_id: str, parent_resource_id: str, path_part: str) -> None:
        siblings = [r.path_part for r in self.get_resources(function_id) if r.parent_id == parent_resource_id]
        if path_part.startswith("{") and any(part.startswith("{") for part in siblings):
            raise BadRequestException("A sibling of this resource already has a variable path part")

    before(APIGatewayBackend, "delete_resource", delete)
    before(APIGatewayBackend, "create_resource", create)


@fault
def a_key_is_in_one_plan_of_a_stage() -> None:
    """AWS refuses a key in two usage plans that open the same stage; moto does not ask."""
    from moto.apigateway.exceptions import ConflictException
    from moto.apigateway.models import APIGatewayBackend

    def stages(plan: Any) -> set[tuple[str, str]]:
        return {(stage["apiId"], stage["stage"]) for stage in plan.api_stages}

    def check(self: Any, key: str, wanted: set[tuple[str, str]], but: str) -> None:
        for plan in self.get_usage_plans(key):
            if plan.id != but and stages(plan) & wanted:
                raise ConflictException("The key is in another usage plan of the same stage")

    def plan_key(self: Any, usage_plan_id: str, payload: dict[str, Any]) -> None:
        check(self, payload["keyId"], stages(self.get_usage_plan(usage_plan_id)), usage_plan_id)

    def update(self: Any, usage_plan_id: str, patch_operations: list[dict[str, Any]]) -> None:
        added = [o["value"] for o in patch_operations if (o["op"], o["path"]) == ("add", "/apiStages")]
        for key in list(self.usage_plan_keys.get(usage_plan_id, {})):
            check(self, key, {tuple(value.split(":")) for value in added}, usage_plan_id)

    before(APIGatewayBackend, "create_usage_plan_key", plan_key)
    before(APIGatewayBackend, "update_usage_plan", update)


@fault
def a_limit_that_is_not_there_cannot_be_removed() -> None:
    """What AWS answers to that is not documented, so no script may try; moto does not mind."""
    from moto.apigateway.models import UsagePlan

    original = UsagePlan.apply_patch_operations

    def apply(self: Any, operations: list[dict[str, Any]]) -> None:
        for operation in operations:
            if operation["op"] == "remove" and operation["path"] in ("/throttle", "/quota"):
                assert getattr(self, operation["path"][1:]), operation
        original(self, operations)

    UsagePlan.apply_patch_operations = apply


@fault
def an_import_reads_the_extensions() -> None:
    """AWS reads ANY, security, parameters, binary types, error responses, the policy, the endpoint type and the
    VPC endpoints of an import and refuses ARNs without an account; moto drops all these, and wants a description and a mock's URI."""
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import APIGatewayBackend
    from moto.apigateway.responses import APIGatewayResponse

    verbs = {"get", "post", "put", "patch", "delete", "head", "options"}
    any_method = "x-amazon-apigateway-any-method"

    def kind(scheme: dict[str, str]) -> str:
        assert (scheme["type"], scheme["in"]) == ("apiKey", "header"), scheme
        if scheme.get("x-amazon-apigateway-authtype") == "awsSigv4":
            assert scheme["name"] == "Authorization"
            return "AWS_IAM"
        assert scheme["name"].lower() == "x-api-key", scheme
        return "key"

    def complete(self: Any, api_id: str, document: dict[str, Any]) -> None:
        schemes = document.get("components", {}).get("securitySchemes", {})
        for resource in self.get_resources(api_id):
            for name, operation in document["paths"].get(resource.get_path(), {}).items():
                method = resource.resource_methods[name.upper()]
                kinds = {kind(schemes[scheme]) for entry in operation.get("security", []) for scheme in entry}
                method.authorization_type = "AWS_IAM" if "AWS_IAM" in kinds else "NONE"
                method.api_key_required = "key" in kinds
                method.request_parameters = {
                    f"method.request.{parameter['in']}.{parameter['name']}": parameter["required"]
                    for parameter in operation.get("parameters", [])
                }
                for status, answer in operation["responses"].items():
                    method.method_responses[status].response_parameters = {
                        f"method.response.header.{header}": False for header in answer.get("headers", {})
                    }
        api = self.get_rest_api(api_id)
        api.binaryMediaTypes = document.get("x-amazon-apigateway-binary-media-types", [])
        for name, answer in document.get("x-amazon-apigateway-gateway-responses", {}).items():
            assert set(answer) <= {"statusCode", "responseParameters", "responseTemplates"}, answer
            parameters, templates = answer.get("responseParameters"), answer.get("responseTemplates")
            self.put_gateway_response(api_id, name, answer.get("statusCode"), parameters, templates)
        for server in document.get("servers", []):
            setting = server["x-amazon-apigateway-endpoint-configuration"]
            assert set(setting) <= {"disableExecuteApiEndpoint", "vpcEndpointIds"}, setting
            api.imported_vpc_endpoints = setting.get("vpcEndpointIds", [])
        if policy := document.get("x-amazon-apigateway-policy"):
            api.policy = json.dumps(policy)

    put, load, create = (
        APIGatewayBackend.put_rest_api,
        APIGatewayBackend.import_rest_api,
        APIGatewayResponse.import_rest_api,
    )

    def put_rest_api(self: Any, function_id: str, api_doc: dict[str, Any], *words: Any, **named: Any) -> Any:
        document = copy.deepcopy(api_doc)
        for item in document["paths"].values():
            assert set(item) <= verbs | {any_method}, item
            if any_method in item:
                item["any"] = item.pop(any_method)
            for operation in item.values():
                integration = operation["x-amazon-apigateway-integration"]
                function = integration.get("uri", "").partition("/functions/")[2]
                if function and not function.split(":")[4].isdigit():
                    raise BadRequestException("Invalid ARN specified in the request")
                integration["type"] = integration["type"].upper()
                if integration["type"] == "MOCK":
                    integration |= {"uri": "", "httpMethod": ""}
        api = put(self, function_id, document, *words, **named)
        complete(self, function_id, document)
        return api

    def import_rest_api(self: Any, api_doc: dict[str, Any], *words: Any, **named: Any) -> Any:
        api_doc["info"].setdefault("description", "")
        return load(self, api_doc, *words, **named)

    def answer(self: Any) -> Any:
        status, headers, body = create(self)
        if types := self.querystring.get("endpointConfigurationTypes"):
            api = self.backend.get_rest_api(json.loads(body)["id"])
            api.endpoint_configuration = {"types": types}
            if ids := api.__dict__.pop("imported_vpc_endpoints", []):
                assert types == ["PRIVATE"]
                api.endpoint_configuration["vpcEndpointIds"] = ids
        return status, headers, body

    APIGatewayBackend.put_rest_api = put_rest_api
    APIGatewayBackend.import_rest_api = import_rest_api
    APIGatewayResponse.import_rest_api = answer


@fault
def a_record_is_deleted_by_name_type_and_identifier() -> None:
    """AWS answers InvalidChangeBatch when there is none; moto says something else, and deletes every
    type of a set identifier at once."""
    from moto.route53.exceptions import Route53ClientError
    from moto.route53.models import FakeZone, Route53Backend

    def check(self: Any, zoneid: str, change_list: list[dict[str, Any]]) -> None:
        zone = self.get_hosted_zone(zoneid)
        zone.doomed = []
        for change in change_list:
            if change["Action"] == "DELETE":
                wanted = change["ResourceRecordSet"]
                key = wanted["Name"], wanted["Type"], wanted.get("SetIdentifier")
                if key not in [(r.name, r.type, r.set_identifier) for r in zone.rrsets]:
                    raise Route53ClientError("InvalidChangeBatch", f"{key} was not found")
                if key[2]:
                    zone.doomed.append(key)

    def delete(self: Any, set_identifier: str) -> None:
        key = self.doomed.pop(0)
        assert key[2] == set_identifier
        self.rrsets = [r for r in self.rrsets if (r.name, r.type, r.set_identifier) != key]

    before(Route53Backend, "change_resource_record_sets", check)
    FakeZone.delete_rrset_by_id = delete


@fault
def records_of_one_name_must_agree() -> None:
    """AWS refuses a CNAME beside other types, and a simple record beside one with an identifier; moto takes them."""
    from moto.route53.exceptions import Route53ClientError
    from moto.route53.models import Route53Backend

    def check(self: Any, zoneid: str, change_list: list[dict[str, Any]]) -> None:
        held = {(r.name, r.type, r.set_identifier) for r in self.get_hosted_zone(zoneid).rrsets}
        for change in change_list:
            record = change["ResourceRecordSet"]
            key = record["Name"], record["Type"], record.get("SetIdentifier")
            held = held - {key} if change["Action"] == "DELETE" else held | {key}
        for name, kind, identifier in held:
            for other in held - {(name, kind, identifier)}:
                alone = kind == "CNAME" != other[1] or (kind == other[1] and identifier is None)
                if other[0] == name and alone:
                    raise Route53ClientError("InvalidChangeBatch", f"{name} {kind} conflicts with {other}")

    before(Route53Backend, "change_resource_record_sets", check)


@fault
def tags_are_those_of_a_log_group_that_exists() -> None:
    """AWS answers ResourceNotFoundException for another; moto an empty list."""
    from moto.logs.exceptions import ResourceNotFoundException
    from moto.logs.models import LogsBackend

    def check(self: Any, resource_arn: str) -> None:
        if resource_arn not in {group.arn for group in self.groups.values()}:
            raise ResourceNotFoundException()

    before(LogsBackend, "list_tags_for_resource", check)


def hurry() -> None:
    """Leaves out what takes seconds for every new account: all but one of AWS's 1,400 policies, new RSA keys."""
    from cryptography.hazmat.primitives.asymmetric import rsa
    from moto.iam import models

    name = "AmazonAPIGatewayPushToCloudWatchLogs"
    models.aws_managed_policies_data = json.dumps({name: json.loads(models.aws_managed_policies_data)[name]})
    rsa.generate_private_key = functools.cache(rsa.generate_private_key)


def name_web_acls() -> None:
    """Gives every web ACL the same id, so that a design can name one before it exists."""
    from moto.wafv2.models import WAFV2Backend

    WAFV2Backend._generate_id = lambda self: "11111111-2222-3333-4444-555555555555"


def main() -> None:
    os.environ.update(MOTO_IAM_LOAD_MANAGED_POLICIES="true", MOTO_ACM_VALIDATION_WAIT="0")
    from moto.server import ThreadedMotoServer

    # Changes what the faults above mended.
    import moto_faults_private  # noqa: F401

    hurry()
    name_web_acls()
    for mend in FAULTS:
        mend()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    print(server.get_host_and_port()[1], flush=True)
    # Lives as long as the tests hold the other end.
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
