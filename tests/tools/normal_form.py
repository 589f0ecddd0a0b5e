"""What a client sees of a gateway, in one form for every tool: facts by key.

A fact's key names the thing (`("stage", "prod", "throttle")`), its value is plain and comparable. The form of a design
(`normal_design.py`) also knows the JSON Pointers that each fact comes from, so that a difference of a tool can be looked
up in what its generator said it cannot express. `normal_{sam,cloud,zappa,openapi}*.py` say the same facts of what the
tools made; a new field of a design that a client sees is one more fact in each of them, and is drawn in `strategies.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

Key = tuple[str, ...]
Facts = dict[Key, Any]
Told = Iterator[tuple[Key, Any]]


class Difference(NamedTuple):
    """A fact that a tool sees otherwise than the design says it."""

    key: Key
    wanted: Any
    found: Any


def differences(wanted: Facts, found: Facts) -> list[Difference]:
    missing = object()
    return [
        Difference(key, *(None if side is missing else side for side in pair))
        for key in sorted(wanted.keys() | found.keys())
        if (pair := (wanted.get(key, missing), found.get(key, missing)))[0] != pair[1]
    ]


def seen(facts: Facts) -> Facts:
    """Without authorizers that nothing asks."""
    asked = {value[1] for key, value in facts.items() if key[-1] == "authorization"}
    return {key: value for key, value in facts.items() if key[0] != "authorizer" or key[1] in asked}


def pairs(values: dict[str, Any] | None) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((values or {}).items()))


def limits(rate: float | None, burst: int | None) -> tuple[float, int | None] | None:
    return None if rate is None else (float(rate), burst)


def record_facts(key: Key, ttl: int | None, apart: tuple[Any, ...], check: str | None, target: bool) -> Told:
    """What a DNS record says beside its name, type and identifier; `apart` are weight, region, failover role."""
    yield (*key, "record"), ttl
    yield (*key, "routing"), apart
    yield (*key, "health_check_id"), check
    yield (*key, "evaluate_target_health"), target


def inside(domain: str, policy: Any, endpoints: tuple[str, ...]) -> Told:
    """Who reaches a private domain."""
    yield ("domain", domain, "policy"), policy
    yield ("domain", domain, "vpc endpoints"), endpoints


def on_stages(stages: list[str], told: Told) -> Told:
    """What an API says, as each stage says it that is deployed of it."""
    once = list(told)
    for stage in stages:
        yield from ((("stage", stage, *key), value) for key, value in once)
