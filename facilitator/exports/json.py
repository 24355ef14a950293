"""A postmortem as versioned JSON: everything the document holds, private notes as well."""

from __future__ import annotations

import json

from facilitator.model.postmortem import SCHEMA_VERSION, Postmortem

FORMAT = "facilitator-postmortem"
"""What a file of ours says it is."""


def as_json(postmortem: Postmortem) -> str:
    """Return the document as JSON, without loss: reading it back gives an equal value."""
    envelope = {
        "format": FORMAT,
        "schema": SCHEMA_VERSION,
        "postmortem": postmortem.model_dump(mode="json"),
    }
    return json.dumps(envelope, indent=2, ensure_ascii=False) + "\n"
