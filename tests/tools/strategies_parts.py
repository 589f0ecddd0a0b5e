"""Random parts of designs, which the kinds of API share: names, paths, methods, stages, access, domains, CORS."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from designs import ACCOUNT, REGION, USER_POOL, WEB_ACL, method, route
from strategies_backends import backends, transforms
from strategies_requests import requests

WORDS = ["a", "items", "v1", "reports", "x-y", "_dash", "assets", "data.json"]
TEXTS = st.sampled_from(["", "plain", "it's 100% \"so\" $(id) `x`", "日本語の説明", "a: b #c", "- dash"])
VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
GUARD = "guard"
SCOPES = st.sampled_from([[], ["a"], ["b/read", "c"]])


def names(size: int) -> SearchStrategy[list[str]]:
    """Names that every kind of thing may have, no two alike to a reader who ignores case."""
    name = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True).filter(lambda name: name != GUARD)
    return st.lists(name, min_size=1, max_size=size, unique=True)


def one_in(number: int) -> SearchStrategy[bool]:
    """Rarely true, so that most designs stay plain in this respect; shrinks to false."""
    return st.integers(0, number - 1).map(lambda drawn: drawn == number - 1)


@st.composite
def functions(draw: DrawFn, template: dict[str, Any], guard: bool) -> list[dict[str, Any]]:
    """Functions that answer, of which some exist already, and one that decides."""
    aliases = st.sampled_from(["", "", "live"])
    found = [template | {"name": name, "alias": draw(aliases)} for name in draw(names(3))]
    for function in found[1:]:
        if draw(one_in(4)):
            function["arn"] = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function['name']}"
    arn = draw(st.sampled_from(["", "", f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{GUARD}"])) if guard else ""
    return found + ([template | {"name": GUARD, "arn": arn, "alias": draw(aliases)}] if guard else [])


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
def routes(
    draw: DrawFn,
    functions: list[str],
    authorizers: list[dict[str, Any]],
    links: list[dict[str, Any]],
    models: list[dict[str, str]] | None = None,
) -> list[dict[str, Any]]:
    """Methods of all backends that the kind of API has, and everything that a method says of its callers."""
    rest = models is not None
    scoped = [a["name"] for a in authorizers if {"cognito_user_pool", "jwt"} & set(a["kind"])]
    asks = [None, None, "none", "iam", *({"authorizer": authorizer["name"]} for authorizer in authorizers)]

    def one(path: str, verb: str) -> dict[str, Any]:
        authorization = draw(st.sampled_from(asks))
        named = authorization["authorizer"] if isinstance(authorization, dict) else None
        key = draw(st.sampled_from([None, True, False])) if rest else None
        scopes = tuple(draw(SCOPES)) if named in scoped else ()
        longest = 28999 if rest else 29999
        backend = draw(backends(path, functions, links, rest=rest))
        changed = not rest and "aws_service" not in backend and draw(one_in(3))
        return method(verb, "", authorization, key, scopes) | ({"transform": draw(transforms(path))} if changed else {}) | {
            "integration": backend,
            "timeout_ms": draw(st.sampled_from([None, None, None, 50, 12345, longest])),
        } | (settings() if draw(one_in(4)) else {}) | (declared(path) if rest and draw(one_in(3)) else {})

    def declared(path: str) -> dict[str, Any]:
        return {"request": draw(requests(path, [model["name"] for model in models or []]))}

    def apart() -> dict[str, Any]:
        """CORS of a route's own."""
        return {"cors": draw(st.just("off") | cors(every_verb=True).map(lambda own: {"own": own}))} if draw(one_in(4)) else {}

    def settings() -> dict[str, Any]:
        cache = st.sampled_from(["stage", "off", {"own": {"ttl_seconds": 60}}])
        return {"throttle": draw(throttles())} | ({"cache": draw(cache)} if rest else {})

    def verbs() -> list[str]:
        drawn = st.lists(st.sampled_from(VERBS), min_size=1, max_size=3, unique=True)
        few = st.lists(st.sampled_from(VERBS[:3]), min_size=1, max_size=2, unique=True)
        return draw(st.one_of(st.just(["ANY"]), drawn, few.map(lambda verbs: ["ANY", *verbs])))

    return [route(path, *(one(path, verb) for verb in verbs())) | apart() for path in draw(paths())]


