"""Fixtures that several files share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import studio
from cloud import Cloud
from counts import COUNTS
from designs import DESIGNS, HTTP_DESIGNS


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands its counts to the process that prints the summary."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counts"] = dict(COUNTS)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    COUNTS.update(getattr(node, "workeroutput", {}).get("counts", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in sorted(COUNTS):
        terminalreporter.write_line(f"{line}: {COUNTS[line]}")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], studio.Made]:
    """The files of a design by its name, written once for all tests that only read them."""
    cache: dict[str, studio.Made] = {}
    base: Path = tmp_path_factory.mktemp("made")

    def get(name: str) -> studio.Made:
        if name not in cache:
            cache[name] = studio.generate(studio.design(name), base / re.sub(r"\W+", "-", name))
        return cache[name]

    return get


@pytest.fixture(params=DESIGNS)
def each(request: pytest.FixtureRequest, made: Callable[[str], studio.Made]) -> studio.Made:
    """Every design of `designs.py`, one after the other."""
    return made(request.param)


@pytest.fixture(params=HTTP_DESIGNS)
def each_http(request: pytest.FixtureRequest, made: Callable[[str], studio.Made]) -> studio.Made:
    """Every design of an HTTP API, one after the other."""
    return made(request.param)


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """The servers of the simulated account: they take seconds to start."""
    started = Cloud(tmp_path_factory.mktemp("cloud"))
    yield started
    started.stop()


@pytest.fixture
def cloud(account: Cloud) -> Cloud:
    """An empty account."""
    account.reset()
    return account
