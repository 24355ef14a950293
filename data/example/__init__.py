"""The worked example: a postmortem of a real, public incident, filled in to the last review."""

from __future__ import annotations

from importlib.resources import files

from facilitator.model.json_codec import read_json
from facilitator.model.postmortem import Postmortem


def worked_example() -> Postmortem:
    """Return the finished postmortem of Cloudflare's outage of 2 July 2019.

    Source: the company's public report of 12 July 2019. People are named by role; minutes marked
    approximate, ticket keys and meeting times are made up for the exercise.
    """
    file = files(__name__).joinpath("worked_example.json")
    return read_json(file.read_text(encoding="utf-8"))
