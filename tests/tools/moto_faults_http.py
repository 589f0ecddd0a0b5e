"""The faults of moto's HTTP APIs (`apigatewayv2`), mended as in `moto_faults.py`, which loads this file."""

from __future__ import annotations

import json
from typing import Any

from moto_mend import before, fault


def refuse(status: int, name: str, text: str) -> None:
    """An answer that names its error, as the service's own are."""
    from moto.apigatewayv2.exceptions import APIGatewayV2Error

    class Refused(APIGatewayV2Error):
        code = status

        def __init__(self) -> None:
            super().__init__(name, text)

    raise Refused


@fault
def an_http_api_keeps_its_address_type() -> None:
    """AWS stores `ipAddressType`, `ipv4` where none is given; moto drops it."""
    from moto.apigatewayv2.models import Api
    from moto.apigatewayv2.responses import ApiGatewayV2Response

    show = Api.to_json

    def shown(self: Any) -> dict[str, Any]:
        return show(self) | {"ipAddressType": getattr(self, "ip_address_type", "ipv4")}

    def keeping(operation: Any) -> Any:
        def answer(self: Any) -> Any:
            status, headers, body = operation(self)
            api = self.apigatewayv2_backend.get_api(json.loads(body)["apiId"])
            if kind := json.loads(self.body).get("ipAddressType"):
                assert kind in ("ipv4", "dualstack"), kind
                api.ip_address_type = kind
            return status, headers, json.dumps(api.to_json())

        return answer

    Api.to_json = shown
    ApiGatewayV2Response.create_api = keeping(ApiGatewayV2Response.create_api)
    ApiGatewayV2Response.update_api = keeping(ApiGatewayV2Response.update_api)


@fault
def cors_headers_come_back_small() -> None:
    """AWS may answer with the headers of a CORS configuration in small letters (Terraform's provider compares
    them in any case), and may keep what an update does not name; moto keeps the spelling and replaces all."""
    from moto.apigatewayv2.models import Api

    show, update = Api.to_json, Api.update

    def shown(self: Any) -> dict[str, Any]:
        found = show(self)
        cors = found["corsConfiguration"]
        if cors and "allowHeaders" in cors:
            headers = [header.lower() for header in cors["allowHeaders"]]
            found["corsConfiguration"] = cors | {"allowHeaders": headers}
        return found

    def updated(self: Any, cors_configuration: Any, **named: Any) -> None:
        if cors_configuration is not None:
            cors_configuration = (self.cors_configuration or {}) | cors_configuration
        update(self, cors_configuration=cors_configuration, **named)

    Api.to_json, Api.update = shown, updated


@fault
def stages_are_updated() -> None:
    """AWS has update-stage, where an update keeps what it does not name and an empty value removes a variable
    (Terraform's provider relies on both), and delete-access-log-settings; moto answers 404 or 500."""
    from moto.apigatewayv2 import urls
    from moto.apigatewayv2.responses import ApiGatewayV2Response

    def stage_of(self: Any) -> Any:
        from urllib.parse import unquote

        _, _, _, api, _, name, *_ = unquote(self.path).split("/")
        return self.apigatewayv2_backend.get_stage(api, name)

    def update(self: Any) -> Any:
        stage, given = stage_of(self), json.loads(self.body)
        fields = {"description": "description", "autoDeploy": "auto_deploy", "accessLogSettings": "access_log_settings"}
        assert set(given) <= {*fields, "stageName", "stageVariables", "defaultRouteSettings"}, given
        for name, field in fields.items():
            if name in given:
                setattr(stage, field, given[name])
        variables = stage.stage_variables | given.get("stageVariables", {})
        stage.stage_variables = {name: value for name, value in variables.items() if value}
        stage.default_route_settings = stage.default_route_settings | given.get("defaultRouteSettings", {})
        return 200, {}, json.dumps(stage.to_json())

    def delete_log(self: Any) -> Any:
        stage_of(self).access_log_settings = None
        return 204, {}, ""

    path = "{0}/v2/apis/(?P<api_id>[^/]+)/stages/(?P<stage_name>[^/]+)/accesslogsettings$"
    urls.url_paths[path] = ApiGatewayV2Response.dispatch
    ApiGatewayV2Response.update_stage = update
    ApiGatewayV2Response.delete_access_log_settings = delete_log


