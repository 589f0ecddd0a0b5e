"""The properties of resources that the reader of templates knows, from the schemas of cfn-lint and of AWS SAM.

`python resource_properties.py` prints `src/aws/properties.txt`; `test_resource_properties.py` holds both equal.
"""

from __future__ import annotations

import importlib
import json
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cfnlint
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from samtranslator.model import PropertyType as Property
from samtranslator.model.eventsources import push
from samtranslator.model.sam_resources import (
    SamApi,
    SamApplication,
    SamCapacityProvider,
    SamConnector,
    SamFunction,
    SamGraphQLApi,
    SamHttpApi,
    SamLayerVersion,
    SamMicroVMImage,
    SamNetworkConnector,
    SamSimpleTable,
    SamStateMachine,
    SamWebFunction,
    SamWebSocketApi,
)
from samtranslator.plugins.globals.globals import Globals

Schema = dict[str, Any]

REGION = "us-east-1"
SERVICES = ("AWS::ApiGateway::", "AWS::ApiGatewayV2::", "AWS::Route53::")
# What is deeper is text for people (pages of a portal), or recursion.
MAX_DEPTH = 6
# Of what is no gateway the names alone.
NAMES = 1
GATEWAYS = {"aws_serverless_api", "aws_serverless_httpapi", "aws_serverless_websocketapi"}
# A value of each kind, for the translator's own judgement.
SCALARS = "bns"
SAMPLES: dict[str, list[Any]] = {"a": [[], ["x"]], "o": [{}, {"x": "x"}], "b": [True], "n": [1, 0.5], "s": ["x"]}

MODELS = {
    "aws_serverless_api": SamApi,
    "aws_serverless_application": SamApplication,
    "aws_serverless_capacity_provider": SamCapacityProvider,
    "aws_serverless_connector": SamConnector,
    "aws_serverless_function": SamFunction,
    "aws_serverless_graphqlapi": SamGraphQLApi,
    "aws_serverless_httpapi": SamHttpApi,
    "aws_serverless_layerversion": SamLayerVersion,
    "aws_serverless_microvmimage": SamMicroVMImage,
    "aws_serverless_networkconnector": SamNetworkConnector,
    "aws_serverless_simpletable": SamSimpleTable,
    "aws_serverless_statemachine": SamStateMachine,
    "aws_serverless_webfunction": SamWebFunction,
    "aws_serverless_websocketapi": SamWebSocketApi,
}

