"""Whatever a document holds comes back from its file as it was."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from data.library.history import read_snapshot
from data.library.record import load_record
from facilitator.model.postmortem import Postmortem
from tests.data.durability.scenarios import quick
from tests.data.durability.watched import Quick
from tests.support.edits import begun, edited

_AWKWARD = '\x00\x1b\u202e\u2028\ufeff\ud800"\\/{}[]<>&|`*_\r\n\t🙂é'
HOSTILE = st.text(max_size=40) | st.text(st.sampled_from(_AWKWARD), max_size=40)


@given(seed=st.integers(0, 2**32), words=HOSTILE, count=st.integers(0, 25))
def test_a_document_comes_back_from_its_file_as_it_was(seed: int, words: str, count: int) -> None:
    document: Postmortem = edited(begun(), Random(seed), words, count)
    with tempfile.TemporaryDirectory() as folder:
        library = quick(Path(folder))
        version = library.save(document).version
        kept = quick(Path(folder)).load(document.id)
        assert (kept.document, kept.version) == (document, version)
        record = read_snapshot(Path(folder), document.id, "1", Quick())
        assert load_record(record, Path(folder), document.id, {}).document == document
