"""Settings of people, read in and given back: Zappa's own loader must say the same of both."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpus import corpus
from studio import run
from zappa_reader import KEYS

LOADER = Path(__file__).with_name("zappa_loader.py")
FILES = corpus("zappa")

# What Zappa takes where nothing is said, of keys that the studio always writes.
DEFAULTS: dict[str, Any] = {
    "api_key_required": False,
    "apigateway_description": "Created automatically by Zappa.",
    "architecture": "x86_64",
    "binary_support": True,
    "endpoint_configuration": ["EDGE"],
    "ephemeral_storage": {"Size": 512},
    "memory_size": 512,
    "payload_compression": True,
    "payload_minimum_compression_size": 0,
    "route53_enabled": True,
    "timeout_seconds": 30,
}
# The studio closes what Zappa leaves open, and says which Python and which bucket.
STUDIO = {"debug", "runtime", "s3_bucket", "project_name", "aws_region"}
PREFIX = "DASH_REQUESTS_PATHNAME_PREFIX"


def load(files: list[Path]) -> dict[Path, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, str(LOADER), *map(str, files)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return {Path(loaded["file"]): loaded for loaded in map(json.loads, done.stdout.splitlines())}


def settings_name(file: Path) -> str:
    """A name by whose ending Zappa takes the right parser."""
    suffix = re.sub(r"jsonc|jinja", "json", file.suffix)
    return f"zappa_settings{suffix}"


# What settings leave open, or had long ago, and the studio's advisor refuses: Python that Lambda takes no more, names
# that stand for others.
MENDED: dict[str, tuple[str, str]] = {
    "/api/rest/name": ("", "mended"),
    "/functions/0/runtime": ("runtime", "python3.13"),
    "/name": ("project_name", "mended"),
    "/output/zappa_bucket": ("s3_bucket", "mended-bucket"),
    "/region": ("aws_region", "eu-west-3"),
}


def put(value: Any, steps: list[str], new: str) -> None:
    for step in steps[:-1]:
        value = value[int(step)] if isinstance(value, list) else value[step]
    value[steps[-1]] = new


class Read:
    """A file read in: the design, and the three counts."""

    def __init__(self, file: Path, folder: Path) -> None:
        done = run("import", str(file), "--out", str(folder / "design.json"))
        self.status, self.said = done.returncode, done.stderr
        counts = re.search(r"(\d+) keys: (\d+) represented, (\d+) kept, (\d+) reported", done.stderr)
        assert counts, done.stderr
        self.counts = [int(count) for count in counts.groups()]
        assert self.counts[0] == sum(self.counts[1:])
        told = re.findall(r"zappa-(?:left-open|stages-differ): .*? no `(\w+)`", done.stderr)
        self.told = set(told)
        self.folder = folder
        self.mended: set[str] = set()

    def give_back(self) -> Path:
        """The settings that the studio writes; what the file leaves open is filled in as a person would."""
        design = json.loads((self.folder / "design.json").read_text())
        out = self.folder / "out"
        done = run("generate", "-", "--out", str(out), stdin=json.dumps(design))
        for line in done.stderr.splitlines():
            severity, pointer, *_ = line.split()
            if severity == "error" and pointer in MENDED:
                key, value = MENDED[pointer]
                put(design, pointer.split("/")[1:], value)
                self.mended.add(key)
        done = run("generate", "-", "--out", str(out), stdin=json.dumps(design))
        errors = [line for line in done.stderr.splitlines() if line.startswith("error ")]
        assert done.returncode == 0, errors
        return out / "zappa" / "zappa_settings.json"


def normal(config: dict[str, Any], key: str) -> Any:
    value = config.get(key, DEFAULTS.get(key))
    if key == "cors":
        return cors(value)
    if key == "cache_cluster_size":
        return float(value) if value is not None else None
    return value


def cors(value: Any) -> Any:
    if not value:
        return None
    whole = value if isinstance(value, dict) else {}
    methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    headers = ["Content-Type", "X-Amz-Date", "Authorization", "X-Api-Key", "X-Amz-Security-Token"]
    return (
        whole.get("allowed_origin", "*"),
        sorted(whole.get("allowed_methods", methods)),
        whole.get("allowed_headers", headers),
    )


def differences(ours: dict[str, Any], theirs: dict[str, Any], mended: set[str]) -> list[str]:
    """What of a stage Zappa reads otherwise in what is given back."""
    found = []
    for key in sorted((set(theirs) & KEYS | set(DEFAULTS) | set(ours)) - {"extends"}):
        if key in mended or (key in STUDIO and key not in theirs):
            continue
        want, got = normal(theirs, key), normal(ours, key)
        if key == "environment_variables":
            got = {name: value for name, value in (got or {}).items() if name != PREFIX or name in (want or {})}
            want = {name: value for name, value in (want or {}).items()}
        if want != got and not (want in (None, False, {}, []) and got in (None, False, {}, [])):
            found.append(f"{key}: {want!r} became {got!r}")
    return found


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    places = {}
    for file in FILES:
        folder = tmp_path_factory.mktemp(file.stem[:20])
        places[folder / settings_name(file)] = file.name
        shutil.copy(file, folder / settings_name(file))
    return {places[place]: what for place, what in load(list(places)).items()}


@pytest.fixture(scope="module")
def reads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Read]:
    return {file.name: Read(file, tmp_path_factory.mktemp("read")) for file in FILES}


def test_what_zappa_takes_is_read(
    reads: dict[str, Read], loaded: dict[str, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    counts = [sum(column) for column in zip(*(read.counts for read in reads.values()))]
    taken = [name for name, what in loaded.items() if "error" not in what]
    read = [name for name in taken if reads[name].status == 0]
    with capsys.disabled():
        print(
            f"\nZappa settings: {len(read)} of {len(taken)} that Zappa takes are read;"
            f" {counts[0]} keys: {counts[1]} represented, {counts[2]} kept, {counts[3]} reported"
        )
    assert read == taken
    for name, what in loaded.items():
        # What Zappa refuses is read all the same, or refused with a place.
        place = re.compile(rf"{re.escape(name)}:\d+:\d+: error ")
        assert "error" not in what or reads[name].status == 0 or place.search(reads[name].said), name


def test_what_is_given_back_means_the_same_to_zappa(
    reads: dict[str, Read], loaded: dict[str, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    given = {name: reads[name].give_back() for name, what in loaded.items() if "error" not in what}
    again = load(list(given.values()))
    stages, equal, wrong = 0, 0, []
    for name, file in given.items():
        for stage, what in loaded[name]["stages"].items():
            # Zappa itself refuses some stages of a file.
            if "config" not in what:
                continue
            stages += 1
            ours = again[file]["stages"][stage]
            found = differences(ours["config"], what["config"], reads[name].mended) if "config" in ours else [ours["error"]]
            equal += not found
            # What stages share in the design, or leave open, is told.
            told = reads[name].told
            wrong += [f"{name} {stage} {line}" for line in found if line.split(":")[0] not in told]
    with capsys.disabled():
        print(
            f"\nZappa settings: {equal} of {stages} stages mean the same after a round trip,"
            f" {stages - equal} differ"
        )
    assert wrong == []
