"""The faults of moto's VPC links of REST APIs, mended as in `moto_faults.py`, which loads this file."""

from __future__ import annotations

from typing import Any

from moto_mend import fault


@fault
def an_integration_keeps_its_vpc_link() -> None:
    """AWS stores `connectionId`; moto drops it."""
    from moto.apigateway.models import Integration
    from moto.apigateway.responses import APIGatewayResponse

    put, shown = APIGatewayResponse.put_integration, Integration.to_json

    def kept(self: Any) -> Any:
        answer = put(self)
        _, _, api, _, resource, _, verb, *_ = self.path.split("/")
        integration = self.backend.get_integration(api, resource, verb)
        integration.connection_id = self._get_param("connectionId")
        return answer

    def to_json(self: Any) -> dict[str, Any]:
        link = getattr(self, "connection_id", None)
        return shown(self) | ({"connectionId": link} if link else {})

    APIGatewayResponse.put_integration = kept
    Integration.to_json = to_json
