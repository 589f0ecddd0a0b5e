"""The designs that the tests generate files from: the presets, and edits of them by name.

Only the studio knows its presets, so an edit gets the JSON that `gateway-studio new` prints.
`DESIGNS` are REST APIs, `HTTP_DESIGNS` HTTP APIs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Design = dict[str, Any]
Edit = Callable[[Design], None]

REGION = "ap-northeast-1"
ACCOUNT = "123456789012"
EDGE_CERTIFICATE = f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555"
USER_POOL = f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/{REGION}_AbCdEfGhI"
WEB_ACL = f"arn:aws:wafv2:{REGION}:{ACCOUNT}:regional/webacl/dash/11111111-2222-3333-4444-555555555555"
VPC_ENDPOINTS = ["vpce-0123456789abcdef0", "vpce-0a1b2c3d"]
REGIONAL_CERTIFICATE = f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555"


def route(path: str, *methods: dict[str, Any]) -> dict[str, Any]:
    return {"path": path, "methods": list(methods)}


def method(
    verb: str,
    function: str = "dash-lambda",
    authorization: str | dict[str, str] | None = None,
    key: bool | None = None,
    scopes: tuple[str, ...] = (),
) -> dict[str, Any]:
    return {
        "verb": verb,
        "integration": {"lambda_proxy": {"function": function}},
        "authorization": authorization,
        "authorization_scopes": list(scopes),
        "api_key_required": key,
    }


def _preset(design: Design) -> None:
    del design


def _edge_domain(design: Design) -> None:
    design["domain"].update(endpoint="EDGE", certificate_arn=EDGE_CERTIFICATE)


def _edge_domain_open_certificate(design: Design) -> None:
    design["domain"].update(endpoint="EDGE")


def _base_paths_of_several_parts(design: Design) -> None:
    design["domain"]["mappings"] = [
        {"base_path": "", "stage": "prod"},
        {"base_path": "shop/v1", "stage": "dev"},
        {"base_path": "shop", "stage": "prod"},
    ]


def _base_path(design: Design) -> None:
    design["domain"]["mappings"] = [{"base_path": "app", "stage": "prod"}]


def _two_mappings(design: Design) -> None:
    design["domain"]["mappings"] = [
        {"base_path": "", "stage": "prod"},
        {"base_path": "dev", "stage": "dev"},
    ]


def _one_stage_at_two_paths(design: Design) -> None:
    design["domain"]["mappings"] = [
        {"base_path": "", "stage": "prod"},
        {"base_path": "app", "stage": "prod"},
    ]


def _cname(design: Design) -> None:
    design["domain"]["dns"]["route53"]["record"] = {"cname": 300}


def _apex(design: Design) -> None:
    design["domain"]["name"] = "example.com"


def _open_zone(design: Design) -> None:
    design["domain"]["dns"]["route53"]["zone_name"] = ""


def _dns_elsewhere(design: Design) -> None:
    design["domain"]["dns"] = "elsewhere"


def _no_domain(design: Design) -> None:
    design["domain"] = None


def _no_cors(design: Design) -> None:
    design["cors"] = None


def _cors_with_credentials(design: Design) -> None:
    design["cors"].update(
        allow_origins=["https://app.example.com"], allow_credentials=True, max_age_seconds=None
    )


def _keys_required(design: Design) -> None:
    design["access"]["api_key_required"] = True


def _iam(design: Design) -> None:
    design["access"]["authorization"] = "iam"


def _routes(design: Design) -> None:
    design["routes"] += [
        route("/items", method("GET"), method("POST", authorization="iam"), method("OPTIONS")),
        route("/items/{id}", method("GET", key=True), method("DELETE", authorization="iam", key=True)),
        route("/reports/v1.0/{year}/pages/{proxy+}", method("GET")),
    ]


def _stage_settings(design: Design) -> None:
    dev, prod = design["stages"]
    dev.update(execution_log="ERROR", access_log=None, tracing=False, description="", variables=[])
    prod.update(
        execution_log="INFO",
        detailed_metrics=True,
        throttle={"rate_limit": 12.5, "burst_limit": 7},
        access_log={
            "log_group": "/aws/apigateway/shared",
            "retention_days": 400,
            "format": {"custom": '$context.requestId "$context.status"'},
        },
    )
    prod["variables"] += [{"name": "list_of_two", "value": "a,b"}, {"name": "query", "value": "x=1&y=~2"}]


def _closed_endpoint(design: Design) -> None:
    design["api"]["rest"].update(
        ip_address_type="dualstack",
        disable_execute_api_endpoint=True,
        minimum_compression_size=1024,
        api_key_source="AUTHORIZER",
    )


def _cache_and_web_acl(design: Design) -> None:
    dev, prod = design["stages"]
    dev.update(execution_log="ERROR", data_trace=True, web_acl={"existing": {"arn": WEB_ACL}})
    dev["access_log"]["format"] = "csv"
    prod.update(cache={"size": "1.6", "ttl_seconds": 60, "encrypted": False}, web_acl={"existing": {"arn": WEB_ACL}})
    prod["access_log"]["format"] = "clf"


def _xml_log(design: Design) -> None:
    dev, prod = design["stages"]
    dev["access_log"]["format"] = "xml"
    prod.update(cache={"size": "118", "ttl_seconds": 0, "encrypted": True})


def _functions(design: Design) -> None:
    report = dict(design["functions"][0], name="report-lambda", memory_mib=512)
    report["environment"] = [{"name": "MODE", "value": 'report\'s "own" $HOME `x`'}]
    design["functions"].append(report)
    design["routes"].append(route("/report", method("GET", "report-lambda"), method("POST")))


def _functions_elsewhere(design: Design) -> None:
    """Functions that exist already answer some of the methods, or all of an API without CORS."""
    _functions(design)
    _no_cors(design)
    design["functions"][1]["arn"] = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:report-lambda"


def _edge_api(design: Design) -> None:
    design["api"]["rest"].update(endpoint="EDGE", binary_media_types=["image/png", "font/*"])


def _private_api(design: Design) -> None:
    design["domain"] = None
    design["api"]["rest"].update(
        endpoint="PRIVATE", vpc_endpoint_ids=VPC_ENDPOINTS, policy="vpc_endpoints", binary_media_types=["*/*"]
    )


def _source_ranges(design: Design) -> None:
    """Without CORS and authorizers nothing but the policy wants a definition."""
    _no_cors(design)
    design["api"]["rest"]["policy"] = {"source_ranges": {"cidrs": ["203.0.113.0/24", "2001:db8::/32"]}}


def _arm(design: Design) -> None:
    design["functions"][0]["architecture"] = "arm64"


def _japanese(design: Design) -> None:
    design["output"]["language"] = "ja"


def _japanese_names(design: Design) -> None:
    _japanese(design)
    design["api"]["rest"].update(name="ダッシュ API", description="売上の画面")
    for stage, text in zip(design["stages"], ["開発", "本番"]):
        stage["description"] = text
    access = design["access"]
    access["api_keys"] = [
        {"name": name, "description": "鍵", "enabled": on} for name, on in [("社内", True), ("社外", False)]
    ]
    access["usage_plans"][0].update(name="標準", description="標準プラン", api_keys=["社内", "社外"])


def _no_logs(design: Design) -> None:
    for stage in design["stages"]:
        stage["access_log"] = None


def _everything_given(design: Design) -> None:
    design["account_id"] = ACCOUNT
    design["domain"]["certificate_arn"] = REGIONAL_CERTIFICATE
    design["domain"]["dns"]["route53"].update(
        hosted_zone_id="Z1D633PJN98FT9", target=f"d-abcdefghij.execute-api.{REGION}.amazonaws.com"
    )
    design["output"]["zappa_bucket"] = "uploads-of-the-team"


def _watched(design: Design) -> None:
    design["monitoring"] = {
        "alarms": {
            "email": "team@example.com",
            "error_rate_5xx": 0.7,
            "error_rate_4xx": 10,
            "latency_p95_ms": 2500,
            "throttles": True,
        },
        "dashboard": True,
    }


def _watched_by_id(design: Design) -> None:
    _watched(design)
    _japanese(design)
    design["api"]["rest"]["name"] = "画面"


def _keyless(design: Design) -> None:
    design["access"].update(api_keys=[], usage_plans=[])


def _guard(design: Design, **settings: Any) -> None:
    """A function that only decides."""
    guard = dict(design["functions"][0], name="guard", memory_mib=128, **settings)
    design["functions"].append(guard)


def _authorizers(design: Design) -> None:
    _guard(design)
    access = design["access"]
    access["authorization"] = {"authorizer": "tokens"}
    token = {"header": "X-Token", "validation_expression": "^Bearer [-\\w.|]+$", "ttl_seconds": 60}
    request = {"headers": ["X-Token"], "query_strings": ["token"], "ttl_seconds": 300}
    access["authorizers"] = [
        {"name": "tokens", "kind": {"lambda_token": {"function": "guard", **token}}},
        {"name": "requests", "kind": {"lambda_request": {"function": "guard", **request}}},
        {
            "name": "pool",
            "kind": {
                "cognito_user_pool": {
                    "user_pool_arns": [USER_POOL],
                    "header": "Authorization",
                    "scopes": ["openid"],
                }
            },
        },
    ]
    pool = {"authorizer": "pool"}
    design["routes"] += [
        route("/health", method("GET", authorization="none")),
        route("/hooks", method("POST", authorization={"authorizer": "requests"}), method("OPTIONS", authorization="none")),
        route(
            "/orders",
            method("GET", authorization=pool),
            method("POST", authorization=pool, key=True, scopes=("orders/write", "orders/read")),
            method("DELETE", authorization="iam"),
        ),
    ]


def _cognito(design: Design) -> None:
    design["access"]["authorization"] = {"authorizer": "pool"}
    kind = {"user_pool_arns": [USER_POOL, f"{USER_POOL}2"], "header": "X-Id-Token", "scopes": []}
    design["access"]["authorizers"] = [{"name": "pool", "kind": {"cognito_user_pool": kind}}]


def _token_elsewhere(design: Design) -> None:
    """Decided by a function that is there already."""
    _guard(design, arn=f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:guard")
    design["access"]["authorization"] = {"authorizer": "tokens"}
    token = {"function": "guard", "header": "Authorization", "validation_expression": "", "ttl_seconds": 0}
    design["access"]["authorizers"] = [{"name": "tokens", "kind": {"lambda_token": token}}]


def _open_request(design: Design) -> None:
    """Asked about every request, whatever it carries."""
    _guard(design)
    design["access"]["authorization"] = {"authorizer": "requests"}
    request = {"function": "guard", "headers": [], "query_strings": [], "ttl_seconds": 0}
    design["access"]["authorizers"] = [{"name": "requests", "kind": {"lambda_request": request}}]
    _no_cors(design)


def _requested(design: Design) -> None:
    design["domain"].update(certificate="requested", ip_address_type="dualstack")
    design["domain"]["dns"]["route53"].update(routing={"latency": ""}, evaluate_target_health=True)


def _requested_edge(design: Design) -> None:
    design["domain"].update(endpoint="EDGE", certificate="requested", security_policy="TLS_1_0")
    design["domain"]["dns"]["route53"].update(routing={"weighted": 10}, set_identifier='the "blue" one')


def _mutual_tls(design: Design) -> None:
    design["domain"]["mutual_tls"] = {
        "truststore_uri": "s3://example-trust/ca.pem",
        "truststore_version": "v1",
        "ownership_certificate_arn": "arn:aws:acm:ap-northeast-1:123456789012:certificate/22222222-3333-4444-5555-666666666666",
    }
    design["domain"]["dns"]["route53"].update(
        record={"cname": 60},
        routing={"failover": "PRIMARY"},
        set_identifier="tokyo",
        health_check_id="abcdef11-2222-3333-4444-555555fedcba",
    )


def _requested_elsewhere(design: Design) -> None:
    design["domain"].update(certificate="requested", ip_address_type="dualstack")
    design["domain"]["dns"] = {"elsewhere": {"zone_name": "example.com", "ttl": 60, "target": ""}}


DESIGNS: dict[str, Edit] = {
    "preset": _preset,
    "edge domain with certificate": _edge_domain,
    "edge domain, certificate left open": _edge_domain_open_certificate,
    "domain with base path": _base_path,
    "domain with base paths of several parts": _base_paths_of_several_parts,
    "two mappings": _two_mappings,
    "one stage at two paths": _one_stage_at_two_paths,
    "CNAME record": _cname,
    "apex of the zone": _apex,
    "zone left open": _open_zone,
    "DNS elsewhere": _dns_elsewhere,
    "no domain": _no_domain,
    "no CORS": _no_cors,
    "CORS with credentials": _cors_with_credentials,
    "API keys required": _keys_required,
    "IAM authorization": _iam,
    "several routes": _routes,
    "stage settings": _stage_settings,
    "closed endpoint": _closed_endpoint,
    "cache and web ACL": _cache_and_web_acl,
    "XML log": _xml_log,
    "several functions": _functions,
    "function elsewhere": _functions_elsewhere,
    "edge API": _edge_api,
    "private API": _private_api,
    "source ranges": _source_ranges,
    "arm64": _arm,
    "Japanese comments": _japanese,
    "Japanese names": _japanese_names,
    "no logs": _no_logs,
    "everything given": _everything_given,
    "no keys": _keyless,
    "authorizers": _authorizers,
    "Cognito": _cognito,
    "token authorizer elsewhere": _token_elsewhere,
    "request authorizer without CORS": _open_request,
    "watched": _watched,
    "watched by id": _watched_by_id,
    "certificate requested": _requested,
    "edge certificate requested": _requested_edge,
    "mutual TLS": _mutual_tls,
    "certificate requested, DNS elsewhere": _requested_elsewhere,
}


ISSUER = f"https://cognito-idp.{REGION}.amazonaws.com/{REGION}_AbCdEfGhI"


def _named_stages(design: Design) -> None:
    (stage,) = design["stages"]
    dev = dict(stage, name="dev", throttle=None, detailed_metrics=True, variables=[])
    prod = dict(stage, name="prod", description="")
    prod["access_log"] = dict(stage["access_log"], format="clf", log_group="/aws/apigateway/shared", retention_days=400)
    dev["access_log"] = dict(stage["access_log"], format="xml")
    design["stages"] = [dev, prod]
    design["domain"]["mappings"] = [{"base_path": "app/v1", "stage": "prod"}, {"base_path": "dev", "stage": "dev"}]


def _default_and_named(design: Design) -> None:
    """The stage without a path beside one with."""
    (stage,) = design["stages"]
    design["stages"] = [dict(stage, access_log=dict(stage["access_log"], format="csv")), dict(stage, name="beta")]
    design["domain"]["mappings"].append({"base_path": "beta", "stage": "beta"})


def _http_default_at_path(design: Design) -> None:
    design["domain"]["mappings"] = [{"base_path": "app", "stage": "$default"}]


def _http_closed(design: Design) -> None:
    design["api"]["http"].update(
        disable_execute_api_endpoint=True, ip_address_type="dualstack", payload_format_version="1.0"
    )
    design["domain"].update(ip_address_type="dualstack", certificate_arn=REGIONAL_CERTIFICATE)
    design["account_id"] = ACCOUNT
    _mutual_tls(design)


def _http_authorizers(design: Design) -> None:
    _guard(design)
    access = design["access"]
    access["authorization"] = {"authorizer": "login"}
    request = {"headers": ["X-Token"], "query_strings": ["token"], "ttl_seconds": 60}
    access["authorizers"] = [
        {
            "name": "login",
            "kind": {
                "jwt": {
                    "issuer": ISSUER,
                    "audience": ["client-1", "client-2"],
                    "header": "Authorization",
                    "scopes": ["openid"],
                }
            },
        },
        {"name": "requests", "kind": {"lambda_request": {"function": "guard", **request}}},
    ]
    login = {"authorizer": "login"}
    design["routes"] += [
        route("/health", method("GET", authorization="none")),
        route("/hooks", method("POST", authorization={"authorizer": "requests"}), method("OPTIONS", authorization="none")),
        route(
            "/orders/{id}",
            method("GET", authorization=login),
            method("POST", authorization=login, scopes=("orders/write", "orders/read")),
            method("DELETE", authorization="iam"),
        ),
    ]


def _http_open_request(design: Design) -> None:
    """Asked about every request, whatever it carries."""
    _guard(design)
    design["access"]["authorization"] = {"authorizer": "requests"}
    request = {"function": "guard", "headers": [], "query_strings": [], "ttl_seconds": 0, "format": "policy"}
    older = request | {"headers": ["X-Token"], "format": "1.0"}
    design["access"]["authorizers"] = [
        {"name": "requests", "kind": {"lambda_request": request}},
        {"name": "older", "kind": {"lambda_request": older}},
    ]
    design["routes"].append(route("/older", method("GET", authorization={"authorizer": "older"})))
    _no_cors(design)


def _http_iam(design: Design) -> None:
    _iam(design)
    design["domain"] = None
    design["output"]["language"] = "ja"


# How an HTTP API asks an authorizer's function, and whether the answer is as simple as `isAuthorized`.
FORMATS = {"simple": ("2.0", True), "policy": ("2.0", False), "1.0": ("1.0", False)}

HTTP_DESIGNS: dict[str, Edit] = {
    "HTTP preset": _preset,
    "HTTP named stages": _named_stages,
    "HTTP default and named stage": _default_and_named,
    "HTTP default stage at a path": _http_default_at_path,
    "HTTP closed endpoint": _http_closed,
    "HTTP authorizers": _http_authorizers,
    "HTTP request authorizer without CORS": _http_open_request,
    "HTTP IAM": _http_iam,
    "HTTP several functions": _functions,
    "HTTP CORS with credentials": _cors_with_credentials,
    "HTTP watched": _watched,
    "HTTP no logs": _no_logs,
    "HTTP requested": _requested,
    "HTTP DNS elsewhere": _requested_elsewhere,
}
