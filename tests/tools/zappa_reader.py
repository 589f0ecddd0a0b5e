"""Reads settings files with the real Zappa, offline; run as a program: `zappa_reader.py FOLDER...`.

Without folders it takes their names from standard input, one a line, and answers each at once.
For each folder that holds a `zappa_settings.json` it prints one line of JSON: what every stage loads to,
the module that would go into the package, and the CloudFormation that `zappa template` writes.
"""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import os
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

# Every key that Zappa 0.63 reads, found in its source; it has no schema and ignores any other in silence.
KEYS = frozenset(
    """
additional_text_mimetypes alb_enabled alb_vpc_config api_key api_key_required apigateway_description
apigateway_enabled apigateway_lambda_qualifier apigateway_policy apigateway_version app_function app_type
architecture assume_policy async_resources async_response_table async_response_table_read_capacity
async_response_table_write_capacity async_source attach_policy authorizer aws_endpoint_urls
aws_environment_variables aws_kms_key_arn aws_region base_path binary_support bot_events cache_cluster_enabled
cache_cluster_encrypted cache_cluster_size cache_cluster_ttl callbacks certificate certificate_arn
certificate_chain certificate_key cloudwatch_data_trace cloudwatch_log_level cloudwatch_metrics_enabled cognito
context_header_mappings cors dead_letter_arn debug delete_local_zip delete_s3_zip delete_zip django_settings
domain efs_config endpoint_configuration environment_variables ephemeral_storage events exception_handler exclude
exclude_glob extends extra_permissions function_url_cloudfront_config function_url_config function_url_domains
function_url_enabled iam_authorization include keep_warm keep_warm_expression lambda_concurrency
lambda_description lambda_handler layers lets_encrypt_key log_level manage_roles memory_size
num_retained_versions payload_compression payload_minimum_compression_size prebuild_script profile_name
project_name provisioned_concurrency remote_env remote_env_bucket remote_env_file role_arn role_name
route53_enabled runtime s3_bucket settings_file slim_handler snap_start tags timeout_seconds touch touch_path
use_apigateway use_precompiled_packages vpc_config websocket_handler_module xray_tracing
""".split()
)


def read_stage(stage: str) -> dict[str, Any]:
    """One stage of the settings file in the current folder."""
    from zappa.cli import ZappaCLI

    zappa = ZappaCLI()
    zappa.api_stage = stage
    zappa.load_settings("zappa_settings.json")
    module = zappa.get_zappa_settings_string()
    compile(module, "zappa_settings.py", "exec")
    region = zappa.aws_region
    zappa.template(
        f"arn:aws:lambda:{region}:123456789012:function:f",
        "arn:aws:iam::123456789012:role/r",
        output="t.json",
    )
    return {
        "config": zappa.stage_config,
        "names": [zappa.project_name, zappa.lambda_name, zappa.s3_bucket_name, region],
        "module": module,
        "template": json.loads(Path("t.json").read_text()),
    }


def read(folder: str) -> dict[str, Any]:
    os.chdir(folder)
    stages = json.loads(Path("zappa_settings.json").read_text(encoding="ascii"))
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            return {"stages": {stage: read_stage(stage) for stage in stages}, "said": said.getvalue()}
    except BaseException:
        return {"error": traceback.format_exc(), "said": said.getvalue()}


class Reader:
    """This program as a process of its own, which reads one folder after the other."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-B", __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def read(self, folder: Path) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        print(folder, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def stop(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(timeout=20)


class Unreachable:
    """Stands in for a boto3 client: making the sixteen real ones takes longer than all the rest."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError(f"Zappa called {name}")


def offline() -> None:
    """Without credentials, and with every call to AWS an error."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "ZAPPA_"))]:
        del os.environ[name]
    os.environ.update(
        AWS_CONFIG_FILE="/dev/null", AWS_SHARED_CREDENTIALS_FILE="/dev/null", AWS_EC2_METADATA_DISABLED="true"
    )
    from zappa.core import Zappa

    Zappa.boto_client = lambda *_words, **_options: Unreachable()


def main(folders: list[str]) -> None:
    offline()
    import zappa.cli  # noqa: F401 - once, for all the forks

    # A process for each folder: Zappa keeps state in its modules and in the environment.
    if not folders:
        for line in sys.stdin:
            with multiprocessing.get_context("fork").Pool(1) as pool:
                print(json.dumps(pool.apply(read, [line.rstrip("\n")])), flush=True)
        return
    with multiprocessing.get_context("fork").Pool(maxtasksperchild=1) as pool:
        for folder, reading in zip(folders, pool.imap(read, folders, chunksize=1)):
            print(json.dumps({"folder": folder, **reading}))


if __name__ == "__main__":
    main(sys.argv[1:])
