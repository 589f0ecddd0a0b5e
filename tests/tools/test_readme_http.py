"""The README's commands for HTTP APIs by the real AWS CLI, which checks each parameter, against a server that notes the calls.

moto imports no HTTP APIs, so here only what is asked is looked at.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

import cloudformation as cfn
from designs import ACCOUNT, REGIONAL_CERTIFICATE
from studio import Made

IDENTITY = f"""<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Account>{ACCOUNT}</Account><Arn>arn:aws:iam::{ACCOUNT}:user/x</Arn><UserId>x</UserId></GetCallerIdentityResult>
</GetCallerIdentityResponse>"""


class Server:
    """Answers every call with an API `a1b2c3d4e5` and keeps what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, Any]] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                path = unquote(urlsplit(self.path).path)
                if "Action=GetCallerIdentity" in body:
                    kind, text = "text/xml", IDENTITY
                else:
                    asked.append((self.command, path, json.loads(body) if body else None))
                    names = ["dash-lambda-default", "dash-lambda-dev", "dash-lambda-prod"]
                    apis = [{"apiId": f"of-{name}", "name": name} for name in names]
                    kind, text = "application/json", json.dumps({"apiId": "a1b2c3d4e5", "items": apis})
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text.encode())

            do_GET = do_POST = do_PUT = do_PATCH = answer

            def log_message(self, *words: Any) -> None:
                del words

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def run(self, commands: str, folder: Path) -> list[tuple[str, str, Any]]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.server.server_address[1]}",
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x",
            # Only beside an endpoint of one's own does the CLI ask for it.
            "AWS_DEFAULT_REGION": "us-east-1",
            "CERTIFICATE_ARN": REGIONAL_CERTIFICATE,
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands], cwd=folder, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return self.asked


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.server.shutdown()


def commands(made: Made, heading: str, number: int) -> str:
    section = made.text("README.md").split(f"### {heading}")[1].split("\n### ")[0]
    return re.findall(r"```sh\n(.*?)```", section, re.S)[number]


@pytest.mark.parametrize("name", ["HTTP closed endpoint", "HTTP authorizers"])
def test_the_import_makes_api_permission_and_stages(server: Server, made: Callable[[str], Made], name: str) -> None:
    files = made(name)
    calls = server.run(commands(files, "D. OpenAPI", 0), files.folder)
    (verb, path, body), *rest = calls
    assert (verb, path) == ("PUT", "/v2/apis")
    text = files.text("openapi/openapi.yaml").replace(":ACCOUNT_ID:", f":{ACCOUNT}:")
    assert cfn.read(body["body"]) == cfn.read(text)
    if files.design["api"]["http"]["ip_address_type"] == "dualstack":
        assert rest.pop(0) == ("PATCH", "/v2/apis/a1b2c3d4e5", {"ipAddressType": "dualstack"})
    permitted = [call for call in rest if "/policy" in call[1]]
    assert len(permitted) == len(files.design["functions"])
    asking = [kind["function"] for one in files.design["access"]["authorizers"] for kind in one["kind"].values() if "function" in kind]
    for _, path, permission in permitted:
        # A route's calls come as `API/STAGE/ROUTE`, an authorizer's as `API/authorizers/ID`.
        name = path.split("/")[3].rsplit(":", 1)[-1]
        calls = "authorizers/*" if name in asking else "*/*"
        assert permission["SourceArn"] == f"arn:aws:execute-api:ap-northeast-1:{ACCOUNT}:a1b2c3d4e5/{calls}"
    stages = [call for call in rest if call[1].endswith("/stages")]
    wanted = [{"autoDeploy": True, "stageName": stage["name"]} for stage in files.design["stages"]]
    assert [body for _, _, body in stages] == wanted and len(rest) == len(permitted) + len(stages)


@pytest.mark.parametrize("name", ["HTTP closed endpoint", "HTTP named stages"])
def test_beside_zappa_the_domain_leads_to_each_stages_api(server: Server, made: Callable[[str], Made], name: str) -> None:
    files = made(name)
    text = commands(files, "A. Zappa", 1)
    # Listing certificates speaks another protocol, and is only shown.
    calls = server.run("\n".join(line for line in text.splitlines() if " acm " not in line), files.folder)
    (_, path, body), *rest = calls
    domain = files.design["domain"]
    settings = {"certificateArn": REGIONAL_CERTIFICATE, "endpointType": "REGIONAL", "securityPolicy": "TLS_1_2"}
    dual = {"ipAddressType": "dualstack"} if domain["ip_address_type"] == "dualstack" else {}
    owner = (domain["mutual_tls"] or {}).get("ownership_certificate_arn")
    owned = {"ownershipVerificationCertificateArn": owner} if owner else {}
    assert (path, body["domainNameConfigurations"]) == ("/v2/domainnames", [settings | dual | owned])
    assert ("mutualTlsAuthentication" in body) == bool(domain["mutual_tls"])
    made_of = [body for verb, path, body in rest if path.endswith("/apimappings") and verb == "POST"]
    assert made_of == [
        {"apiId": f"of-dash-lambda-{mapping['stage'].removeprefix('$')}", "stage": mapping["stage"]}
        | ({"apiMappingKey": mapping["base_path"]} if mapping["base_path"] else {})
        for mapping in domain["mappings"]
    ]


def test_sams_api_gets_ipv6_by_its_logical_id(made: Callable[[str], Made]) -> None:
    files = made("HTTP closed endpoint")
    (api,) = cfn.of_type(cfn.read(files.text("sam/template.yaml")), "AWS::Serverless::HttpApi")
    assert f"--logical-resource-id {api} " in commands(files, "B. AWS SAM", 1)
    assert "--ip-address-type" not in made("HTTP preset").text("README.md")
