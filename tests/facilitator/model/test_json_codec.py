"""A file that is not a postmortem of ours is refused in one clear sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.example import worked_example
from facilitator.model import json_codec as importer
from facilitator.model.errors import CannotRead
from facilitator.model.json_codec import as_json, read_json
from facilitator.model.migrations import SCHEMA_VERSION

EXAMPLE = as_json(worked_example())


def _why_refused(text: str) -> str:
    with pytest.raises(CannotRead) as refused:
        read_json(text)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    sentence.encode("utf-8")
    return sentence


def _changed(**envelope: Any) -> str:
    return json.dumps({**json.loads(EXAMPLE), **envelope})


def _with(path: str, value: object) -> str:
    """Return the example with one field of the document set to something else."""
    envelope = json.loads(EXAMPLE)
    *way, last = path.split(".")
    part: Any = envelope["postmortem"]
    for step in way:
        part = part[int(step)] if step.isdigit() else part[step]
    part[last] = value
    return json.dumps(envelope)


def test_the_worked_example_is_read() -> None:
    assert read_json(EXAMPLE) == worked_example()
    assert read_json("\ufeff" + EXAMPLE) == worked_example()


@pytest.mark.parametrize("text", ["", "13:42 rule goes out", '{"format": ', "{'a': 1}"])
def test_what_is_not_json_is_refused_with_the_place(text: str) -> None:
    assert _why_refused(text).startswith("This is not JSON: line 1, column ")


@pytest.mark.parametrize("text", ["[]", "null", '"text"', "7", "{}", '{"format": "slack"}'])
def test_json_of_somebody_else_is_refused(text: str) -> None:
    assert _why_refused(text) == "This JSON is not a postmortem written by facilitator."


def test_a_newer_schema_asks_for_an_update() -> None:
    newer = SCHEMA_VERSION + 1
    sentence = _why_refused(_changed(schema=newer))
    assert f"newer facilitator (schema {newer}, this one reads up to {SCHEMA_VERSION})" in sentence


@pytest.mark.parametrize("schema", [None, "1", 0, -1, True, 1.0])
def test_a_schema_that_is_no_version_is_refused(schema: object) -> None:
    assert "does not say which schema" in _why_refused(_changed(schema=schema))


def test_an_envelope_without_a_document_is_refused() -> None:
    text = '{"format": "facilitator-postmortem", "schema": 1}'
    assert "there is none in it" in _why_refused(text)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("scope.severity", "SEV9"),
        ("timeline.events.3.at", "yesterday"),
        ("actions.actions.0.due", "soon"),
        ("actions.actions.0.owner", "Ann and Bob"),
        ("impact.measures.1.value", 120),
        ("id", "../../etc"),
        ("nonsense", 1),
        ("causes.causes.0.parent", "zzzzzzzz"),
    ],
)
def test_an_invalid_document_names_the_field(path: str, value: object) -> None:
    sentence = _why_refused(_with(path, value))
    assert sentence.startswith("This postmortem cannot be used: ")
    rests_on_the_whole_item = path.endswith((".value", ".parent"))
    known = path.rsplit(".", 2 if "causes" in path else 1)[0] if rests_on_the_whole_item else path
    assert known.removesuffix(".causes") in sentence


def test_half_a_character_is_refused_not_kept() -> None:
    assert "scope.title" in _why_refused(_with("scope.title", "half \ud800"))


def test_a_field_name_full_of_control_sequences_is_quoted_safely() -> None:
    sentence = _why_refused(_with("\x1b[31mred\nname " + "x" * 500 + "\ud800", 1))
    assert "\x1b" not in sentence
    assert len(sentence) < 400


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9" * 5000])
def test_numbers_json_does_not_know_are_refused(number: str) -> None:
    text = EXAMPLE.replace(f'"schema": {SCHEMA_VERSION}', f'"schema": {number}', 1)
    assert _why_refused(text) == "This JSON holds a number that cannot be read."


def test_json_nested_without_end_is_refused() -> None:
    assert "nested too deeply" in _why_refused("[" * 200_000)


def test_a_text_over_the_limit_is_refused_before_it_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importer, "MAX_JSON_BYTES", 100)
    assert "larger than 50 MB" in _why_refused("é" * 51)
    assert "not JSON" in _why_refused("é" * 50)


@given(st.text())
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    assert _why_refused(text)


def test_an_older_schema_comes_up_to_todays() -> None:
    written = json.loads(EXAMPLE)
    del written["postmortem"]["scope"]["zone"]
    assert read_json(json.dumps({**written, "schema": 1})) == read_json(EXAMPLE)
