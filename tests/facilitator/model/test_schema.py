"""The shape of a document is a promise to every file ever written."""

from __future__ import annotations

import json
from pathlib import Path

from facilitator.model.migrations import SCHEMA_VERSION
from facilitator.model.postmortem import Postmortem

GOLDEN = Path(__file__).with_name(f"schema_v{SCHEMA_VERSION}.json")


def test_the_schema_changes_only_together_with_its_version() -> None:
    """A new shape needs a new SCHEMA_VERSION, a migration, and a golden file of its own."""
    promised = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert Postmortem.model_json_schema() == promised
