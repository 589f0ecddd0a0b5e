"""Files of other people, which lie beside the project and never in it."""

from __future__ import annotations

import os
from pathlib import Path

from studio import ROOT


def corpus(kind: str) -> list[Path]:
    """The files of a kind; without them nothing was tested."""
    folder = Path(os.environ.get("GATEWAY_STUDIO_CORPUS") or ROOT.parent / "shared/corpus") / kind
    files = sorted(file for file in folder.iterdir() if file.suffix != ".md" and not file.name.startswith("_"))
    assert files, f"{folder} is empty"
    return files
