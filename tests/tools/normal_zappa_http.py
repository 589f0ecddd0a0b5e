"""The normal form of what Zappa's `v2` makes of the settings of an HTTP API: one API for each stage, all of it in its
template. Its one route, `$default`, takes what `ANY /` and `ANY /{proxy+}` take together."""

from __future__ import annotations

from typing import Any

import meaning
from normal_form import Facts, Told

Reading = dict[str, Any]


def of_reading(reading: Reading, function: str) -> Facts:
    return dict(_facts(reading, function))


def _facts(reading: Reading, function: str) -> Told:
    yield ("api", "kind"), "HTTP"
    for name, stage in reading["stages"].items():
        resources = {entry["Type"].rpartition("::")[2]: entry["Properties"] for entry in stage["template"]["Resources"].values()}
        assert set(resources) == {"Api", "Integration", "Route", "Stage", "Permission"}, resources.keys()
        api, integration, route = resources["Api"], resources["Integration"], resources["Route"]
        yield ("api", "name"), api["Name"]
        yield ("api", "description"), api["Description"]
        yield ("api", "closed"), False
        yield ("api", "addresses"), "ipv4"
        cors = api.get("CorsConfiguration")
        lists = [cors[key] for key in ["AllowOrigins", "AllowMethods", "AllowHeaders"]] if cors else []
        told = cors and meaning.cors_of_http(*lists, cors.get("AllowCredentials", False), cors["MaxAge"], cors.get("ExposeHeaders", []))
        yield ("api", "cors"), told
        assert (route["RouteKey"], integration["IntegrationType"]) == ("$default", "AWS_PROXY")
        # The qualifier of its own function follows the ARN, whose last part is the name.
        qualifier = integration["IntegrationUri"].partition(":function:f")[2]
        for path in ["/", "/{proxy+}"]:
            key = ("route", path, "ANY")
            yield (*key, "backend"), ("lambda", function + qualifier)
            yield (*key, "timeout"), None
            yield (*key, "authorization"), (route["AuthorizationType"], None, ())
            yield (*key, "payload"), integration["PayloadFormatVersion"]
        (named,) = {resources["Stage"]["StageName"], name}
        bare = {"description": "", "variables": (), "throttle": None, "access_log": None, "detailed_metrics": False}
        for setting, value in bare.items():
            yield ("stage", named, setting), value
