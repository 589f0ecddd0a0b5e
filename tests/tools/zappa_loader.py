"""Loads settings of people with the real Zappa, offline; run as a program: `zappa_loader.py FOLDER/FILE...`.

For each file it prints one line of JSON: what every stage loads to, or why Zappa refuses the file or the stage.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any

from zappa_reader import offline


def load(file: str) -> dict[str, Any]:
    from zappa.cli import ZappaCLI

    folder, name = os.path.split(file)
    os.chdir(folder)
    # A region from outside: whoever leaves it open has one there.
    os.environ["AWS_DEFAULT_REGION"] = "eu-west-3"
    try:
        whole = ZappaCLI()
        whole.load_settings_file(name)
        stages = list(whole.zappa_settings)
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"stages": {stage: load_stage(stage, name) for stage in stages}}


def load_stage(stage: str, name: str) -> dict[str, Any]:
    from zappa.cli import ZappaCLI

    zappa = ZappaCLI()
    zappa.api_stage = stage
    zappa.load_credentials = False
    try:
        zappa.load_settings(name)
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"config": zappa.stage_config}


def main(files: list[str]) -> None:
    offline()
    import zappa.cli  # noqa: F401 - once, for all the forks

    with multiprocessing.get_context("fork").Pool(maxtasksperchild=1) as pool:
        for file, loaded in zip(files, pool.imap(load, files, chunksize=1)):
            print(json.dumps({"file": str(Path(file)), **loaded}))


if __name__ == "__main__":
    main(sys.argv[1:])
