"""The faults of moto's settings of single methods, mended as in `moto_faults.py`, which loads this file."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import unquote

from moto_mend import before, fault


@fault
def settings_of_a_method_can_be_removed() -> None:
    """AWS takes the settings of a method from a stage (Terraform's provider relies on it), for paths with `~1` for
    each slash, of methods that are there, 80 operations at a time; moto ignores the removal and takes any path."""
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import APIGatewayBackend, Stage

    original = Stage.apply_operations

    def apply(self: Any, operations: list[dict[str, Any]]) -> Any:
        for operation in operations:
            found = re.fullmatch(r"/(~1[^/]*/[A-Z]+)", operation["path"])
            if operation["op"] == "remove" and found:
                del self.method_settings[found[1]]
        return original(self, operations)

    def check(self: Any, function_id: str, stage_name: str, patch_operations: list[dict[str, Any]]) -> None:
        del stage_name
        if len(patch_operations) > 80:
            raise BadRequestException("Too many operations")
        methods = {
            (resource.get_path(), verb)
            for resource in self.get_resources(function_id)
            for verb in resource.resource_methods
        }
        for operation in patch_operations:
            found = re.fullmatch(r"/([^/]*)/([^/]+)/(throttling|caching|logging|metrics)/\w+", operation["path"])
            if found and found[1] != "*":
                path = found[1].replace("~1", "/").replace("~0", "~")
                if (path, found[2]) not in methods:
                    raise BadRequestException(f"Invalid method setting path: {operation['path']}")

    Stage.apply_operations = apply
    before(APIGatewayBackend, "update_stage", check)


@fault
def a_usage_plan_limits_methods() -> None:
    """AWS keeps the limits of single methods of a stage in a usage plan, set as one map in JSON, by path and verb
    ("Maintain a usage plan for REST APIs in API Gateway"), and lets go of the stage with them; moto ignores them."""
    from moto.apigateway.models import UsagePlan

    original = UsagePlan.apply_patch_operations

    def apply(self: Any, operations: list[dict[str, Any]]) -> None:
        rest = []
        for operation in operations:
            found = re.fullmatch(r"/apiStages/([^:]+):([^/]+)/throttle", operation["path"])
            stages = {(stage["apiId"], stage["stage"]): stage for stage in self.api_stages}
            if found and operation["op"] == "replace":
                limits = json.loads(operation["value"])
                assert all(re.fullmatch(r"/.*/[A-Z]+", key) for key in limits), limits
                stages[found.groups()]["throttle"] = limits
            elif found:
                del stages[found.groups()]["throttle"]
            else:
                if (operation["op"], operation["path"]) == ("remove", "/apiStages"):
                    stages[tuple(operation["value"].split(":"))].pop("throttle", None)
                rest.append(operation)
        original(self, rest)

    UsagePlan.apply_patch_operations = apply


@fault
def routes_have_settings() -> None:
    """AWS wants the routes of a stage's settings to be there, keeps those that an update does not name, and has
    delete-route-settings; moto takes any and lacks the operation."""
    from moto.apigatewayv2 import urls
    from moto.apigatewayv2.models import ApiGatewayV2Backend
    from moto.apigatewayv2.responses import ApiGatewayV2Response

    from moto_faults_http import refuse

    def check(self: Any, api_id: str, settings: dict[str, Any]) -> None:
        keys = {route.route_key for route in self.get_api(api_id).routes.values()}
        for key in settings:
            if key not in keys:
                refuse(404, "NotFoundException", f"Unable to find Route by key {key} within the provided RouteSettings")

    def create(self: Any, api_id: str, config: dict[str, Any]) -> None:
        check(self, api_id, config.get("routeSettings", {}))

    update = ApiGatewayV2Response.update_stage

    def updated(self: Any) -> Any:
        _, _, _, api, _, name, *_ = unquote(self.path).split("/")
        given = json.loads(self.body)
        settings = given.pop("routeSettings", {})
        check(self.apigatewayv2_backend, api, settings)
        stage = self.apigatewayv2_backend.get_stage(api, name)
        stage.route_settings = stage.route_settings | settings
        self.body = json.dumps(given)
        return update(self)

    def delete(self: Any) -> Any:
        _, _, _, api, _, name, _, key = unquote(self.path).split("/", 7)
        del self.apigatewayv2_backend.get_stage(api, name).route_settings[key]
        return 204, {}, ""

    before(ApiGatewayV2Backend, "create_stage", create)
    path = "{0}/v2/apis/(?P<api_id>[^/]+)/stages/(?P<stage_name>[^/]+)/routesettings/(?P<route_key>.+)$"
    urls.url_paths[path] = ApiGatewayV2Response.dispatch
    ApiGatewayV2Response.update_stage = updated
    ApiGatewayV2Response.delete_route_settings = delete


@fault
def models_and_validators_are_as_aws_has_them() -> None:
    """AWS has update-model, keeps the cache keys of an integration, refuses methods that name a model or a validator
    that is not there, and deletes no model in use; moto lacks all this. It also lets update-model be called 404."""
    from moto.apigateway import urls
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import APIGatewayBackend
    from moto.apigateway.responses import APIGatewayResponse

    def update(self: Any) -> Any:
        _, _, api, _, name = unquote(self.path).split("/")
        model = self.backend.get_model(api, name)
        for operation in json.loads(self.body)["patchOperations"]:
            assert operation["op"] == "replace" and operation["path"] in ("/schema", "/description"), operation
            setattr(model, operation["path"][1:], operation["value"])
        return json.dumps(model.to_json())

    def method(self: Any, function_id: str, resource_id: str, method_type: str, *_: Any, **named: Any) -> None:
        del resource_id, method_type
        api = self.get_rest_api(function_id)
        if unknown := set((named.get("request_models") or {}).values()) - set(api.models):
            raise BadRequestException(f"Invalid model identifier specified: {unknown}")
        validator = named.get("request_validator_id")
        if validator and validator not in api.request_validators:
            raise BadRequestException("Invalid Request Validator identifier specified")

    def in_use(self: Any, function_id: str, name: str) -> None:
        for resource in self.get_resources(function_id):
            for found in resource.resource_methods.values():
                assert name not in (found.request_models or {}).values(), f"{name} is in use"

    put = APIGatewayResponse.put_integration

    def integration(self: Any) -> Any:
        answer = put(self)
        _, _, api, _, resource, _, verb, *_ = unquote(self.path).split("/")
        made = self.backend.get_integration(api, resource, verb)
        made.cache_key_parameters = json.loads(self.body).get("cacheKeyParameters", [])
        return answer

    assert urls.url_paths
    APIGatewayResponse.update_model = update
    APIGatewayResponse.put_integration = integration
    before(APIGatewayBackend, "put_method", method)
    before(APIGatewayBackend, "delete_model", in_use)
