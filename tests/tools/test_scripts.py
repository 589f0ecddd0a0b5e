"""The shell scripts as text: bash reads them, shellcheck has nothing to say."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

import pytest

from designs import DESIGNS
from studio import Made

SCRIPTS = ["cli/deploy.sh", "cli/teardown.sh"]


def scripts(made: Made) -> list[str]:
    """The scripts of a design: keys can be rotated only where there are some."""
    keys = made.design["access"]["api_keys"]
    assert (made.folder / "cli/rotate-api-key.sh").exists() == bool(keys)
    return SCRIPTS + ["cli/rotate-api-key.sh"] * bool(keys)


def test_bash_reads_every_script(made: Callable[[str], Made]) -> None:
    for name in DESIGNS:
        for script in scripts(made(name)):
            done = subprocess.run(
                ["bash", "-n", script], cwd=made(name).folder, capture_output=True, text=True
            )
            assert (done.returncode, done.stderr) == (0, ""), (name, script)


def test_shellcheck_finds_nothing(made: Callable[[str], Made]) -> None:
    program = shutil.which("shellcheck")
    if not program:
        pytest.fail("shellcheck is not installed")
    # A second for each script: most designs differ in data only, and these have every kind of line between them.
    names = [
        "preset",
        "edge domain with certificate",
        "CNAME record",
        "zone left open",
        "DNS elsewhere",
        "stage settings",
        "Japanese names",
        "no keys",
        "no logs",
        "cache and web ACL",
    ]
    files = [str(made(name).folder / script) for name in names for script in scripts(made(name))]
    watched = [made(name).folder for name in ["watched", "watched by id"]]
    files += [str(folder / "monitoring/alarms.sh") for folder in watched]
    requested = ["certificate requested", "certificate requested, DNS elsewhere"]
    for name, script in zip(requested, ["cli/deploy.sh", "dns/request-certificate.sh"]):
        files.append(str(made(name).folder / script))
    done = subprocess.run(
        [program, "--severity=style", "--format=gcc", *files], capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_scripts_are_programs_with_unix_lines(each: Made) -> None:
    for script in scripts(each):
        file = each.folder / script
        text = file.read_bytes()
        assert file.stat().st_mode & 0o111 == 0o111
        assert text.startswith(b"#!/usr/bin/env bash\n") and text.endswith(b"\n") and b"\r" not in text


def test_scripts_use_nothing_newer_than_the_bash_of_macos(each: Made) -> None:
    """Version 3.2 has neither of these."""
    for script in scripts(each):
        text = each.text(script)
        for word in ["mapfile", "readarray", "declare -A", "local -n", "|&", "&>>", "${EPOCH"]:
            assert word not in text
