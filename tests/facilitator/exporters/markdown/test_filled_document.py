"""A hostile text in every field at once: what leaves keeps its shape, and every letter."""

from __future__ import annotations

import pytest
from markdown_it.token import Token

from facilitator.exporters.markdown.document import internal_markdown
from tests.facilitator.exporters.markdown.rendered import inlines, squeezed
from tests.facilitator.exporters.markdown.test_document import structure_is_ours
from tests.support.documents import HOSTILE
from tests.support.filled import filled, text_fields, texts_in
from tests.support.hostile import HOSTILES, LONG

EVERY_TEXT = tuple(dict.fromkeys([*(text.typed for text in HOSTILES), *HOSTILE]))

STAYS = {
    "Scope.zone",
    "Postmortem.private_notes",
    "Actions.none_reason",
    *(field for field in text_fields() if field.startswith("Dismissal.")),
}
"""The fields that do not leave; the reason does where there are no actions."""


def _marked(text: str, field: str, n: int) -> str:
    """Return a text that is known by its first letters; a long one stands in first items only."""
    mark = f"q{text_fields().index(field):02}{chr(ord('a') + n % 26)}"
    return f"{mark} {'short' if n and text == LONG else text}"


def _read(token: Token) -> str:
    return "\n" if token.type in ("hardbreak", "softbreak", "html_inline") else token.content


def _is_in(kept: str, read: str) -> bool:
    return all(line in read for line in squeezed(kept).split("\n"))


@pytest.mark.parametrize("text", EVERY_TEXT, ids=lambda text: ascii(text)[1:21])
def test_a_text_in_every_field_leaves_letter_for_letter_and_changes_nothing(text: str) -> None:
    document = filled(lambda field, n: _marked(text, field, n))
    written = internal_markdown(document)
    structure_is_ours(written)
    read = squeezed("".join(map(_read, inlines(written))))
    left = {field for field, kept in texts_in(document) if _is_in(kept, read)}
    assert set(text_fields()) - left == STAYS
    assert not [
        kept for _, kept in texts_in(document) if kept[:5] in read and not _is_in(kept, read)
    ]
