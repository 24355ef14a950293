"""Adding, editing and deleting an item of a list, one sheet for all lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from facilitator.model.base import Item, item_of, with_item, without_item
from screens.dialogs.form import Sheet
from screens.widgets.form_spec import ListSpec

if TYPE_CHECKING:
    from screens.stage import StageScreen


class ItemEditing:
    """What a person does to an item of a list, on a stage."""

    def __init__(self, stage: StageScreen, spec: ListSpec) -> None:
        self._stage = stage
        self._spec = spec

    def do(self, what: str, item_id: str | None) -> None:
        """Add an item, or edit or delete the one of this id."""
        if what == "add":
            self._open(None)
            return
        if item_id is None:
            return
        if what == "edit":
            self._open(item_of(self._spec.items(self._stage.document), item_id))
        else:
            spec = self._spec
            self._stage.edit_or_say(
                lambda document: spec.write(document, without_item(spec.items(document), item_id)),
                f"Delete {spec.noun}",
            )

    def _open(self, item: Item | None) -> None:
        spec, stage = self._spec, self._stage
        texts = spec.texts(item) if item is not None else {}
        new = None

        def build(texts: Mapping[str, str]) -> Item:
            nonlocal new
            new = spec.build(texts, item, datetime.now(UTC))
            return new

        def take(texts: Mapping[str, str] | None) -> None:
            if texts is None or new is None:
                return
            made = new
            verb = "Edit" if item else "Add"
            stage.edit_or_say(
                lambda document: spec.write(document, with_item(spec.items(document), made)),
                f"{verb} {spec.noun}",
            )

        title = f"{'Edit' if item else 'Add'} {spec.noun}"
        key = f"{stage.document.id}/{spec.name}/{item.id if item else 'new'}"
        drafts = stage.facilitator.drafts
        stage.app.push_screen(Sheet(title, spec.fields, texts, build, drafts, key), take)