@st.composite
def authorizers(draw: DrawFn, kinds: list[str]) -> list[dict[str, Any]]:
    """Up to two; the function that decides answers no methods."""

    def settings(kind: str) -> dict[str, Any]:
        header, ttl = draw(st.sampled_from(["Authorization", "X-Token"])), draw(st.sampled_from([0, 300, 3600]))
        match kind:
            case "lambda_token":
                expression = draw(st.sampled_from(["", "^Bearer [-\\w.|]+$"]))
                return {"function": GUARD, "header": header, "validation_expression": expression, "ttl_seconds": ttl}
            case "lambda_request":
                queries = draw(st.sampled_from([[], ["token"]]))
                request = {"function": GUARD, "headers": [header], "query_strings": queries, "ttl_seconds": ttl}
                return request | draw(st.sampled_from([{}, {"context": ["identity.sourceIp"]}]))
            case "cognito_user_pool":
                pools = draw(st.sampled_from([[USER_POOL], [USER_POOL, f"{USER_POOL}2"]]))
                return {"user_pool_arns": pools, "header": header, "scopes": draw(SCOPES)}
        audience = draw(st.sampled_from([["app"], ["app", "other"]]))
        return {"issuer": "https://login.example.com/", "audience": audience, "header": header, "scopes": draw(SCOPES)}

    chosen = draw(st.lists(st.sampled_from(kinds), max_size=2)) if draw(st.booleans()) else []
    return [{"name": f"{kind}{number}", "kind": {kind: settings(kind)}} for number, kind in enumerate(chosen)]


def asks_guard(authorizers: list[dict[str, Any]]) -> bool:
    return any({"lambda_token", "lambda_request"} & set(authorizer["kind"]) for authorizer in authorizers)


def authorization(authorizers: list[dict[str, Any]]) -> SearchStrategy[Any]:
    """Of the API as a whole."""
    return st.sampled_from(["none", "iam", *({"authorizer": authorizer["name"]} for authorizer in authorizers)])


def throttles() -> SearchStrategy[dict[str, Any]]:
    rates = st.sampled_from([1, 10, 12.5, 0.5, 9999])
    return st.builds(lambda rate, burst: {"rate_limit": rate, "burst_limit": burst}, rates, st.integers(1, 5000))


def canaries() -> SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda percent, names: {
            "percent_traffic": percent,
            "use_stage_cache": False,
            "variables": [{"name": name, "value": "canary"} for name in names],
        },
        st.sampled_from([0, 5, 12.5, 100]),
        names(2),
    )


@st.composite
def web_acls(draw: DrawFn) -> dict[str, Any]:
    groups = ["CommonRuleSet", "KnownBadInputsRuleSet", "SQLiRuleSet", "AmazonIpReputationList"]
    chosen = draw(st.lists(st.sampled_from(groups), unique=True, max_size=3))
    return {
        "managed_rule_groups": [f"AWSManagedRules{name}" for name in chosen],
        "rate_limit": draw(st.sampled_from([10, 2000, 2000000000])),
        "allow_large_bodies": draw(st.booleans()),
        "count_only": draw(st.booleans()),
    }


