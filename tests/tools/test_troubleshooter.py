"""The commands of the troubleshooter do in a shell what they promise."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import socket
import subprocess
import threading
from pathlib import Path

import pytest
from studio import run

PRESETS = ["dash-rest", "dash-http", "dash-cognito", "fastapi-keys", "websocket-echo", "dash-private", "s3-sqs"]


def studio(*words: str) -> str:
    done = run(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def proofs(design: Path) -> list[str]:
    """Every command of every answer, as a person copies it: lines below a cause that are indented by five."""
    found = []
    for line in studio("trouble", str(design)).splitlines():
        symptom = line.split()[0]
        asked = studio("trouble", str(design), symptom)
        answers = [row.split()[0] for row in asked.splitlines() if row.startswith("  ") and row[2] != " "]
        told = [asked] if "\n1. " in f"\n{asked}" else [studio("trouble", str(design), symptom, key) for key in answers]
        for text in told:
            command: list[str] = []
            for row in [*text.splitlines(), "end"]:
                if row.startswith("     "):
                    command.append(row[5:])
                elif command:
                    found.append("\n".join(command))
                    command = []
    return found


def design_of(preset: str, folder: Path) -> Path:
    path = folder / f"{preset}.json"
    path.write_text(studio("new", "--preset", preset))
    return path


@pytest.mark.parametrize("preset", PRESETS)
def test_every_command_is_one_that_a_shell_reads(preset: str, tmp_path: Path) -> None:
    commands = proofs(design_of(preset, tmp_path))
    assert len(commands) > 15
    for command in commands:
        subprocess.run(["bash", "-n", "-c", command], check=True)


def signed(tmp_path: Path) -> str:
    path = design_of("minimal", tmp_path)
    text = path.read_text()
    assert '"authorization": "none"' in text
    path.write_text(text.replace('"authorization": "none"', '"authorization": "iam"', 1))
    return next(command for command in proofs(path) if "--aws-sigv4" in command)


@pytest.mark.parametrize("shell", ["bash", "dash", "zsh"])
@pytest.mark.parametrize("token", [None, "a b*c$(id)"])
def test_a_session_token_goes_with_a_signed_request(shell: str, token: str | None, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell}")
    show = "aws() { :; }; curl() { for word in \"$@\"; do printf '%s\\n' \"$word\"; done; }"
    environment = {"PATH": os.environ["PATH"], "AWS_ACCESS_KEY_ID": "KEY", "AWS_SECRET_ACCESS_KEY": "SECRET"}
    if token is not None:
        environment["AWS_SESSION_TOKEN"] = token
    command = [shell, "-u", "-c", f"{show}\n{signed(tmp_path)}"]
    words = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.splitlines()
    headers = [word for word in words if word.startswith("-H")]
    assert headers == ([] if token is None else [f"-Hx-amz-security-token: {token}"])
    assert "KEY:SECRET" in words
    assert "" not in words


def answer(server: socket.socket, asked: list[str]) -> None:
    """Takes one handshake of RFC 6455 and sends one message."""
    connection, _ = server.accept()
    with connection:
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(4096)
        asked.append(head.decode())
        rows = [row.split(": ", 1) for row in head.decode().split("\r\n")[1:] if ": " in row]
        headers = {name.lower(): value for name, value in rows}
        key = headers["sec-websocket-key"]
        assert len(base64.b64decode(key)) == 16
        assert headers["connection"] == "Upgrade" and headers["upgrade"] == "websocket"
        assert headers["sec-websocket-version"] == "13"
        digest = hashlib.sha1(f"{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11".encode()).digest()
        accept = base64.b64encode(digest).decode()
        lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"]
        connection.sendall("\r\n".join([*lines, f"Sec-WebSocket-Accept: {accept}", "", ""]).encode())
        connection.sendall(b"\x81\x05hello")


def test_curl_opens_a_websocket(tmp_path: Path) -> None:
    asking = [command for command in proofs(design_of("websocket-echo", tmp_path)) if command.startswith("curl ")]
    assert asking
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked: list[str] = []
        thread = threading.Thread(target=answer, args=(server, asked))
        thread.start()
        port = server.getsockname()[1]
        command, _, _ = asking[0].partition("https://")
        told = subprocess.run(
            ["bash", "-u", "-c", f"{command}http://127.0.0.1:{port}/prod"], capture_output=True, text=True, errors="replace"
        ).stdout
        thread.join()
    assert asked[0].startswith("GET /prod HTTP/1.1")
    assert "101 Switching Protocols" in told
    assert told.endswith("hello")
