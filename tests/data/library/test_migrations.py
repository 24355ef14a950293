"""Documents of other versions: older ones come up, newer ones are read and left as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.fs.files import FILES
from data.library.library import TinyLibrary
from data.library.record import Record, decode_record, encode_record
from facilitator.model.migrations import MIGRATIONS, SCHEMA_VERSION, JsonObject, upgraded
from facilitator.session.store import FromNewerVersion, StoreError
from tests.support.libraries import ID, MINUTE, old_document, postmortem, title_into_the_scope


def newer_document() -> JsonObject:
    """Return a document of a made-up next version, which knows more than this program."""
    document: JsonObject = postmortem("from the next version").model_dump(mode="json")
    scope, timeline = document["scope"], document["timeline"]
    assert isinstance(scope, dict)
    assert isinstance(timeline, dict)
    scope["weather"] = "rain"
    timeline["events"][0]["seen_by"] = ["ana"]
    return {**document, "mood": {"room": "tired"}}


def library_with(folder: Path, document: JsonObject, schema: int) -> TinyLibrary:
    record = Record(document, schema, 7, "ana", MINUTE)
    (folder / f"{ID}.json").write_bytes(encode_record(record))
    return TinyLibrary(
        folder, now=lambda: MINUTE, migrations={**MIGRATIONS, 0: title_into_the_scope}
    )


def test_an_older_document_opens_as_one_of_today(tmp_path: Path) -> None:
    library = library_with(tmp_path, old_document(), 0)
    before = (tmp_path / f"{ID}.json").read_bytes()
    kept = library.load(ID)
    assert kept.document.scope.title == "from version 0"
    assert kept.read_only == ""
    assert (tmp_path / f"{ID}.json").read_bytes() == before


def test_the_first_save_of_an_upgraded_document_keeps_the_old_one(tmp_path: Path) -> None:
    library = library_with(tmp_path, old_document(), 0)
    before = (tmp_path / f"{ID}.json").read_bytes()
    kept = library.load(ID)
    saved = library.save(kept.document.changing(private_notes="more"), kept.version)
    record = decode_record((tmp_path / f"{ID}.json").read_bytes())
    assert (record.schema, record.revision) == (SCHEMA_VERSION, 8)
    assert saved.version == record.version
    assert library.load_snapshot(ID, "7").document == kept.document  # it is upgraded when read
    import zlib

    held = zlib.decompress((tmp_path / "history" / ID / "7.json.z").read_bytes())
    assert held == before


def test_an_old_document_without_a_way_up_is_named_and_left_alone(tmp_path: Path) -> None:
    library_with(tmp_path, old_document(), 0)
    library = TinyLibrary(tmp_path)
    before = (tmp_path / f"{ID}.json").read_bytes()
    with pytest.raises(StoreError, match="schema 0, which this facilitator cannot read"):
        library.load(ID)
    assert (tmp_path / f"{ID}.json").read_bytes() == before


def test_migrations_are_chained_and_leave_what_they_are_given_alone() -> None:
    given: JsonObject = {"at": 0}
    last = SCHEMA_VERSION - 1
    steps = {last: lambda d: {**d, "at": 1}, last - 1: lambda d: {**d, "was": d["at"], "at": 0}}
    assert upgraded(given, last - 1, steps) == {"at": 1, "was": 0}
    assert given == {"at": 0}


def test_a_newer_document_opens_for_reading_without_what_is_not_known(tmp_path: Path) -> None:
    kept = library_with(tmp_path, newer_document(), SCHEMA_VERSION + 1).load(ID)
    assert kept.document == postmortem("from the next version").changing(
        timeline=kept.document.timeline, impact=kept.document.impact
    )
    assert kept.document.timeline.events[0].text == "canary at 5%"
    assert "newer facilitator" in kept.read_only
    assert "3 fields this one does not know" in kept.read_only


def test_a_newer_document_is_never_saved_over(tmp_path: Path) -> None:
    library = library_with(tmp_path, newer_document(), SCHEMA_VERSION + 1)
    before = (tmp_path / f"{ID}.json").read_bytes()
    kept = library.load(ID)
    with pytest.raises(FromNewerVersion, match="update this one"):
        library.save(kept.document.changing(private_notes="more"), kept.version)
    assert (tmp_path / f"{ID}.json").read_bytes() == before


def test_a_newer_document_of_another_shape_says_so(tmp_path: Path) -> None:
    library = library_with(
        tmp_path, {**newer_document(), "scope": "a sentence now"}, SCHEMA_VERSION + 1
    )
    with pytest.raises(FromNewerVersion, match="update this one to open it"):
        library.load(ID)
    assert FILES.read(tmp_path / f"{ID}.json")


def test_a_document_of_version_1_opens_with_times_typed_in_utc(tmp_path: Path) -> None:
    document: JsonObject = postmortem("from version 1").model_dump(mode="json")
    scope = document["scope"]
    assert isinstance(scope, dict)
    del scope["zone"]
    kept = library_with(tmp_path, document, 1).load(ID)
    assert (kept.document.scope.title, kept.document.scope.zone) == ("from version 1", "")


def test_a_document_of_version_3_opens_as_the_first_draft_with_nothing_told_or_let_pass(
    tmp_path: Path,
) -> None:
    document: JsonObject = postmortem("from version 3").model_dump(mode="json")
    followup, timeline = document["followup"], document["timeline"]
    assert isinstance(followup, dict)
    assert isinstance(timeline, dict)
    scope = document["scope"]
    assert isinstance(scope, dict)
    del scope["date_order"]
    for name in ("revision", "published_at", "dismissals"):
        del document[name]
    del followup["accepted_leaks"]
    for event in timeline["events"]:
        del event["for_customers"]
    kept = library_with(tmp_path, document, 3).load(ID).document
    assert (kept.revision, kept.published_at, kept.dismissals) == (1, None, ())
    assert kept.followup.accepted_leaks == ()
    assert kept.scope.date_order is None
    assert {event.for_customers for event in kept.timeline.events} == {False}
