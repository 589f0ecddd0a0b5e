"""moto's faults of stages and of what stands before them, see `moto_faults.py`."""

from __future__ import annotations

from typing import Any

from moto_mend import before, fault


@fault
def a_stage_has_a_canary() -> None:
    """AWS keeps what is patched below `/canarySettings`, copies a canary's deployment to its stage, and moves a
    stage to no other deployment while it has a canary; moto ignores the paths and knows no `copy`."""
    from moto.apigateway.exceptions import BadRequestException
    from moto.apigateway.models import Stage

    apply, to_json = Stage.apply_operations, Stage.to_json

    def changed(canary: dict[str, Any], key: str, operation: dict[str, Any]) -> None:
        if key.startswith("stageVariableOverrides/"):
            overrides, name = canary.setdefault("stageVariableOverrides", {}), key.split("/", 1)[1]
            if operation["op"] == "remove":
                del overrides[name]
            else:
                overrides[name] = operation["value"]
            return
        read = {"percentTraffic": float, "useStageCache": {"true": True, "false": False}.__getitem__, "deploymentId": str}
        canary[key] = read[key](operation["value"])

    def apply_operations(self: Any, operations: list[dict[str, Any]]) -> Any:
        others, canary = [], getattr(self, "canary", None)
        for operation in operations:
            path = operation["path"]
            if path == "/canarySettings":
                assert operation["op"] == "remove"
                canary = None
            elif path.startswith("/canarySettings/"):
                canary = canary or {}
                changed(canary, path.removeprefix("/canarySettings/"), operation)
            elif operation["op"] == "copy":
                assert (operation["from"], path) == ("/canarySettings/deploymentId", "/deploymentId")
                self.deployment_id = canary["deploymentId"]
            elif path == "/deploymentId" and canary:
                raise BadRequestException("Stage has a canary")
            else:
                others.append(operation)
        self.canary = canary
        return apply(self, others)

    def described(self: Any) -> dict[str, Any]:
        canary = getattr(self, "canary", None)
        return to_json(self) | ({"canarySettings": canary} if canary else {})

    Stage.apply_operations, Stage.to_json = apply_operations, described


@fault
def a_web_acl_before_a_stage_cannot_be_deleted() -> None:
    """AWS answers WAFAssociatedItemException, also some seconds after; moto deletes a web ACL that stages stand behind."""
    from moto.apigateway import apigateway_backends
    from moto.wafv2.exceptions import WAFv2ClientError
    from moto.wafv2.models import WAFV2Backend

    let_go: list[str] = []

    def note(self: Any, resource_arn: str) -> None:
        let_go.append(resource_arn)

    def check(self: Any, name: str, scope: str, _id: str, lock_token: str) -> None:
        if let_go:
            let_go.clear()
            raise WAFv2ClientError("WAFAssociatedItemException", "in use")
        for backend in apigateway_backends[self.account_id].values():
            for api in backend.apis.values():
                behind = [stage.web_acl_arn or "" for stage in api.stages.values()]
                if any(f"/webacl/{name}/" in arn for arn in behind):
                    raise WAFv2ClientError("WAFAssociatedItemException", "in use")

    before(WAFV2Backend, "disassociate_web_acl", note)
    before(WAFV2Backend, "delete_web_acl", check)
