"""Random designs that the rules let through, one strategy for each kind of API: everything that a client can see.

A design starts as the kind's preset, so what is not drawn is what the preset says, and shrinks towards little.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import strategies_parts as parts
from designs import ACCOUNT, VPC_ENDPOINTS, Design
from strategies_backends import message_backends, vpc_links
from strategies_parts import TEXTS, names
from strategies_requests import gateway_responses, models


@st.composite
def rest_designs(draw: DrawFn, preset: Design) -> Design:
    authorizers = draw(parts.authorizers(["lambda_token", "lambda_request", "cognito_user_pool"]))
    functions = draw(parts.functions(preset["functions"][0], parts.asks_guard(authorizers)))
    stage_names = draw(names(3))
    api = draw(rest_api(preset["api"]["rest"]))
    private = api["endpoint"] == "PRIVATE"
    domains = parts.private_domains(stage_names, preset["domain"]) if private else parts.domains(stage_names, preset["domain"], "rest")
    callable_ = [function["name"] for function in functions if function["name"] != parts.GUARD]
    links = draw(vpc_links(rest=True))
    routes = draw(parts.routes(callable_, authorizers, links, api["models"]))
    stages = draw(parts.stages(stage_names, preset["stages"][0], "rest"))
    drawn = preset | {
        "functions": functions,
        "vpc_links": links,
        "api": {"rest": api},
        "routes": routes,
        "stages": draw(parts.apart(stages, parts.methods_of(routes), "rest")),
        "access": draw(access(stage_names, authorizers, routes)),
        "domain": None if draw(parts.one_in(3)) and not private else draw(domains),
        "cors": draw(st.none() | parts.cors(every_verb=True)),
        "web_acl": draw(parts.web_acls()),
    }
    told = api["policy"]
    asks = "accounts" in told or ("combined" in told and told["combined"]["account_ids"])
    return signed(drawn) if asks else drawn


def signed(design: Design) -> Design:
    """The design with a signature of every caller, by which a policy knows accounts; preflights have none."""
    for route in design["routes"]:
        if route.get("cors") != "off":
            route.pop("cors", None)
        for method in route["methods"]:
            method.update(authorization=None, authorization_scopes=[])
    return design | {"cors": None, "access": design["access"] | {"authorization": "iam"}}


@st.composite
def rest_api(draw: DrawFn, plain: dict[str, Any]) -> dict[str, Any]:
    endpoint = draw(st.sampled_from(["REGIONAL", "EDGE", "REGIONAL", "EDGE", "PRIVATE"]))
    ranges = [["203.0.113.0/24"], ["203.0.113.0/24", "2001:db8::/32", "192.0.2.7"]]
    policies = ["none", "none", *({"source_ranges": {"cidrs": cidrs}} for cidrs in ranges)]
    of_type = "SecurityPolicy_TLS13_2025_EDGE" if endpoint == "EDGE" else "SecurityPolicy_TLS13_1_3_2025_09"
    policy = draw(st.sampled_from([None, None, None, "TLS_1_2", of_type]))
    security = {"security_policy": policy} | ({"endpoint_access_mode": "BASIC"} if policy == of_type and draw(st.booleans()) else {})
    private, vpcs = endpoint == "PRIVATE", {"vpcs": {"vpc_ids": ["vpc-0123456789abcdef0"]}}
    accounts = {"accounts": {"account_ids": draw(st.sampled_from([[ACCOUNT], [ACCOUNT, "210987654321"]]))}}
    listed = accounts["accounts"]["account_ids"]
    inside = {"cidrs": ["10.0.1.0/24"], "vpc_ids": draw(st.sampled_from([[], vpcs["vpcs"]["vpc_ids"]]))}
    outside = {"cidrs": ranges[1], "vpc_ids": []}
    several = {"combined": (inside | {"account_ids": draw(st.sampled_from([[], listed]))} if private else outside | {"account_ids": listed})}
    return plain | (security if policy else {}) | {
        "name": draw(st.sampled_from(["shop", "The API"])),
        "description": draw(TEXTS),
        "endpoint": endpoint,
        "vpc_endpoint_ids": draw(st.sampled_from([VPC_ENDPOINTS, VPC_ENDPOINTS[:1]])) if private else [],
        "policy": draw(st.sampled_from(["vpc_endpoints", vpcs, accounts, several] if private else [*policies, accounts, several])),
        "ip_address_type": draw(st.sampled_from(["ipv4", "dualstack"])),
        "disable_execute_api_endpoint": draw(parts.one_in(4)),
        "binary_media_types": draw(st.sampled_from([["*/*"], [], ["image/png", "font/woff2"]])),
        "minimum_compression_size": draw(st.sampled_from([None, None, 0, 1024])),
        "api_key_source": draw(st.sampled_from(["HEADER", "HEADER", "AUTHORIZER"])),
        "models": draw(models()),
        "gateway_responses": draw(gateway_responses()),
    }


@st.composite
def access(
    draw: DrawFn, stage_names: list[str], authorizers: list[dict[str, Any]], routes: list[dict[str, Any]]
) -> dict[str, Any]:
    return draw(parts.keys_and_plans(stage_names, routes)) | {
        "authorization": draw(parts.authorization(authorizers)),
        "authorizers": authorizers,
    }


@st.composite
def http_designs(draw: DrawFn, preset: Design) -> Design:
    authorizers = draw(parts.authorizers(["jwt", "lambda_request"]))
    functions = draw(parts.functions(preset["functions"][0], parts.asks_guard(authorizers)))
    stage_names = draw(names(3))
    if draw(st.booleans()):
        stage_names[0] = "$default"
    callable_ = [function["name"] for function in functions if function["name"] != parts.GUARD]
    links = draw(vpc_links(rest=False))
    routes = draw(parts.routes(callable_, authorizers, links))
    stages = draw(parts.stages(stage_names, preset["stages"][0], "http"))
    return preset | {
        "functions": functions,
        "vpc_links": links,
        "api": {
            "http": preset["api"]["http"]
            | {
                "name": draw(st.sampled_from(["shop", "The API"])),
                "description": draw(TEXTS),
                "ip_address_type": draw(st.sampled_from(["ipv4", "dualstack"])),
                "disable_execute_api_endpoint": draw(st.booleans()),
                "payload_format_version": draw(st.sampled_from(["1.0", "2.0"])),
            }
        },
        "routes": routes,
        "stages": draw(parts.apart(stages, parts.methods_of(routes), "http")),
        "access": {
            "authorization": draw(parts.authorization(authorizers)),
            "authorizers": authorizers,
            "api_key_required": False,
            "api_keys": [],
            "usage_plans": [],
        },
        "domain": draw(st.none() | parts.domains(stage_names, preset["domain"], "http")),
        "cors": draw(st.none() | parts.cors(every_verb=False)),
    }


@st.composite
def websocket_designs(draw: DrawFn, preset: Design) -> Design:
    authorizers = draw(parts.authorizers(["lambda_request"]))[:1]
    functions = draw(parts.functions(preset["functions"][0], bool(authorizers)))
    stage_names = draw(names(3))
    callable_ = [function["name"] for function in functions if function["name"] != parts.GUARD]
    own = st.sampled_from(["echo", "chat.send-message", "a", "report's \"own\" `x` $HOME", "日本"])
    # Whoever asks, asks at `$connect`.
    keys = ["$connect", *draw(st.lists(st.sampled_from(["$disconnect", "$default"]), unique=True))]
    keys += draw(st.lists(own, max_size=3, unique=True))
    selections = ["$request.body.action", "$request.body.kind", "${request.body.a}-b"]
    links = draw(vpc_links(rest=True))
    waits = st.sampled_from([{}, {}, {"timeout_ms": 50}, {"timeout_ms": 2500}])
    limited = st.sampled_from([{}, {}, {"throttle": {"rate_limit": 2.5, "burst_limit": 5}}])
    stages = draw(parts.stages(stage_names, preset["stages"][0], "websocket"))
    return preset | {
        "functions": functions,
        "vpc_links": links,
        "api": {
            "websocket": preset["api"]["websocket"]
            | {
                "name": draw(st.sampled_from(["chat", "The API"])),
                "description": draw(TEXTS),
                "ip_address_type": draw(st.sampled_from(["ipv4", "dualstack"])),
                "disable_execute_api_endpoint": draw(st.booleans()),
                "route_selection_expression": draw(st.sampled_from(selections)),
                "routes": [
                    {"key": key, "function": draw(st.sampled_from(callable_)), "two_way": draw(st.booleans())}
                    | draw(message_backends(links))
                    | draw(waits)
                    | draw(limited)
                    for key in keys
                ],
            }
        },
        "stages": draw(parts.apart(stages, [(key, "ANY") for key in keys], "websocket")),
        "access": draw(access(stage_names, authorizers, [])),
        "domain": draw(st.none() | parts.domains(stage_names, preset["domain"], "websocket")),
    }
