"""A stand-in for Lambda's Python runtime; run as a program: `lambda_runtime.py MODULE.FUNCTION`.

Reads one event a line from standard input and prints one answer a line, all in one process as Lambda does.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
from types import SimpleNamespace


def main(name: str) -> None:
    sys.path.insert(0, os.getcwd())
    out = sys.stdout
    context = SimpleNamespace(
        aws_request_id="0",
        function_name="f",
        invoked_function_arn="arn:aws:lambda:us-east-1:123456789012:function:f",
    )
    # What the app prints must not mix with the answers.
    with contextlib.redirect_stdout(sys.stderr):
        module, function = name.rsplit(".", 1)
        handler = getattr(importlib.import_module(module), function)
        for line in sys.stdin:
            print(json.dumps(handler(json.loads(line), context)), file=out, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