# What SAM passes on to CloudFormation, and its schema does not say where.
PASSED = {
    "AWS::Serverless::Api": {
        "Auth/UsagePlan/Quota": "AWS::ApiGateway::UsagePlan/Quota",
        "Auth/UsagePlan/Throttle": "AWS::ApiGateway::UsagePlan/Throttle",
        "BinaryMediaTypes": "AWS::ApiGateway::RestApi/BinaryMediaTypes",
    },
    "AWS::Serverless::HttpApi": {
        "AccessLogSettings": "AWS::ApiGatewayV2::Stage/AccessLogSettings",
        "CorsConfiguration": "AWS::ApiGatewayV2::Api/CorsConfiguration",
        "DefaultRouteSettings": "AWS::ApiGatewayV2::Stage/DefaultRouteSettings",
        "Domain/MutualTlsAuthentication": "AWS::ApiGatewayV2::DomainName/MutualTlsAuthentication",
        "RouteSettings": "AWS::ApiGatewayV2::Stage/RouteSettings",
    },
    "AWS::Serverless::WebSocketApi": {
        "AccessLogSettings": "AWS::ApiGatewayV2::Stage/AccessLogSettings",
        "DefaultRouteSettings": "AWS::ApiGatewayV2::Stage/DefaultRouteSettings",
        "Domain/MutualTlsAuthentication": "AWS::ApiGatewayV2::DomainName/MutualTlsAuthentication",
        "RouteSettings": "AWS::ApiGatewayV2::Stage/RouteSettings",
    },
}
# What SAM's translator takes beyond its schema, or asks for in its code (`api_generator.py`, `sam_resources.py`).
BEYOND = {
    "AWS::Serverless::Api": {
        "Auth/Authorizers/*/UserPoolArn": "av",
        "Auth/ResourcePolicy/CustomStatements": "ao",
        "Auth/ResourcePolicy/CustomStatements/*": "",
        "Cors/AllowOrigin": "v",
        "Domain/BasePath": "av",
        "Domain/BasePath/*": "v=",
        "EndpointConfiguration/VpcEndpointIds": "",
        "GatewayResponses/*": "o=",
        "GatewayResponses/*/ResponseParameters": "o",
        "GatewayResponses/*/ResponseParameters/Headers": "o",
        "GatewayResponses/*/ResponseParameters/Paths": "o",
        "GatewayResponses/*/ResponseParameters/QueryStrings": "o",
        "GatewayResponses/*/ResponseTemplates": "o",
        "GatewayResponses/*/StatusCode": "",
        "Models/*": "o",
        # A number becomes a text (`globals.py`).
        "OpenApiVersion": "v",
    },
    "AWS::Serverless::HttpApi": {"Auth/Authorizers/*/JwtConfiguration": "o", "Domain/BasePath": "av", "Domain/BasePath/*": "v="},
    "AWS::Serverless::WebSocketApi": {"Domain/BasePath": "av", "Domain/BasePath/*": "v="},
    "event Api": {
        "Auth/ResourcePolicy/CustomStatements": "ao",
        "Auth/ResourcePolicy/CustomStatements/*": "",
        # Of state machines.
        "UnescapeMappingTemplate": "b",
    },
}
# What a template has beside its resources, by cfn-lint's schemas of it.
SECTIONS = {"Parameters": "parameters", "Outputs": "outputs", "Mappings": "mappings", "Resources": "resources"}
EVENTS = {"Api": "ApiEventProperties", "HttpApi": "HttpApiEventProperties"}


@dataclass
class Shape:
    """What a value may be (`v` any scalar, `s` a text, `n` a number, `b` a truth value alone, `a` a list, `o` a mapping; none is anything)."""

    kinds: set[str] = field(default_factory=set)
    required: bool = False
    # Whether SAM refuses a function in its place.
    plain: bool = False
    # Whether there are no other keys than those inside.
    closed: bool = False
    inside: dict[str, Shape] = field(default_factory=dict)


def kinds_of(schema: Schema) -> set[str]:
    told = schema.get("type", [])
    told = [told] if isinstance(told, str) else told
    letters = {"object": "o", "array": "a"}
    found = {letters.get(kind, "v") for kind in told}
    if not found and ("enum" in schema or "const" in schema):
        found = {"v"}
    return found


def resolved(schema: Schema, root: Schema) -> Schema:
    while "$ref" in schema:
        target: Any = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = {**{key: value for key, value in schema.items() if key != "$ref"}, **target}
    return schema


