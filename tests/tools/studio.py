"""The program under test, run as a person runs it."""

from __future__ import annotations

import json
import os
import subprocess
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from designs import DESIGNS, HTTP_DESIGNS, Design

ROOT = Path(__file__).resolve().parents[2]


def program() -> str:
    return os.environ.get("GATEWAY_STUDIO_BIN") or str(ROOT / "target/debug/gateway-studio")


def run(*words: str, stdin: str | bytes = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the studio's command line; its answers are English, in UTF-8."""
    text = stdin.encode() if isinstance(stdin, str) else stdin
    env = {**os.environ, "LC_ALL": "C"}
    done = subprocess.run([program(), *words], input=text, capture_output=True, cwd=cwd, env=env, timeout=60)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@cache
def _preset_text(name: str) -> str:
    return run("new", "--preset", name).stdout


# A key and its plan, which the preset has not: no method of it could require the key.
KEY = {"name": "DashAppKey", "description": "API key for Dash application", "enabled": True}
PLAN = {
    "name": "DashAppPlan",
    "description": "Usage plan for Dash application",
    "stages": ["prod"],
    "api_keys": ["DashAppKey"],
    "throttle": {"rate_limit": 10.0, "burst_limit": 5},
    "quota": {"limit": 1000, "period": "MONTH"},
}
SILENCED = {"code": "api-key-never-required", "place": "/access/api_keys", "reason": "a key to be tested"}


def design(name: str = "preset") -> Design:
    """A fresh copy of a design of `designs.py`."""
    http = name in HTTP_DESIGNS
    made = json.loads(_preset_text("dash-http" if http else "dash-rest"))
    if not http:
        made["access"].update(api_keys=[deepcopy(KEY)], usage_plans=[deepcopy(PLAN)])
        made["silenced"] = [dict(SILENCED)]
    (HTTP_DESIGNS if http else DESIGNS)[name](made)
    return made


@dataclass
class Made:
    """A design with the folder of its files."""

    design: Design
    folder: Path
    diagnostics: str

    def text(self, file: str) -> str:
        return (self.folder / file).read_bytes().decode()


def generate(what: Design, folder: Path) -> Made:
    """Writes the files of a design that must be free of errors."""
    done = run("generate", "-", "--out", str(folder), stdin=json.dumps(what))
    assert done.returncode == 0, done.stderr
    return Made(what, folder, done.stderr)
