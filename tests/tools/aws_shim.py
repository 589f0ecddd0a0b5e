"""The real AWS CLI without its start-up time; run as a program: `aws_shim.py SOCKET`.

A server loads `awscli` once and forks for each call, with the caller's arguments, environment, folder and
file descriptors: the same code, output and exit status in a tenth of the time. `CLIENT` is the `aws` to put
on PATH. These variables of the caller's environment steer a call:

SHIM_LOG      file that gets one line of JSON with the arguments of each call
SHIM_FAIL     `before:N` or `after:N`: the Nth call that changes something fails, without or with its effect
SHIM_COUNT    file that counts the calls that change something
SHIM_LINT     check parameters offline and send nothing

A connection to anything but the endpoint is an error, and is named in the log.
"""

from __future__ import annotations

import array
import ast
import gc
import json
import os
import re
import select
import signal
import socket
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

READING = re.compile(r"(get|list|describe|wait|head|batch-get|filter|test)(-|$)")
SERVICES = ["acm", "apigateway", "apigatewayv2", "cloudwatch", "iam", "lambda", "logs", "route53", "sns", "sts", "wafv2"]

# Only built-in modules, for the sake of its start-up time.
CLIENT = """#!{python} -ISB
import _socket, os, sys
link = _socket.socket(_socket.AF_UNIX)
link.connect({socket!r})
descriptors = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
link.sendmsg([b"x"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, descriptors)])
link.sendall(ascii((sys.argv[1:], dict(os.environ), os.getcwd())).encode())
link.shutdown(_socket.SHUT_WR)
status = link.recv(16)
os._exit(int(status) if status else 255)
"""


def changes(words: list[str]) -> bool:
    """Whether a command line changes something."""
    return len(words) > 1 and not READING.match(words[1])


def main(path: str) -> None:
    driver = load()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    # A collection would touch, and so copy, every page that the children share.
    gc.disable()
    print("ready", flush=True)
    # Nobody waits for the children.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # Lives as long as the tests hold the other end of standard input.
    while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
        link, _ = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listener.close()
            serve(driver, link)
        link.close()


def load() -> Any:
    """The CLI's driver with the services' models read, but nothing decided by this process's environment."""
    os.environ.update(AWS_CONFIG_FILE="/dev/null", AWS_SHARED_CREDENTIALS_FILE="/dev/null")
    import awscli.clidriver
    import botocore.session

    driver = awscli.clidriver.create_clidriver()
    loader = driver.session.get_component("data_loader")
    warm = botocore.session.Session()
    warm.register_component("data_loader", loader)
    for service in SERVICES:
        warm.create_client(
            service,
            region_name="us-east-1",
            aws_access_key_id="x",
            aws_secret_access_key="x",
            endpoint_url="http://127.0.0.1:1",
        )
        loader.load_service_model(service, "paginators-1")
    commands = driver._get_command_table()
    for service in SERVICES:
        commands[service]._get_command_table()
    return driver


def serve(driver: Any, link: socket.socket) -> None:
    status = 255
    try:
        descriptors = array.array("i")
        _, ancillary, _, _ = link.recvmsg(1, socket.CMSG_SPACE(3 * descriptors.itemsize))
        descriptors.frombytes(ancillary[0][2])
        received = b"".join(iter(lambda: link.recv(65536), b""))
        words, environment, folder = ast.literal_eval(received.decode())
        for number, descriptor in enumerate(descriptors):
            os.dup2(descriptor, number)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        # Usage messages name the program.
        sys.argv = ["aws", *words]
        status = call(driver, words)
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 1
    except BaseException as error:
        os.write(2, f"aws_shim: {error!r}\n".encode())
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                pass
        link.sendall(str(status).encode())
        os._exit(0)


def call(driver: Any, words: list[str]) -> int:
    note({"words": words})
    stay_at_home()
    if os.environ.get("SHIM_LINT"):
        driver.session.register("before-call", stop)
    when = fails(words)
    if when == "before":
        sys.stderr.write("aws_shim: stopped before the call\n")
        return 255
    status = driver.main(words)
    if when == "after":
        sys.stderr.write("aws_shim: the answer was lost\n")
        return 255
    return status or 0


def stop(**_: Any) -> None:
    """Ends a call whose parameters the service's model accepted, before anything is sent.

    `--generate-cli-skeleton output` would do, but for some operations its own made-up answer is refused.
    """
    raise SystemExit(0)


def fails(words: list[str]) -> str | None:
    """How this call has to fail, if it has to."""
    if not changes(words) or "SHIM_COUNT" not in os.environ:
        return None
    with open(os.environ["SHIM_COUNT"], "a+b") as counter:
        counter.write(b"x")
        counter.flush()
        number = counter.tell()
    when, _, wanted = os.environ.get("SHIM_FAIL", ":").partition(":")
    return when if wanted and int(wanted) == number else None


def note(entry: dict[str, Any]) -> None:
    if log := os.environ.get("SHIM_LOG"):
        with open(log, "a") as file:
            file.write(json.dumps(entry) + "\n")


def stay_at_home() -> None:
    """Lets this process connect to the endpoint only."""
    allowed = urlsplit(os.environ.get("AWS_ENDPOINT_URL", "")).port
    connect = socket.socket.connect

    def checked(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[:2] != ("127.0.0.1", allowed):
            note({"outbound": list(address)})
            raise OSError(f"a connection to {address} is not allowed")
        connect(self, address)

    def resolve(host: Any, port: Any, *rest: Any, **more: Any) -> Any:
        if host != "127.0.0.1":
            note({"outbound": [str(host), port]})
            raise OSError(f"looking up {host} is not allowed")
        return look_up(host, port, *rest, **more)

    look_up = socket.getaddrinfo
    socket.socket.connect = checked
    socket.getaddrinfo = resolve


def write_client(folder: Path, path: Path) -> None:
    """Writes the `aws` that passes its calls on to the server."""
    client = folder / "aws"
    client.write_text(CLIENT.format(python=sys.executable, socket=str(path)))
    client.chmod(0o755)


if __name__ == "__main__":
    main(sys.argv[1])