def shape(schema: Schema, root: Schema, depth: int = 0) -> Shape:
    schema = resolved(schema, root)
    passed = schema.get("__samPassThrough")
    if passed is not None:
        path = passed["schemaPath"]
        kind, *rest = [step for step in path[1:] if step not in ("properties", "Properties")]
        # Of a definition inside of a resource (`AWS::ApiGateway::RestApi.S3Location`) the name is no path.
        return of_cloudformation(kind, rest, depth) if "." not in kind else Shape()
    if schema.get("title") == "PassThroughProp" or schema.get("allOf") == [{"$ref": "#/definitions/PassThroughProp"}]:
        return Shape()
    made = Shape(kinds=kinds_of(schema))
    united = [*schema.get("anyOf", []), *schema.get("oneOf", []), *schema.get("allOf", [])]
    united = [one for one in united if "type" in resolved(one, root) or "enum" in resolved(one, root)]
    if not made.kinds and united:
        # A plain mapping beside others stands for a function.
        named = [one for one in united if one.get("type") != "object" or "additionalProperties" in one]
        parts = [shape(one, root, depth) for one in named or united]
        return unite(parts)
    if depth >= MAX_DEPTH:
        return made
    if "o" in made.kinds:
        required = schema.get("required", [])
        for key, value in schema.get("properties", {}).items():
            inside = shape(value, root, depth + 1)
            inside.required = key in required
            made.inside[key] = inside
        others = schema.get("additionalProperties", True)
        patterns = list(schema.get("patternProperties", {}).values())
        if isinstance(others, dict):
            patterns.append(others)
        if len(patterns) == 1 and isinstance(patterns[0], dict):
            made.inside["*"] = shape(patterns[0], root, depth + 1)
        made.closed = bool(made.inside) and others is False and not patterns
        if not made.closed:
            made.inside = {key: value for key, value in made.inside.items() if key == "*"}
    elif "a" in made.kinds and isinstance(schema.get("items"), dict):
        made.inside["*"] = shape(schema["items"], root, depth + 1)
    if made.kinds == {"o", "v"} and schema.get("format") == "json":
        made.inside = {}
    return made


def unite(parts: list[Shape]) -> Shape:
    """What may be one of several."""
    made = Shape()
    if any(not part.kinds for part in parts):
        return made
    for part in parts:
        made.kinds |= part.kinds
    mappings = [part for part in parts if "o" in part.kinds]
    made.closed = bool(mappings) and all(part.closed for part in mappings)
    inside = [part for part in parts if part.inside]
    if made.closed or all("o" not in part.kinds or "*" in part.inside for part in inside):
        for key in sorted({key for part in inside for key in part.inside}):
            having = [part.inside[key] for part in inside if key in part.inside]
            one = unite(having)
            one.required = len(having) == len(inside) and all(other.required for other in having)
            made.inside[key] = one
    return made


def of_cloudformation(kind: str, path: list[str] | None = None, depth: int = 0) -> Shape:
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, kind).schema
    read_only = {one.removeprefix("/properties/") for one in schema.get("readOnlyProperties", [])}
    whole = {**schema, "type": "object"}
    whole["properties"] = {key: value for key, value in schema["properties"].items() if key not in read_only}
    if not path:
        return shape(whole, schema, depth)
    inside: Schema = whole
    for step in path:
        inside = resolved(resolved(inside, schema)["properties"][step], schema)
    return shape(inside, schema, depth)


def taken(told: Property) -> set[str]:
    """The kinds that the translator takes; none where it takes everything."""

    def takes(sample: Any) -> bool:
        try:
            return bool(told.validate(sample))
        except TypeError:
            return False

    kinds = {kind for kind, samples in SAMPLES.items() if any(map(takes, samples))}
    if kinds == set(SAMPLES):
        return set()
    if "s" not in kinds and "n" in kinds:
        # A truth value is a number to Python alone.
        kinds.discard("b")
    return (kinds - set(SCALARS)) | {"v"} if kinds >= set(SCALARS) else kinds


def add_beyond(made: Shape, kind: str) -> None:
    for place, beyond in BEYOND.get(kind, {}).items():
        *way, last = place.split("/")
        inside = made
        for step in way:
            inside = inside.inside[step]
        one = inside.inside.setdefault(last, Shape())
        one.kinds, one.plain, one.required = set(beyond) - {"="}, "=" in beyond, False


def take_translators(made: Shape, properties: dict[str, Property]) -> None:
    """Lets the translator's own judgement count."""
    for name, told in properties.items():
        if name.startswith("__"):
            continue
        known = made.inside.setdefault(name, Shape())
        known.required = bool(told.required)
        known.kinds = taken(told) or known.kinds


