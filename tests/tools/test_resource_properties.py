"""The table of properties is that of the tools."""

from __future__ import annotations

from pathlib import Path

import resource_properties

TABLE = Path(__file__).parents[2] / "src/aws/properties.txt"


def test_the_table_of_properties_is_that_of_cfn_lint_and_sam() -> None:
    assert TABLE.read_text().splitlines() == resource_properties.table().splitlines(), (
        "print it again: python tests/tools/resource_properties.py > src/aws/properties.txt"
    )
