"""JSON keeps everything and says what it is."""

from __future__ import annotations

import json

from hypothesis import given

from data.example import worked_example
from facilitator.model.json_codec import as_json, read_json
from facilitator.model.migrations import SCHEMA_VERSION
from facilitator.model.postmortem import Postmortem
from tests.support.documents import documents


@given(documents())
def test_a_document_comes_back_equal(document: Postmortem) -> None:
    assert read_json(as_json(document)) == document


def test_the_envelope_says_format_and_schema() -> None:
    written = json.loads(as_json(worked_example()))
    assert written["format"] == "facilitator-postmortem"
    assert written["schema"] == SCHEMA_VERSION
    assert written["postmortem"]["timeline"]["events"][0]["at"] == "2019-07-02T13:31Z"


def test_letters_of_any_script_stay_readable() -> None:
    document = worked_example().changing(private_notes="漢字 שלום 👩‍🚒")
    assert "漢字 שלום 👩‍🚒" in as_json(document)
