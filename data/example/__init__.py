"""The worked example: a real public incident, told from first page to last review."""

from __future__ import annotations

from importlib.resources import files

from facilitator.model.json_codec import read_json
from facilitator.model.postmortem import Postmortem


def worked_example() -> Postmortem:
    """Return Cloudflare's outage of 2 July 2019 as a finished postmortem.

    The facts are those of the company's public report of 12 July 2019. People are roles; minutes
    marked approximate, ticket keys and meeting times are placed for the exercise.
    """
    kept = files(__name__).joinpath("worked_example.json")
    return read_json(kept.read_text(encoding="utf-8"))
