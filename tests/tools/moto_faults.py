"""The moto server with its known faults mended; run as a program, it prints the port it listens on.

moto 5.2 differs from AWS where the generated scripts notice. Every such place is one function here, whose
docstring says what AWS does and moto does not; nothing about moto is excused anywhere else.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable
from typing import Any

FAULTS: list[Callable[[], None]] = []


def fault(mend: Callable[[], None]) -> Callable[[], None]:
    FAULTS.append(mend)
    return mend


def before(owner: type, name: str, check: Callable[..., None]) -> None:
    """Runs a check with the arguments of a method before the method."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def checked(self: Any, *words: Any, **named: Any) -> Any:
        check(self, *words, **named)
        return original(self, *words, **named)

    setattr(owner, name, checked)


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
        if api:
            api.binaryMediaTypes = list(self._get_param("binaryMediaTypes") or [])
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
def update_method_exists() -> None:
    """AWS has update-method; moto answers 500."""
    from moto.apigateway.responses import APIGatewayResponse

    def update(self: Any) -> str:
        _, _, api, _, resource, _, verb = self.path.split("/")[:7]
        method = self.backend.get_method(api, resource, verb)
        for operation in self._get_param("patchOperations"):
            assert operation["op"] == "replace", operation
            if operation["path"] == "/authorizationType":
                assert operation["value"] in ("NONE", "AWS_IAM"), operation
                method.authorization_type = operation["value"]
            elif operation["path"] == "/apiKeyRequired":
                method.api_key_required = {"true": True, "false": False}[operation["value"]]
            else:
                raise AssertionError(operation)
        return json.dumps(method.to_json())

    APIGatewayResponse.update_method = update


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
        }
        for operation in self._get_param("patchOperations"):
            assert operation["op"] == "replace", operation
            path, value = operation["path"], operation["value"]
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
def a_domain_keeps_its_mutual_tls() -> None:
    """AWS stores `mutualTlsAuthentication`, for regional domains only; moto drops it."""
    from moto.apigateway.models import DomainName
    from moto.apigateway.responses import APIGatewayResponse

    create, show = APIGatewayResponse.create_domain_name, DomainName.to_json

    def created(self: Any) -> Any:
        answer = create(self)
        domain = self.backend.get_domain_name(self._get_param("domainName"))
        domain.mutual_tls = self._get_param("mutualTlsAuthentication") or {}
        assert not domain.mutual_tls or domain.endpoint_configuration["types"] == ["REGIONAL"]
        return answer

    def shown(self: Any) -> dict[str, Any]:
        mutual = getattr(self, "mutual_tls", {})
        return show(self) | ({"mutualTlsAuthentication": mutual} if mutual else {})

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
def a_method_setting_can_be_removed() -> None:
    """AWS takes `remove /*/*/throttling/rateLimit` and `remove /*/*`; moto ignores both."""
    from moto.apigateway.models import Stage

    def apply(self: Any, operations: list[dict[str, Any]]) -> Any:
        for operation in operations:
            parts = operation["path"].split("/", 3)[1:]
            if operation["op"] == "remove" and parts[:2] == ["*", "*"]:
                settings = self.method_settings.get("*/*", {})
                name = self._method_settings_translations(parts[2]) if len(parts) == 3 else None
                if name:
                    settings.pop(name, None)
                else:
                    self.method_settings.pop("*/*", None)
        return original(self, operations)

    original = Stage.apply_operations
    Stage.apply_operations = apply


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


def hurry() -> None:
    """Leaves out what takes seconds for every new account: all but one of AWS's 1,400 policies, new RSA keys."""
    from cryptography.hazmat.primitives.asymmetric import rsa
    from moto.iam import models

    name = "AmazonAPIGatewayPushToCloudWatchLogs"
    models.aws_managed_policies_data = json.dumps({name: json.loads(models.aws_managed_policies_data)[name]})
    rsa.generate_private_key = functools.cache(rsa.generate_private_key)


def main() -> None:
    os.environ.update(MOTO_IAM_LOAD_MANAGED_POLICIES="true", MOTO_ACM_VALIDATION_WAIT="0")
    from moto.server import ThreadedMotoServer

    hurry()
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
