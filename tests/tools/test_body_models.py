"""The simulator's word on bodies and their models, against Python's validator of the same draft."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

import studio

NAMES = ["a", "b", "n_1"]
TEXTS = ["", "a", "ab", "日本", "n_1"]
NUMBERS = [0, 1, 2, 3.5, -1, 1.0]

leaves = st.sampled_from([None, True, False, *NUMBERS, *TEXTS])
bodies = st.recursive(
    leaves,
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inside, max_size=3),
    max_leaves=6,
)
small = st.integers(0, 3)


def as_json_has_it(value: Any) -> str:
    """`1` and `1.0` are the same, `1` and `true` are not."""
    return json.dumps(float(value) if isinstance(value, int) and not isinstance(value, bool) else value)


def with_inside(inside: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Schemas of every word that is judged, around others."""
    words: dict[str, st.SearchStrategy[Any]] = {
        "type": st.sampled_from(["object", "array", "string", "integer", "number", "boolean", "null"])
        | st.just(["string", "null"]),
        "enum": st.lists(leaves, min_size=1, max_size=3, unique_by=as_json_has_it),
        "minimum": st.sampled_from(NUMBERS),
        "maximum": st.sampled_from(NUMBERS),
        "exclusiveMinimum": st.booleans(),
        "exclusiveMaximum": st.booleans(),
        "multipleOf": st.sampled_from([1, 2, 0.5]),
        "minLength": small,
        "maxLength": small,
        "pattern": st.sampled_from(["^a", "b$", "^[a-z]_[0-9]+$", "日"]),
        "minItems": small,
        "maxItems": small,
        "uniqueItems": st.booleans(),
        "minProperties": small,
        "maxProperties": small,
        "required": st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
        "properties": st.dictionaries(st.sampled_from(NAMES), inside, max_size=2),
        "patternProperties": st.dictionaries(st.sampled_from(["^n_", "a"]), inside, max_size=1),
        "additionalProperties": st.booleans() | inside,
        "items": inside | st.lists(inside, min_size=1, max_size=2),
        "additionalItems": st.booleans() | inside,
        "dependencies": st.dictionaries(
            st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), min_size=1, max_size=1) | inside, max_size=1
        ),
        "allOf": st.lists(inside, min_size=1, max_size=2),
        "anyOf": st.lists(inside, min_size=1, max_size=2),
        "oneOf": st.lists(inside, min_size=1, max_size=2),
        "not": inside,
    }
    chosen = st.lists(st.sampled_from(sorted(words)), max_size=3, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: words[name] for name in names}))


schemas = st.recursive(with_inside(st.just({})), with_inside, max_leaves=4)


def repaired(schema: Any) -> Any:
    """In draft 4 what excludes a bound stands beside the bound."""
    if isinstance(schema, list):
        return [repaired(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: repaired(value) for name, value in schema.items()}
    for word, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(made.get(word), bool) and bound not in made:
            del made[word]
    return made


def design_of(schema: Any) -> str:
    design: dict[str, Any] = json.loads(studio.run("new", "--preset", "dash-rest").stdout)
    design["api"]["rest"]["models"] = [{"name": "Body", "schema": json.dumps(schema)}]
    method = design["routes"][0]["methods"][0]
    method["request"] = {
        "validator": "body",
        "models": [{"content_type": "application/json", "model": "Body"}],
    }
    return json.dumps(design)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(schema=schemas, body=bodies)
def test_a_body_fits_where_pythons_validator_says_so(tmp_path: Path, schema: Any, body: Any) -> None:
    schema = repaired(schema)
    Draft4Validator.check_schema(schema)
    fits = Draft4Validator(schema).is_valid(body)
    file = tmp_path / "design.json"
    file.write_text(design_of(schema))
    done = studio.run("simulate", str(file), "POST", "/", "--body", json.dumps(body), "--format", "json")
    assert done.returncode == 0, done.stderr
    trace = json.loads(done.stdout)
    told = [step["message"] for step in trace["steps"] if step["part"] == "validation"]
    assert trace["answer"]["reason"] == (None if fits else "bad-body"), (schema, body, told)
