"""The documents under docs/ agree with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from data.example import worked_example
from data.library.library import TinyLibrary
from docs.file_format import PAGE, field_sentences, page_with_fields


def test_the_fields_in_the_file_format_are_those_of_the_models() -> None:
    """If this fails: `.venv/bin/python docs/file_format.py` writes them anew."""
    page = PAGE.read_text(encoding="utf-8")
    assert page == page_with_fields(page)


def test_a_field_without_a_sentence_is_refused() -> None:
    class Undescribed(BaseModel):
        name: str
        described: str
        """It has one."""

    with pytest.raises(ValueError, match=r"Undescribed: \['name'\]"):
        field_sentences(Undescribed)


def test_the_python_in_the_file_format_reads_a_file_of_the_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    example = worked_example()
    TinyLibrary(tmp_path).save(example)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    code = "\n".join(blocks).replace("2026-11-20-k7m3px.json", str(tmp_path / f"{example.id}.json"))
    exec(compile(code, PAGE.name, "exec"), {})  # noqa: S102 (the examples of the page)
    assert capsys.readouterr().out == f"1 {example.scope.title}\n"


_ROOT = PAGE.parents[1]
_IN_THE_LIBRARY = frozenset({"history/", "trash/", "quarantine/", ".locks/"})


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/file-format.md"]
)
def test_every_file_and_folder_a_document_names_exists(document: str) -> None:
    named = re.findall(r"`([\w.-]+/[\w./-]*)`", (_ROOT / document).read_text(encoding="utf-8"))
    missing = [
        path
        for path in named
        if path not in _IN_THE_LIBRARY
        and not any((_ROOT / folder / path).exists() for folder in ("", "screens", "facilitator"))
    ]
    assert missing == []