@fault
def an_http_apis_parts_exist_once() -> None:
    """AWS answers ConflictException to a second route of a key or stage of a name, and to two routes that
    differ in the names of their parameters; moto makes them. Two authorizers of a name are not documented,
    so no script may make them."""
    import re

    from moto.apigatewayv2.models import Api

    def conflict(exists: bool) -> None:
        if exists:
            refuse(409, "ConflictException", "It already exists")

    def shape(key: str) -> str:
        return re.sub(r"\{[^}+]*", "{", key)

    def route(self: Any, **named: Any) -> None:
        conflict(any(shape(other.route_key) == shape(named["route_key"]) for other in self.routes.values()))

    def stage(self: Any, config: dict[str, Any]) -> None:
        conflict(config["stageName"] in self.stages)

    def authorizer(self: Any, **named: Any) -> None:
        conflict(any(other.name == named["name"] for other in self.authorizers.values()))

    before(Api, "create_route", route)
    before(Api, "create_stage", stage)
    before(Api, "create_authorizer", authorizer)


@fault
def a_routes_parts_must_exist() -> None:
    """AWS refuses a route whose integration or authorizer the API does not have, whose type of authorization
    is not that of its authorizer, or that has scopes without a JWT authorizer; moto takes anything. moto also
    ignores empty scopes in an update and keeps an empty authorizer."""
    from moto.apigatewayv2.models import Api, Route

    def check(api: Any, route: Any) -> None:
        kinds = {"CUSTOM": "REQUEST", "JWT": "JWT"}
        known = {id_: authorizer.authorizer_type for id_, authorizer in api.authorizers.items()}
        kind = route.authorization_type or "NONE"
        if known.get(route.authorizer_id) != kinds.get(kind):
            refuse(400, "BadRequestException", "Invalid authorizer for the authorization type")
        if route.authorization_scopes and kind != "JWT":
            refuse(400, "BadRequestException", "Scopes need a JWT authorizer")
        if (route.target or "").removeprefix("integrations/") not in api.integrations:
            refuse(404, "NotFoundException", f"Invalid target {route.target}")

    create, update, change = Api.create_route, Api.update_route, Route.update

    def created(self: Any, **named: Any) -> Any:
        route = create(self, **named)
        try:
            check(self, route)
        except Exception:
            del self.routes[route.route_id]
            raise
        return route

    def changed(self: Any, authorization_scopes: Any, **named: Any) -> None:
        change(self, authorization_scopes=authorization_scopes, **named)
        if authorization_scopes is not None:
            self.authorization_scopes = authorization_scopes
        self.authorizer_id = self.authorizer_id or None

    def updated(self: Any, route_id: str, **named: Any) -> Any:
        old = dict(vars(self.get_route(route_id)))
        route = update(self, route_id=route_id, **named)
        try:
            check(self, route)
        except Exception:
            vars(route).update(old)
            raise
        return route

    Api.create_route, Api.update_route, Route.update = created, updated, changed


@fault
def an_integration_of_an_http_api_has_a_version_and_a_limit() -> None:
    """AWS wants `payloadFormatVersion` and at most 30 seconds; moto does not ask, and keeps no updated timeout
    as a number."""
    from moto.apigatewayv2.models import Api

    def check(self: Any, **named: Any) -> None:
        if "integration_id" not in named and self.protocol_type == "HTTP":
            assert named["payload_format_version"] in ("1.0", "2.0"), named
        if limit := named.get("timeout_in_millis"):
            assert 50 <= int(limit) <= 30000, named

    before(Api, "create_integration", check)
    before(Api, "update_integration", check)


