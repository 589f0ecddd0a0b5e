"""What a design asks of AWS services: the calls of a REST API with the rights that they need, and those of an HTTP API."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from designs import Design

JSON = "application/json"
# A body as a JSON string: `escapeJavaScript` escapes single quotes, too.
BODY = "$util.escapeJavaScript($input.json('$')).replaceAll(\"\\\\'\",\"'\")"
SYNC = (
    "#if($input.path('$.status') == 'SUCCEEDED')$input.path('$.output')"
    "#else#set($context.responseOverride.status = 502){\"status\":$input.json('$.status')}#end"
)


class Call(NamedTuple):
    """An integration as the service knows it; responses are pattern, status, headers and templates."""

    verb: str
    uri: str
    parameters: dict[str, str]
    templates: dict[str, str]
    passthrough: str
    responses: list[tuple[str, int, dict[str, str], dict[str, str]]]


def call(design: Design, action: dict[str, Any]) -> Call:
    """Of a worked action."""
    ((kind, told),) = action.items()
    of_region = f"arn:aws:apigateway:{design['region']}"
    kind_header = "integration.request.header.Content-Type"
    match kind:
        case "sqs_send_message":
            account, queue = told["queue_arn"].split(":")[-2:]
            form = "Action=SendMessage&MessageBody=$util.urlEncode($input.body)"
            if queue.endswith(".fifo"):
                group = re.sub(r"\{(\w+)\}", r"$util.urlEncode($input.params('\1'))", told["message_group_id"])
                form += f"&MessageDeduplicationId=$context.requestId&MessageGroupId={group}"
            sent = "{\"messageId\":$input.json('$.SendMessageResponse.SendMessageResult.MessageId')}"
            failed = [_failed("4", 400, "The message was not accepted"), _failed("5", 502, "The queue does not answer")]
            headers = {kind_header: "'application/x-www-form-urlencoded'"}
            answers = [("", 202, {}, {JSON: sent}), *failed]
            return Call("POST", f"{of_region}:sqs:path/{account}/{queue}", headers, {JSON: form}, "NEVER", answers)
        case "states_start_execution" | "states_start_sync_execution":
            sync = "sync" in kind
            name = "StartSyncExecution" if sync else "StartExecution"
            started = "{\"executionArn\":$input.json('$.executionArn')}"
            done = ("", 200, {}, {JSON: SYNC}) if sync else ("", 202, {}, {JSON: started})
            template = f'{{"input":"{BODY}","stateMachineArn":"{told["state_machine_arn"]}"}}'
            failed = [
                _failed("4", 400, "The execution was not accepted"),
                _failed("5", 502, "The state machine does not answer"),
            ]
            headers = {kind_header: "'application/x-amz-json-1.0'"}
            return Call("POST", f"{of_region}:states:action/{name}", headers, {JSON: template}, "NEVER", [done, *failed])
    gets = kind == "s3_get_object"
    passed = ["Content-Type", "Cache-Control", "ETag", "Last-Modified"] if gets else ["ETag"]
    done = ("", 200, {name: f"integration.response.header.{name}" for name in passed}, {})
    refused = _failed("4", 404, "Not found") if gets else _failed("4", 400, "The object was not accepted")
    return Call(
        "GET" if gets else "PUT",
        f"{of_region}:s3:path/{told['bucket']}/{told['key']}",
        {} if gets else {kind_header: "method.request.header.Content-Type"},
        {},
        "WHEN_NO_MATCH",
        [done, refused, _failed("5", 502, "The bucket does not answer")],
    )


def _failed(digit: str, status: int, message: str) -> tuple[str, int, dict[str, str], dict[str, str]]:
    return f"{digit}\\d{{2}}", status, {}, {JSON: f'{{"message":"{message}"}}'}


def subtype(design: Design, action: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The subtype of an HTTP API's integration and its parameters."""
    ((kind, told),) = action.items()
    if kind == "subtype":
        listed = {one["name"]: one["value"] for one in told["parameters"]}
        return told["name"], _of_target(told["name"], told["target_arn"], design["region"]) | listed
    if kind == "sqs_send_message":
        account, queue = told["queue_arn"].split(":")[-2:]
        url = f"https://sqs.{design['region']}.amazonaws.com/{account}/{queue}"
        parameters = {"QueueUrl": url, "MessageBody": "$request.body"}
        if queue.endswith(".fifo"):
            group = re.sub(r"\{(\w+)\}", r"${request.path.\1}", told["message_group_id"])
            parameters |= {"MessageGroupId": group, "MessageDeduplicationId": "$context.requestId"}
        return "SQS-SendMessage", parameters
    name = {"states_start_execution": "StartExecution", "states_start_sync_execution": "StartSyncExecution"}[kind]
    return f"StepFunctions-{name}", {"StateMachineArn": told["state_machine_arn"], "Input": "$request.body"}


def _of_target(name: str, arn: str, here: str) -> dict[str, str]:
    """Parameters that an ARN says, and the region of one that is elsewhere."""
    *_, there, account, resource = arn.split(":", 5)
    parts = resource.split("/")
    behind = dict(zip(parts, parts[1:], strict=False))
    service = name.partition("-")[0]
    told = {
        "EventBridge": lambda: {"EventBusName": arn},
        "SQS": lambda: {"QueueUrl": f"https://sqs.{there}.amazonaws.com/{account}/{resource}"},
        "AppConfig": lambda: {key.title(): behind[key] for key in ["application", "environment", "configuration"]},
        "Kinesis": lambda: {"StreamName": behind["stream"]},
        "StepFunctions": lambda: {} if name.endswith("StopExecution") else {"StateMachineArn": arn},
    }[service]()
    return told | ({} if there == here else {"Region": there})


def rights(design: Design) -> dict[tuple[str, ...], set[str]]:
    """What the gateway's own role may do: resources by actions."""
    found: dict[tuple[str, ...], set[str]] = {}
    for route in design["routes"]:
        for method in route["methods"]:
            service = method["integration"].get("aws_service")
            if service and not service["role_arn"]:
                actions, resources = _right(service["action"])
                found.setdefault(actions, set()).update(resources)
    return found


def _right(action: dict[str, Any]) -> tuple[tuple[str, ...], list[str]]:
    ((kind, told),) = action.items()
    match kind:
        case "other":
            return tuple(told["actions"]), told["resources"]
        case "subtype":
            service, _, called = told["name"].partition("-")
            prefix = {"EventBridge": "events", "StepFunctions": "states"}.get(service, service.lower())
            start, _, rest = told["target_arn"].partition("/environment/")
            environment, _, profile = rest.partition("/configuration/")
            three = [f"{start}/environment/{environment}", f"{start}/configurationprofile/{profile}", start]
            return (f"{prefix}:{called}",), three if service == "AppConfig" else [told["target_arn"]]
        case "sqs_send_message":
            return ("sqs:SendMessage",), [told["queue_arn"]]
        case "states_start_execution":
            return ("states:StartExecution",), [told["state_machine_arn"]]
        case "states_start_sync_execution":
            return ("states:StartSyncExecution",), [told["state_machine_arn"]]
    key = re.sub(r"\{\w+\}", "*", told["key"])
    return ({"s3_get_object": "s3:GetObject", "s3_put_object": "s3:PutObject"}[kind],), [f"arn:aws:s3:::{told['bucket']}/{key}"]
