"""Designs of WebSocket APIs: the preset, and one that has everything."""

from __future__ import annotations

import json

import studio
from designs import Design, _watched


def preset() -> Design:
    return json.loads(studio.run("new", "--preset", "websocket-echo").stdout)


def full() -> Design:
    """With something in every place that `changed` changes, and from which the preset takes it."""
    design = preset()
    function = design["functions"][0]
    design["functions"] += [dict(function, name="guard", memory_mib=128), dict(function, name="reports")]
    api = design["api"]["websocket"]
    api.update(ip_address_type="dualstack", route_selection_expression="$request.body.kind")
    api["routes"] += [
        {"key": "chat.send-message", "function": "websocket-echo", "two_way": False},
        {"key": "report's \"own\" `x` $HOME", "function": "reports", "two_way": True},
    ]
    api["routes"][0]["two_way"] = True
    (prod,) = design["stages"]
    prod.update(execution_log="ERROR", data_trace=True, detailed_metrics=True)
    design["stages"].append(dict(prod, name="blue-1", execution_log="OFF", data_trace=False, access_log=None))
    design["domain"]["mappings"].append({"base_path": "blue", "stage": "blue-1"})
    request = {"function": "guard", "headers": ["Authorization"], "query_strings": ["token"], "ttl_seconds": 0}
    access = design["access"]
    access.update(
        authorization={"authorizer": "tokens"},
        authorizers=[{"name": "tokens", "kind": {"lambda_request": request}}],
        api_key_required=True,
        api_keys=[{"name": "team", "description": "The team", "enabled": True}],
        usage_plans=[
            {
                "name": "standard",
                "description": "For the team",
                "stages": ["prod", "blue-1"],
                "api_keys": ["team"],
                "throttle": {"rate_limit": 5.0, "burst_limit": 2},
                "quota": None,
            }
        ],
    )
    return design


def changed() -> Design:
    design = full()
    api = design["api"]["websocket"]
    api.update(name="Renamed", description="", ip_address_type="ipv4", route_selection_expression="${request.body.a}-b")
    # Answers come and go, a function changes, a route goes.
    api["routes"][0]["two_way"], api["routes"][2]["two_way"] = False, True
    api["routes"][2]["function"] = "reports"
    del api["routes"][3]
    design["access"]["authorizers"][0]["kind"]["lambda_request"].update(headers=[], query_strings=["key"])
    design["access"]["api_key_required"] = False
    prod, blue = design["stages"]
    prod.update(execution_log="INFO", data_trace=False, description="", variables=[])
    blue.update(execution_log="ERROR", throttle={"rate_limit": 1.5, "burst_limit": 1})
    prod["access_log"]["format"] = "csv"
    return design


def closed() -> Design:
    """Nobody is asked but by AWS, the default URL is off, and there is no name but the domain."""
    design = preset()
    design["api"]["websocket"]["disable_execute_api_endpoint"] = True
    design["access"]["authorization"] = "iam"
    design["output"]["language"] = "ja"
    _watched(design)
    return design


def bare() -> Design:
    """One route and one stage without anything, on the functions of `full`."""
    design = preset()
    design["functions"] = full()["functions"]
    design["api"]["websocket"]["routes"] = design["api"]["websocket"]["routes"][2:3]
    (stage,) = design["stages"]
    stage.update(access_log=None, throttle=None, variables=[], description="")
    design["domain"] = None
    return design


WEBSOCKET_DESIGNS = {"preset": preset, "full": full, "changed": changed, "closed": closed, "bare": bare}