@fault
def an_http_apis_parts_in_use_cannot_be_deleted() -> None:
    """AWS refuses to delete an integration or an authorizer that a route names, and an API that a domain leads
    to; moto deletes them."""
    from moto.apigatewayv2.models import Api, ApiGatewayV2Backend

    def used(exists: bool) -> None:
        if exists:
            refuse(409, "ConflictException", "It is in use")

    def integration(self: Any, integration_id: str) -> None:
        used(any(route.target == f"integrations/{integration_id}" for route in self.routes.values()))

    def authorizer(self: Any, authorizer_id: str) -> None:
        used(any(route.authorizer_id == authorizer_id for route in self.routes.values()))

    def api(self: Any, api_id: str) -> None:
        used(any(mapping.api_id == api_id for mapping in self.api_mappings.values()))

    before(Api, "delete_integration", integration)
    before(Api, "delete_authorizer", authorizer)
    before(ApiGatewayV2Backend, "delete_api", api)


@fault
def authorizers_of_http_apis_are_listed() -> None:
    """AWS has get-authorizers; moto answers 404."""
    from moto.apigatewayv2.responses import ApiGatewayV2Response

    def authorizers(self: Any) -> Any:
        api = self.apigatewayv2_backend.get_api(self.path.split("/")[-2])
        return 200, {}, json.dumps({"items": [item.to_json() for item in api.authorizers.values()]})

    ApiGatewayV2Response.get_authorizers = authorizers


@fault
def both_services_see_the_same_domains() -> None:
    """A domain of `apigateway` is one of `apigatewayv2`, too, and takes its mappings along when it goes; a key
    leads to one stage that exists, and update-api-mapping leads it elsewhere. moto has two lists of domains,
    takes any stage and key again, and has no update."""
    from urllib.parse import unquote

    from moto.apigateway import apigateway_backends
    from moto.apigateway.models import APIGatewayBackend
    from moto.apigatewayv2 import apigatewayv2_backends
    from moto.apigatewayv2.models import ApiGatewayV2Backend
    from moto.apigatewayv2.responses import ApiGatewayV2Response

    def share(self: Any, *_: Any, **__: Any) -> None:
        self.domain_names = apigateway_backends[self.account_id][self.region_name].domain_names

    for name in ["get_api_mapping", "get_api_mappings"]:
        before(ApiGatewayV2Backend, name, share)

    def check(self: Any, api: str, stage: str) -> None:
        rest = apigateway_backends[self.account_id][self.region_name].apis.get(api)
        if stage not in (rest or self.get_api(api)).stages:
            refuse(400, "BadRequestException", "Invalid stage identifier specified")

    def create(self: Any, api_id: str, api_mapping_key: str, domain_name: str, stage: str) -> None:
        share(self)
        check(self, api_id, stage)
        keys = [mapping.api_mapping_key for mapping in self.get_api_mappings(domain_name)]
        if (api_mapping_key or "") in [key or "" for key in keys]:
            refuse(409, "ConflictException", "The key is mapped already")

    def update(self: Any) -> Any:
        _, _, _, domain, _, mapping = unquote(self.path).split("/")
        found, given = self.apigatewayv2_backend.get_api_mapping(mapping, domain), json.loads(self.body)
        check(self.apigatewayv2_backend, given["apiId"], given["stage"])
        found.api_id, found.stage = given["apiId"], given["stage"]
        assert given.get("apiMappingKey", "") == (found.api_mapping_key or "")
        return 200, {}, json.dumps(found.to_json())

    def gone(self: Any, name: str) -> None:
        backend = apigatewayv2_backends[self.account_id][self.region_name]
        for id_, mapping in list(backend.api_mappings.items()):
            if mapping.domain_name == name:
                del backend.api_mappings[id_]

    before(ApiGatewayV2Backend, "create_api_mapping", create)
    before(APIGatewayBackend, "delete_domain_name", gone)
    ApiGatewayV2Response.update_api_mapping = update
