"""How moto's faults are mended: each is a function that changes moto, listed here."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

FAULTS: list[Callable[[], None]] = []


def fault(mend: Callable[[], None]) -> Callable[[], None]:
    FAULTS.append(mend)
    return mend


def before(owner: type, name: str, check: Callable[..., None]) -> None:
    """Runs a check with the arguments of a method before the method."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def checked(self: Any, *words: Any, **named: Any) -> Any:
        check(self, *words, **named)
        return original(self, *words, **named)

    setattr(owner, name, checked)