@st.composite
def stages(draw: DrawFn, chosen: list[str], plain: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    def access_log() -> dict[str, Any] | None:
        if draw(st.booleans()):
            return None
        custom = {"custom": "$context.requestId $context.status"}
        return {
            "log_group": draw(st.sampled_from(["", "/logs/shared"])),
            "retention_days": 30,
            "format": draw(st.sampled_from(["json", "clf", "csv", "xml", custom])),
        }

    def variables() -> list[dict[str, str]]:
        values = st.sampled_from(["blue", "https://a.example/x?y=1", "1"])
        return [{"name": name, "value": draw(values)} for name in draw(names(3))]

    def one(name: str) -> dict[str, Any]:
        stage = plain | {
            "name": name,
            "description": draw(TEXTS),
            "variables": variables() if draw(st.booleans()) else [],
            "throttle": draw(st.none() | throttles()),
            "access_log": access_log(),
            "execution_log": draw(st.sampled_from(["OFF", "ERROR", "INFO"])) if kind != "http" else "OFF",
            "detailed_metrics": draw(st.booleans()),
            "tracing": draw(st.booleans()) if kind == "rest" else False,
            "data_trace": False,
            "cache": None,
        }
        if kind == "rest":
            existing = {"existing": {"arn": WEB_ACL}}
            stage["web_acl"] = draw(st.sampled_from(["none", "none", "own", existing]))
            stage["canary"] = draw(st.none() | canaries())
        if stage["execution_log"] != "OFF":
            stage["data_trace"] = draw(st.booleans())
        if kind == "rest" and draw(one_in(4)):
            ttl, encrypted = draw(st.sampled_from([0, 60, 300, 3600])), draw(st.booleans())
            stage["cache"] = {"size": draw(st.sampled_from(["0.5", "237"])), "ttl_seconds": ttl, "encrypted": encrypted}
            renewing = {"invalidation": draw(st.sampled_from(["ignored", "refused", "anyone"]))}
            stage["cache"] |= draw(st.sampled_from([{}, {"by_method": True}, renewing]))
        return stage

    return [one(name) for name in chosen]


@st.composite
def apart(draw: DrawFn, stages: list[dict[str, Any]], known: list[tuple[str, str]], kind: str) -> list[dict[str, Any]]:
    """The stages, each with what it says of up to two methods or routes alone."""

    def one(path: str, verb: str) -> dict[str, Any]:
        own: dict[str, Any] = {"path": path, "verb": verb, "detailed_metrics": draw(st.sampled_from([None, False, True]))}
        if draw(st.booleans()):
            own["throttle"] = draw(throttles())
        if kind != "http":
            own["execution_log"] = draw(st.sampled_from([None, "OFF", "ERROR", "INFO"]))
            own["data_trace"] = draw(st.booleans()) if own["execution_log"] in ("ERROR", "INFO") else None
        if kind == "rest":
            own["cache"] = draw(st.sampled_from(["stage", "off", {"own": {"ttl_seconds": 5, "encrypted": True}}]))
        return own

    chosen = st.lists(st.sampled_from(known), max_size=2, unique=True) if known else st.just([])
    return [stage | {"methods": [one(*method) for method in draw(chosen)]} if draw(one_in(3)) else stage for stage in stages]


def methods_of(routes: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(entry["path"], called["verb"]) for entry in routes for called in entry["methods"]]


@st.composite
def keys_and_plans(draw: DrawFn, stage_names: list[str], routes: list[dict[str, Any]]) -> dict[str, Any]:
    keys = draw(names(3)) if draw(st.booleans()) else []
    known = methods_of(routes)

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
                for path, verb in (draw(st.lists(st.sampled_from(known), max_size=2, unique=True)) if known else [])
            ],
        }

    plans = [plan(name) for name in draw(names(2))] if keys else []
    for key in keys if plans else []:
        # A key may open a stage through one plan only.
        plans[draw(st.integers(0, len(plans) - 1))]["api_keys"].append(key)
    return {
        "api_key_required": draw(st.booleans()) if plans else False,
        "api_keys": [{"name": key, "description": draw(TEXTS), "enabled": draw(st.booleans())} for key in keys],
        "usage_plans": plans,
    }


@st.composite
def dns(draw: DrawFn, route53: dict[str, Any], edge: bool) -> dict[str, Any]:
    if draw(one_in(4)):
        return {"elsewhere": {"zone_name": "", "ttl": 300, "target": ""}}
    record = draw(st.sampled_from(["alias", {"cname": 300}]))
    settings = route53 | {"zone_name": "", "record": record}
    if not edge and draw(st.booleans()):
        policies = [{"weighted": 10}, {"weighted": 0}, {"latency": ""}, {"latency": "us-east-1"}]
        settings["routing"] = draw(st.sampled_from([*policies, {"failover": "PRIMARY"}, {"failover": "SECONDARY"}]))
        settings["set_identifier"] = draw(st.sampled_from(["", "blue", 'the "blue" one']))
        # A primary record that is no alias must have one.
        free = record == "alias" or settings["routing"] != {"failover": "PRIMARY"}
        settings["health_check_id"] = draw(st.sampled_from([""] * free + ["abcdef11-2222-3333-4444-555555fedcba"]))
        settings["evaluate_target_health"] = record == "alias" and draw(st.booleans())
    return {"route53": settings}


