"""Designs of HTTP APIs: the preset as one, and edits of it by name."""

from __future__ import annotations

import copy
import json

import studio
from designs import ACCOUNT, REGION, Design, Edit, method, route

ISSUER = f"https://cognito-idp.{REGION}.amazonaws.com/{REGION}_AbCdEfGhI"


def http(design: Design) -> None:
    """What of the preset an HTTP API can have: no keys, no plans, no traces."""
    design["api"] = {
        "http": {
            "name": "Dash HTTP API",
            "description": "HTTP API for the Dash app",
            "ip_address_type": "ipv4",
            "disable_execute_api_endpoint": False,
            "payload_format_version": "2.0",
        }
    }
    design["access"].update(api_keys=[], usage_plans=[])
    for stage in design["stages"]:
        stage["tracing"] = False


def _preset(design: Design) -> None:
    del design


def _default_stage(design: Design) -> None:
    """Everything in one stage whose address has no path."""
    (stage,) = design["stages"] = design["stages"][1:]
    stage.update(name="$default", throttle={"rate_limit": 12.5, "burst_limit": 7}, detailed_metrics=True)
    stage["variables"] += [{"name": "list_of_two", "value": "a,b"}]
    stage["access_log"]["format"] = {"custom": '$context.requestId "$context.status" $context.routeKey'}
    design["domain"]["mappings"] = [{"base_path": "", "stage": "$default"}]


def _deep_mappings(design: Design) -> None:
    design["domain"]["mappings"] = [
        {"base_path": "", "stage": "prod"},
        {"base_path": "app/v1", "stage": "dev"},
        {"base_path": "app", "stage": "prod"},
    ]


def _settings(design: Design) -> None:
    design["api"]["http"].update(
        description="", ip_address_type="dualstack", disable_execute_api_endpoint=True, payload_format_version="1.0"
    )
    design["cors"].update(
        allow_origins=["https://app.example.com", "https://www.example.com"],
        allow_credentials=True,
        max_age_seconds=None,
        allow_headers=[],
    )
    dev, prod = design["stages"]
    dev.update(access_log=None, description="", variables=[])
    prod["access_log"].update(log_group="/aws/apigateway/shared", retention_days=400)


def _japanese(design: Design) -> None:
    design["output"]["language"] = "ja"
    design["api"]["http"].update(name="ダッシュ API", description="売上の画面 `x` $HOME 'a' \"b\" \\ c")
    design["stages"][0]["description"] = "開発"


def _routes(design: Design) -> None:
    report = dict(copy.deepcopy(design["functions"][0]), name="report-lambda")
    design["functions"].append(report)
    design["routes"] += [
        route("/items", method("GET"), method("POST", authorization="iam")),
        route("/items/{id}", method("GET", "report-lambda"), method("DELETE", authorization="iam")),
        route("/reports/v1.0/{year}/{rest+}", method("GET", "report-lambda")),
    ]


def _authorizers(design: Design) -> None:
    design["functions"].append(dict(copy.deepcopy(design["functions"][0]), name="guard", memory_mib=128))
    jwt = {"issuer": ISSUER, "audience": ["app-client", "other-client"], "header": "Authorization", "scopes": ["openid"]}
    request = {"function": "guard", "headers": ["X-Token"], "query_strings": ["token"], "ttl_seconds": 300}
    access = design["access"]
    access["authorization"] = {"authorizer": "tokens"}
    access["authorizers"] = [
        {"name": "tokens", "kind": {"jwt": jwt}},
        {"name": "requests", "kind": {"lambda_request": request}},
    ]
    design["routes"] += [
        route("/health", method("GET", authorization="none")),
        route("/hooks", method("POST", authorization={"authorizer": "requests"})),
        route("/orders", method("GET"), method("POST", scopes=("orders/write", "orders/read")), method("PUT", authorization="iam")),
    ]


def _no_domain(design: Design) -> None:
    design["domain"] = None


def _no_cors(design: Design) -> None:
    design["cors"] = None


def _no_logs(design: Design) -> None:
    for stage in design["stages"]:
        stage["access_log"] = None


def _watched(design: Design) -> None:
    alarms = {"email": "team@example.com", "error_rate_5xx": 0.7, "error_rate_4xx": 10, "latency_p95_ms": 2500, "throttles": True}
    design["monitoring"] = {"alarms": alarms, "dashboard": True}


def _everything_given(design: Design) -> None:
    design["account_id"] = ACCOUNT


EDITS: dict[str, Edit] = {
    "preset": _preset,
    "default stage": _default_stage,
    "deep mappings": _deep_mappings,
    "settings": _settings,
    "Japanese": _japanese,
    "several routes": _routes,
    "authorizers": _authorizers,
    "no domain": _no_domain,
    "no CORS": _no_cors,
    "no logs": _no_logs,
    "watched": _watched,
    "everything given": _everything_given,
}


def combined(*names: str) -> Design:
    """The preset as an HTTP API, with several edits."""
    design = studio.design()
    http(design)
    for name in names:
        EDITS[name](design)
    return json.loads(json.dumps(design))
