"""Random designs that the rules let through."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from designs import ACCOUNT, REGION, Design, method, route

WORDS = ["a", "items", "v1", "reports", "x-y", "_dash", "assets", "data.json"]
TEXTS = st.sampled_from(["", "plain", "it's 100% \"so\" $(id) `x`", "日本語の説明", "a: b #c", "- dash"])
VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]


def names(size: int) -> SearchStrategy[list[str]]:
    """Names that every kind of thing may have, no two alike to a reader who ignores case."""
    name = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
    return st.lists(name, min_size=1, max_size=size, unique=True)


@st.composite
def paths(draw: DrawFn) -> list[str]:
    """A set of paths without siblings that collide: one parameter name for each parent."""
    found = ["/"] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, 5))):
        parts = draw(st.lists(st.sampled_from([*WORDS, "{id}"]), min_size=1, max_size=3))
        parts = [f"{{id{depth}}}" if part == "{id}" else part for depth, part in enumerate(parts)]
        found.append("/" + "/".join(parts))
    if draw(st.booleans()) and not any(path.startswith("/{") for path in found):
        found.append("/{proxy+}")
    return list(dict.fromkeys(found)) or ["/"]


@st.composite
def routes(draw: DrawFn, functions: list[str]) -> list[dict[str, Any]]:
    def one() -> list[dict[str, Any]]:
        verbs = draw(
            st.one_of(
                st.just(["ANY"]),
                st.lists(st.sampled_from(VERBS), min_size=1, max_size=3, unique=True),
                st.lists(st.sampled_from(VERBS[:3]), min_size=1, max_size=2, unique=True).map(
                    lambda verbs: ["ANY", *verbs]
                ),
            )
        )
        return [
            method(
                verb,
                draw(st.sampled_from(functions)),
                draw(st.sampled_from([None, "none", "iam"])),
                draw(st.sampled_from([None, True, False])),
            )
            | settings()
            for verb in verbs
        ]

    def settings() -> dict[str, Any]:
        cache = st.sampled_from(["stage", "off", {"own": {"ttl_seconds": 60}}])
        return {"throttle": draw(throttles()), "cache": draw(cache)} if draw(st.integers(0, 3)) == 0 else {}

    def request(path: str) -> dict[str, Any]:
        """Declared parameters, a model, and a validator that fits."""
        names = st.lists(st.sampled_from(["page", "X-Tenant"]), max_size=2, unique=True)
        parameters = [
            {
                "place": draw(st.sampled_from(["querystring", "header"])),
                "name": name,
                "required": draw(st.booleans()),
                "cache_key": draw(st.booleans()),
            }
            for name in draw(names)
        ]
        if "{id0}" in path:
            parameters.append({"place": "path", "name": "id0", "required": False, "cache_key": True})
        models = [{"content_type": "application/json", "model": "Item"}] if draw(st.booleans()) else []
        validator = draw(st.sampled_from(["none", "body", "parameters", "body_and_parameters"]))
        found = {"validator": validator, "parameters": parameters, "models": models}
        return {"request": found} if parameters or models or validator != "none" else {}

    def settled(path: str) -> dict[str, Any]:
        entry = route(path, *one())
        if draw(st.integers(0, 3)) == 0:
            entry["methods"][0] |= request(path)
        if draw(st.integers(0, 3)) == 0:
            entry["cors"] = draw(st.sampled_from(["api", "off"]) | st.builds(lambda own: {"own": own}, cors()))
        return entry

    return [settled(path) for path in draw(paths())]


SCHEMA = '{"type":"object","required":["id"],"properties":{"id":{"type":"integer","minimum":1},"tags":{"type":"array","items":{"type":"string","enum":["a","b: c"]}}}}'


@st.composite
def answers(draw: DrawFn) -> list[dict[str, Any]]:
    kinds = ["DEFAULT_4XX", "UNAUTHORIZED", "THROTTLED", "WAF_FILTERED"]
    return [
        {
            "response_type": kind,
            "status": draw(st.sampled_from([None, 400, 503])),
            "headers": draw(st.sampled_from([[], [{"name": "X-Hint", "value": "'log in'"}]])),
            "templates": draw(st.sampled_from([[], [{"content_type": "application/json", "body": '{"no":"$context.requestId"}'}]])),
        }
        for kind in draw(st.lists(st.sampled_from(kinds), max_size=2, unique=True))
    ]


def throttles() -> SearchStrategy[dict[str, Any]]:
    rates = st.sampled_from([1, 10, 12.5, 0.5, 9999])
    return st.builds(
        lambda rate, burst: {"rate_limit": rate, "burst_limit": burst}, rates, st.integers(1, 5000)
    )


@st.composite
def stages(draw: DrawFn, chosen: list[str], plain: dict[str, Any]) -> list[dict[str, Any]]:
    def access_log() -> dict[str, Any] | None:
        if draw(st.booleans()):
            return None
        custom = {"custom": "$context.requestId $context.status"}
        return {
            "log_group": draw(st.sampled_from(["", "/logs/shared"])),
            "retention_days": 30,
            "format": draw(st.sampled_from(["json", custom])),
        }

    def variables() -> list[dict[str, str]]:
        values = st.sampled_from(["blue", "https://a.example/x?y=1", "1"])
        return [{"name": name, "value": draw(values)} for name in draw(names(3))]

    return [
        plain
        | {
            "name": name,
            "description": draw(TEXTS),
            "variables": variables() if draw(st.booleans()) else [],
            "throttle": draw(st.none() | throttles()),
            "cache": draw(st.sampled_from([None, None, {"size": "0.5", "ttl_seconds": 300, "encrypted": True}])),
            "access_log": access_log(),
            "execution_log": draw(st.sampled_from(["OFF", "ERROR", "INFO"])),
            "detailed_metrics": draw(st.booleans()),
            "tracing": draw(st.booleans()),
        }
        for name in chosen
    ]


@st.composite
def access(draw: DrawFn, stage_names: list[str], routes: list[dict[str, Any]]) -> dict[str, Any]:
    keys = draw(names(3)) if draw(st.booleans()) else []
    known = [(entry["path"], called["verb"]) for entry in routes for called in entry["methods"]]

    def plan(name: str) -> dict[str, Any]:
        quota = {"limit": draw(st.integers(1, 9999)), "period": draw(st.sampled_from(["DAY", "WEEK", "MONTH"]))}
        return {
            "name": name,
            "description": draw(TEXTS),
            "stages": draw(st.lists(st.sampled_from(stage_names), min_size=1, unique=True)),
            "api_keys": [],
            "throttle": draw(st.none() | throttles()),
            "quota": draw(st.sampled_from([None, quota])),
            "methods": [
                {"path": path, "verb": verb, "throttle": draw(throttles())}
                for path, verb in draw(st.lists(st.sampled_from(known), max_size=2, unique=True))
            ],
        }

    plans = [plan(name) for name in draw(names(2))] if keys else []
    for key in keys if plans else []:
        # A key may open a stage through one plan only.
        plans[draw(st.integers(0, len(plans) - 1))]["api_keys"].append(key)
    return {
        "authorization": draw(st.sampled_from(["none", "iam"])),
        "api_key_required": draw(st.booleans()) if plans else False,
        "authorizers": [],
        "api_keys": [
            {"name": key, "description": draw(TEXTS), "enabled": draw(st.booleans())} for key in keys
        ],
        "usage_plans": plans,
    }


@st.composite
def domains(draw: DrawFn, stage_names: list[str], plain: dict[str, Any]) -> dict[str, Any]:
    endpoint = draw(st.sampled_from(["REGIONAL", "EDGE"]))
    region = "us-east-1" if endpoint == "EDGE" else REGION
    arn = f"arn:aws:acm:{region}:{ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555"
    bases = draw(st.lists(st.sampled_from(["", "app", "v2", "x-1"]), min_size=1, max_size=3, unique=True))
    record = draw(st.sampled_from(["alias", {"cname": 300}]))
    route53 = {"route53": plain["dns"]["route53"] | {"zone_name": "", "record": record}}
    return plain | {
        "name": draw(st.sampled_from(["api.example.com", "www.example.com"])),
        "endpoint": endpoint,
        "certificate_arn": draw(st.sampled_from(["", arn])),
        "mappings": [{"base_path": base, "stage": draw(st.sampled_from(stage_names))} for base in bases],
        "dns": draw(st.sampled_from([route53, "elsewhere"])),
    }


@st.composite
def cors(draw: DrawFn) -> dict[str, Any]:
    origin = draw(st.sampled_from(["*", "https://app.example.com"]))
    return {
        "allow_origins": [origin],
        "allow_methods": draw(st.lists(st.sampled_from(VERBS), min_size=1, unique=True)),
        "allow_headers": draw(st.sampled_from([["Content-Type"], ["Content-Type", "X-Api-Key"]])),
        "allow_credentials": origin != "*" and draw(st.booleans()),
        "max_age_seconds": draw(st.sampled_from([None, 0, 600])),
    }


@st.composite
def designs(draw: DrawFn, preset: Design) -> Design:
    """The preset with everything drawn anew that a client can see."""
    functions, stage_names = draw(names(3)), draw(names(3))
    template = preset["functions"][0]
    paths = draw(routes(functions))
    return preset | {
        "functions": [template | {"name": name, "alias": draw(st.sampled_from(["", "live"]))} for name in functions],
        "api": {
            "rest": preset["api"]["rest"]
            | {
                "name": draw(st.sampled_from(["shop", "The API"])),
                "description": draw(TEXTS),
                "endpoint": draw(st.sampled_from(["REGIONAL", "EDGE"])),
                "policy": draw(st.sampled_from(["none", {"source_ranges": {"cidrs": ["203.0.113.0/24"]}}])),
                "models": [{"name": "Item", "description": draw(TEXTS), "schema": SCHEMA}],
                "gateway_responses": draw(answers()),
                "binary_media_types": draw(st.sampled_from([["*/*"], [], ["image/png", "font/woff2"]])),
            }
        },
        "routes": paths,
        "stages": draw(stages(stage_names, preset["stages"][0])),
        "access": draw(access(stage_names, paths)),
        "domain": draw(st.none() | domains(stage_names, preset["domain"])),
        "cors": draw(st.none() | cors()),
    }