@st.composite
def domains(draw: DrawFn, stage_names: list[str], plain: dict[str, Any], kind: str) -> dict[str, Any]:
    edge = kind == "rest" and draw(st.booleans())
    region = "us-east-1" if edge else REGION
    arn = f"arn:aws:acm:{region}:{ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555"
    tls = {"truststore_uri": "s3://example-trust/ca.pem", "truststore_version": draw(st.sampled_from(["", "v1"]))}
    tls |= {"ownership_certificate_arn": arn.replace("11111111", "22222222")} if draw(st.booleans()) else {}
    mutual = not edge and kind != "websocket" and draw(one_in(4))
    of_type = ["TLS13_2025_EDGE", "TLS12_PFS_2025_EDGE"] if edge else ["TLS13_1_3_2025_09", "TLS13_1_2_FIPS_PFS_PQ_2025_09"]
    policies = ["TLS_1_2", "TLS_1_2", "TLS_1_0", *([] if mutual else [f"SecurityPolicy_{name}" for name in of_type])]
    policy = draw(st.sampled_from(policies)) if kind == "rest" else "TLS_1_2"
    levels = kind == "http" or kind == "rest" and not edge and policy != "TLS_1_0"
    bases = ["", "app", "v2", "x-1"] + ["app/v1"] * levels
    bases = draw(st.lists(st.sampled_from(bases), min_size=1, max_size=3, unique=True))
    mode = {"endpoint_access_mode": "BASIC"} if policy.startswith("Sec") and draw(st.booleans()) else {}
    return plain | mode | {
        "name": draw(st.sampled_from(["api.example.com", "www.example.com"])),
        "endpoint": "EDGE" if edge else "REGIONAL",
        "certificate_arn": draw(st.sampled_from(["", arn])),
        "security_policy": policy,
        "ip_address_type": draw(st.sampled_from(["ipv4", "dualstack"])),
        "mutual_tls": tls if mutual else None,
        "mappings": [{"base_path": base, "stage": draw(st.sampled_from(stage_names))} for base in bases],
        "dns": draw(dns(plain["dns"]["route53"], edge)),
    }


@st.composite
def private_domains(draw: DrawFn, stage_names: list[str], plain: dict[str, Any]) -> dict[str, Any]:
    """What reaches a private API from inside a VPC."""
    drawn = draw(domains(stage_names, plain, "websocket"))
    return drawn | {"endpoint": "PRIVATE", "dns": draw(dns(plain["dns"]["route53"], True))}


@st.composite
def cors(draw: DrawFn, *, every_verb: bool) -> dict[str, Any]:
    origins = [["*"], ["https://app.example.com"], ["https://app.example.com", "http://localhost:8050"]]
    origins += [["https://app.example.com", "http://localhost:8050", "https://[2001:db8::1]"]]
    chosen = draw(st.sampled_from(origins))
    verbs = st.lists(st.sampled_from(VERBS), min_size=1, unique=True)
    made = {
        "allow_origins": chosen,
        "allow_methods": draw(st.just(["ANY"]) | verbs) if every_verb else draw(verbs),
        "allow_headers": draw(st.sampled_from([[], ["Content-Type"], ["Content-Type", "X-Api-Key"]])),
        "allow_credentials": chosen != ["*"] and draw(st.booleans()),
        "max_age_seconds": draw(st.sampled_from([None, 0, 600])),
    }
    return made | {"expose_headers": draw(st.sampled_from([[], ["X-Total-Count", "ETag"], ["x-own"]]))}
