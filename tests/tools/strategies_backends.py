"""Random backends of methods, and the VPC links and mappings that they go through."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from designs import ACCOUNT, REGION
from meaning_backend import path_parameters

ROLE = f"arn:aws:iam::{ACCOUNT}:role/calls-services"
BALANCERS = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}"
LISTENER = f"{BALANCERS}:listener/app/inside/0123456789abcdef/0123456789abcdef"
TEMPLATES = ["{\"id\":\"$input.params('id')\"}", "#set($in = $input.path('$'))\n{\"it's\": \"$in.name\", \"日本\": `x`}", "[]"]


@st.composite
def vpc_links(draw: DrawFn, *, rest: bool) -> list[dict[str, Any]]:
    """None, one that is made, one that exists, or both."""
    none: dict[str, Any] = {"id": "", "target_arn": "", "subnet_ids": [], "security_group_ids": []}
    subnets = {"subnet_ids": ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]}
    groups = draw(st.sampled_from([[], ["sg-0123456789abcdef0"]]))
    targets = {"target_arn": f"{BALANCERS}:loadbalancer/net/inside/0123456789abcdef"} if rest else subnets | {"security_group_ids": groups}
    made, there = none | {"name": "inside"} | targets, none | {"name": "there", "id": "ab12cd"}
    return draw(st.sampled_from([[], [made], [there], [made, there]]))


@st.composite
def backends(draw: DrawFn, path: str, functions: list[str], links: list[dict[str, Any]], *, rest: bool) -> dict[str, Any]:
    of_rest = ["mock", "lambda", "http"] * rest
    kind = draw(st.sampled_from(["lambda_proxy"] * 4 + ["http_proxy", "aws_service", *of_rest]))
    match kind:
        case "http_proxy":
            link = draw(st.sampled_from(["", *(link["name"] for link in links)]))
            through = {"vpc_link": link} if link else {}
            return {"http_proxy": {"uri": LISTENER if link and not rest else draw(uris(path))} | through}
        case "http":
            link = draw(st.sampled_from(["", *(link["name"] for link in links)]))
            through = {"vpc_link": link} if link else {}
            told = {"uri": draw(uris(path)), "verb": draw(st.sampled_from(["ANY", "GET", "POST"]))}
            return {"http": told | {"mapping": draw(mappings(path))} | through}
        case "lambda":
            return {"lambda": {"function": draw(st.sampled_from(functions)), "mapping": draw(mappings(path))}}
        case "aws_service":
            role = draw(st.sampled_from(["", ROLE]))
            return {"aws_service": {"action": draw(actions(path, rest=rest)), "role_arn": role}}
        case "mock":
            return {"mock": draw(mocks())}
    return {"lambda_proxy": {"function": draw(st.sampled_from(functions))}}


REQUEST_CHANGES = {
    "append:header.X-Request": "$context.requestId",
    "overwrite:header.Host": "${stageVariables.host}",
    "remove:header.X-Debug": "",
    "append:querystring.from": "it's \"here\" $1 `x`",
    "overwrite:querystring.q": "$request.body.query",
    "remove:querystring.token": "",
}
ANSWER_CHANGES = {
    "append:header.X-Request": "$context.requestId",
    "overwrite:header.Cache-Control": "no-store",
    "remove:header.Server": "",
    "overwrite:statuscode": "404",
}


@st.composite
def transforms(draw: DrawFn, path: str) -> dict[str, Any]:
    """Changes on the way through an HTTP API, to a function or a server and back."""
    names = path_parameters(path)
    whole = "/".join(["/v1", *(f"${{request.path.{name}}}" for name in names)]) if names else "/v1"
    known = REQUEST_CHANGES | {"overwrite:path": whole}

    def some(of: dict[str, str]) -> list[dict[str, str]]:
        chosen = draw(st.lists(st.sampled_from(sorted(of)), unique=True, min_size=1, max_size=3))
        return [{"name": name, "value": of[name]} for name in chosen]

    statuses = draw(st.lists(st.sampled_from([200, 403, 500]), unique=True, max_size=2))
    answers = [{"status": status, "changes": some(ANSWER_CHANGES)} for status in statuses]
    return {"request": some(known) if not answers or draw(st.booleans()) else [], "responses": answers}


@st.composite
def uris(draw: DrawFn, path: str) -> str:
    """With all parameters of the path, in the order in which they stand there."""
    host = draw(st.sampled_from(["https://backend.example.com", "http://10.0.0.1.example.net:8080/a/b"]))
    return "/".join([host, *(f"{{{name}}}" for name in path_parameters(path))])


@st.composite
def mocks(draw: DrawFn) -> dict[str, Any]:
    headers = draw(st.sampled_from([[], [{"name": "Cache-Control", "value": "no-store"}]]))
    body = draw(st.sampled_from(["", '{"status":"ok"}', "$5 \\#1 ${d} '\"` 日本\nnext"]))
    kind = draw(st.sampled_from(["application/json", "text/plain; charset=utf-8"]))
    status = draw(st.sampled_from([200, 204, 302, 404, 503]))
    return {"status": status, "content_type": kind, "body": body, "headers": headers}


@st.composite
def templates(draw: DrawFn) -> list[dict[str, str]]:
    kinds = draw(st.lists(st.sampled_from(["application/json", "text/plain"]), unique=True, max_size=2))
    return [{"content_type": kind, "template": draw(st.sampled_from(TEMPLATES))} for kind in kinds]


@st.composite
def mappings(draw: DrawFn, path: str) -> dict[str, Any]:
    sources = {
        "header.X-Caller": "context.identity.sourceIp",
        "header.X-Kind": "'it works'",
        "header.X-Blue": "stageVariables.blue",
        "header.X-Trace": "method.request.multivalueheader.X-Trace",
        "querystring.q": "method.request.querystring.search",
        "querystring.body": "method.request.body.name",
    } | {f"header.X-{name}": f"method.request.path.{name}" for name in path_parameters(path)}
    chosen = draw(st.lists(st.sampled_from(sorted(sources)), unique=True, max_size=3))
    others = [("404", 404), ("5\\d{2}", 502), (".*\\[Bad\\].*", 400)]
    statuses = [("", draw(st.sampled_from([200, 201])))]
    statuses += draw(st.lists(st.sampled_from(others), unique=True, max_size=2))
    headers = {
        "X-Answer": "integration.response.header.X-Answer",
        "Cache-Control": "'no-store'",
        "access-control-allow-origin": "'https://own.example'",
    }

    def response(pattern: str, status: int) -> dict[str, Any]:
        names = draw(st.lists(st.sampled_from(sorted(headers)), unique=True, max_size=2))
        told = [{"name": name, "value": headers[name]} for name in names]
        return {"pattern": pattern, "status": status, "headers": told, "templates": draw(templates())}

    return {
        "parameters": [{"name": f"integration.request.{name}", "value": sources[name]} for name in chosen],
        "templates": draw(templates()),
        "passthrough": draw(st.sampled_from(["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"])),
        "responses": [response(*one) for one in statuses],
    }


def subtypes(path: str) -> list[dict[str, Any]]:
    """The actions that an HTTP API works by itself, with what they demand and some of what they take."""
    names = path_parameters(path)
    part = f"$request.path.{names[0]}" if names else "$request.body.id"

    def one(name: str, target: str, region: str = REGION, **told: str) -> dict[str, Any]:
        service = {"EventBridge": "events", "StepFunctions": "states"}.get(name.partition("-")[0], name.partition("-")[0].lower())
        arn = f"arn:aws:{service}:{region}:{ACCOUNT}:{target}"
        return {"name": name, "target_arn": arn, "parameters": [{"name": key, "value": value} for key, value in told.items()]}

    event = {"Detail": "$request.body", "DetailType": "the \"order\" it's", "Source": "${context.stage}.shop"}
    config = "application/a1b2c3d/environment/e1b2c3d/configuration/c1b2c3d"
    record = {"Data": "$request.body.data", "PartitionKey": part}
    return [
        one("EventBridge-PutEvents", "event-bus/default", **event),
        one("EventBridge-PutEvents", "event-bus/orders", "us-east-1", **event, Time="$request.header.Date"),
        one("SQS-SendMessage", "orders", MessageBody="$request.body", DelaySeconds="5"),
        one("SQS-ReceiveMessage", "orders", MaxNumberOfMessages="10"),
        one("SQS-DeleteMessage", "orders", ReceiptHandle="$request.querystring.handle"),
        one("SQS-PurgeQueue", "orders"),
        one("AppConfig-GetConfiguration", config, ClientId="$context.apiId"),
        one("Kinesis-PutRecord", "stream/clicks", **record),
        one("StepFunctions-StartExecution", "stateMachine:long", Input="$request.body", Name=part),
        one("StepFunctions-StartSyncExecution", "stateMachine:express", Input="$request.body", TraceHeader="$request.header.X-Trace"),
        one("StepFunctions-StopExecution", "execution:long:*", ExecutionArn=part, Cause="asked for"),
    ]


@st.composite
def actions(draw: DrawFn, path: str, *, rest: bool) -> dict[str, Any]:
    """The worked actions, and of a REST API one told by its URI."""
    names = path_parameters(path)
    queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:orders"
    machine = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:"
    group = "shop-" + "-".join(f"{{{name}}}" for name in names)
    found: list[dict[str, Any]] = [
        {"sqs_send_message": {"queue_arn": queue}},
        {"sqs_send_message": {"queue_arn": f"{queue}.fifo", "message_group_id": group}},
        {"states_start_execution": {"state_machine_arn": f"{machine}long"}},
        {"states_start_sync_execution": {"state_machine_arn": f"{machine}express"}},
    ]
    found += [] if rest else [{"subtype": one} for one in subtypes(path)]
    if rest:
        key = "/".join(["site", *(f"{{{name}}}" for name in names)])
        found += [{kind: {"bucket": "example-pages", "key": key}} for kind in ["s3_get_object", "s3_put_object"]]
        other = {
            "uri": f"arn:aws:apigateway:{REGION}:dynamodb:action/DeleteItem",
            "verb": "POST",
            "mapping": draw(mappings(path)),
            "actions": ["dynamodb:DeleteItem"],
            "resources": [f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/items"],
        }
        found.append({"other": other})
    return draw(st.sampled_from(found))


@st.composite
def message_mappings(draw: DrawFn, status: str | None = None) -> dict[str, Any]:
    """What templates make of a message of a WebSocket API, and of the answer to it."""
    sources = {"header.X-Connection": "context.connectionId", "querystring.kind": "route.request.body.kind", "header.X-Own": "'it works'"}
    chosen = draw(st.lists(st.sampled_from(sorted(sources)), unique=True, max_size=2))
    bodies = ["$input.body", "{\"it's\": \"$input.path('$.text')\", \"日本\": `x`}"]

    def templates(keys: list[str]) -> list[dict[str, str]]:
        drawn = draw(st.lists(st.sampled_from(keys), unique=True, max_size=2))
        return [{"key": key, "template": draw(st.sampled_from(bodies))} for key in drawn]

    keys = draw(st.lists(st.sampled_from(["$default", "/4\\d\\d/", "/500/"]), unique=True, max_size=2))
    answers = [
        {"key": key, "template_selection_expression": draw(st.sampled_from(["", "\\$default"])), "templates": templates(["$default", "other"])}
        for key in keys
    ]
    asked = [{"key": "$default", "template": f'{{"statusCode":{status}}}'}] if status else templates(["$default", "move", "it's"])
    return {
        "parameters": [{"name": f"integration.request.{name}", "value": sources[name]} for name in chosen] if not status else [],
        "template_selection_expression": draw(st.sampled_from(["\\$default", "$request.body.kind"])),
        "templates": asked,
        "passthrough": draw(st.sampled_from(["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"])),
        "responses": answers,
    }


@st.composite
def message_backends(draw: DrawFn, links: list[dict[str, Any]]) -> dict[str, Any]:
    """What gets the messages of a route in the place of its function; mostly nothing."""
    kind = draw(st.sampled_from(["function"] * 4 + ["lambda", "http_proxy", "http", "service", "mock"]))
    link = draw(st.sampled_from(["", *(link["name"] for link in links)])) if kind in ("http_proxy", "http") else ""
    server = {"uri": draw(st.sampled_from(["https://backend.example.com/in?a=b", "http://${stageVariables.host}/x"])), "verb": "POST"}
    server |= {"vpc_link": link} if link else {}
    match kind:
        case "lambda":
            return {"backend": {kind: {"mapping": draw(message_mappings())}}}
        case "http_proxy":
            return {"backend": {kind: server | {"verb": draw(st.sampled_from(["POST", "PUT", "ANY"]))}}}
        case "http":
            return {"backend": {kind: server | {"mapping": draw(message_mappings())}}}
        case "mock":
            return {"backend": {kind: {"mapping": draw(message_mappings(draw(st.sampled_from(["200", "404"]))))}}}
        case "service":
            rights = {"actions": ["dynamodb:PutItem"], "resources": [f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/messages"]}
            uri = f"arn:aws:apigateway:{REGION}:dynamodb:action/PutItem"
            told = {"uri": uri, "role_arn": draw(st.sampled_from(["", ROLE])), "mapping": draw(message_mappings())}
            return {"backend": {kind: told | rights}}
    return {}