def of_sam(module: str) -> Shape:
    models = importlib.import_module(f"samtranslator.internal.schema_source.{module}")
    schema = models.Properties.schema()
    is_gateway = module in GATEWAYS
    made = shape(schema, schema, 0 if is_gateway else MAX_DEPTH - NAMES)
    translator = MODELS[module]
    take_translators(made, translator.property_types)
    for place, target in PASSED.get(translator.resource_type, {}).items():
        *way, last = place.split("/")
        inside = made
        for step in way:
            inside = inside.inside[step]
        kind_of, *path = target.split("/")
        passed = of_cloudformation(kind_of, path)
        passed.kinds |= inside.inside[last].kinds
        inside.inside[last] = passed
    add_beyond(made, translator.resource_type)
    return made


def of_template() -> Shape:
    """A template by itself, with what every resource may say."""

    def read(name: str) -> Shape:
        file = Path(cfnlint.__file__).parent / f"data/schemas/other/{name}/configuration.json"
        schema = json.loads(file.read_text())
        return shape(schema, schema)

    made = read("template")
    for section, name in SECTIONS.items():
        made.inside[section] = Shape({"o"}, made.inside[section].required, inside=read(name).inside)
    resource = made.inside["Resources"].inside["*"]
    resource.inside["Properties"].kinds = {"o"}
    # SAM makes a resource of each, with all that a resource may have (`translator.py`); cfn-lint knows its properties alone.
    connector = resource.inside["Connectors"].inside["*"]
    for name in ("Condition", "DeletionPolicy", "DependsOn", "Metadata", "UpdateReplacePolicy"):
        connector.inside[name] = resource.inside[name]
    for name in ("Metadata", "Hooks"):
        made.inside[name] = Shape({"o"})
    return made


def of_events(told: Shape) -> Shape:
    """Events of a function: what their properties are depends on their types."""
    event = Shape({"o"}, inside={"Properties": Shape({"o"}), "Type": Shape({"v"}, required=True)})
    return Shape({"o"}, told.required, inside={"*": event})


def lines(told: Shape, depth: int = 1) -> list[str]:
    made = []
    for key, inside in sorted(told.inside.items()):
        kinds = "".join(sorted(inside.kinds)) or "-"
        marks = ("!" if inside.required else "") + ("=" if inside.plain else "")
        made.append(f"{' ' * depth}{key} {kinds}{marks}")
        made += lines(inside, depth + 1)
    return made


def table() -> str:
    """The whole file."""
    made = [
        "# Properties of resources: `v` any scalar, `s` a text, `n` a number, `b` a truth value and no other, `a` a list, `o` a mapping,",
        "# `-` anything; `!` where it must stand; `=` where no function may; `*` every key, or every item. What stands inside is all that may.",
        f"# cfn-lint {version('cfn-lint')}, aws-sam-translator {version('aws-sam-translator')}: printed by tests/tools/resource_properties.py.",
    ]
    made.append("template")
    made += lines(of_template())
    for module, translator in MODELS.items():
        made.append(translator.resource_type)
        told = of_sam(module)
        if "Events" in told.inside:
            told.inside["Events"] = of_events(told.inside["Events"])
        made += lines(told)
    functions = importlib.import_module("samtranslator.internal.schema_source.aws_serverless_function")
    for kind, model in EVENTS.items():
        schema = getattr(functions, model).schema()
        told = shape(schema, schema)
        take_translators(told, getattr(push, kind).property_types)
        add_beyond(told, f"event {kind}")
        made.append(f"event {kind}")
        made += lines(told)
    for section, names in sorted(Globals.supported_properties.items()):
        made.append(f"global {section.removeprefix('AWS::Serverless::')}")
        made += [f" {name} -" for name in sorted(names)]
    kinds = PROVIDER_SCHEMA_MANAGER.get_resource_types(REGION)
    for kind in sorted(kind for kind in kinds if kind.startswith(SERVICES)):
        made.append(kind)
        made += lines(of_cloudformation(kind))
    return "\n".join(made) + "\n"


if __name__ == "__main__":
    print(table(), end="")
