"""What is typed into the fields of a stage, on its way into the document.

Adding, editing and deleting an item of a list, one sheet for all lists.
Going to a finding, taking one of its rewrites, and letting it stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.suppressions import dismissed, rewritten
from facilitator.model.base import Item, item_of, with_item, without_item
from facilitator.model.postmortem import Postmortem
from screens.dialogs.form import Sheet
from screens.services.findings import look_again
from screens.stage.navigation import go_to
from screens.widgets.form_field import DocumentForm
from screens.widgets.form_spec import ListSpec

if TYPE_CHECKING:
    from screens.stage.screen import StageScreen


class FieldEditing:
    """Makes edits of what people put in the forms of a stage, and answers the fields."""

    def __init__(self, stage: StageScreen) -> None:
        self._stage = stage

    def take(self, edited: DocumentForm.Edited) -> None:
        """Take what was typed into a field; edits of one field in a row are one step to undo."""
        stage, spec = self._stage, edited.bound.spec
        problem = stage.edit(
            lambda document: edited.bound.write(document, edited.text),
            f"Edit {spec.label.lower()}",
            joining=f"{stage.STAGE.value}.{spec.name}",
            since=edited.since(stage.document),
        )
        if problem:
            edited.field.complain(problem)
            return
        edited.field.accept(edited.text)
        if not edited.field.has_focus_within:
            stage.session.end_run()

    def take_half_typed(self) -> None:
        """Take what stands half typed in the fields."""
        for form in self._stage.query(DocumentForm):
            for edited in form.half_typed():
                self.take(edited)


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


class FindingEditing:
    """What a person does about the findings, from one stage."""

    def __init__(self, stage: StageScreen) -> None:
        self._stage = stage
        self._last: tuple[Finding, Postmortem, Postmortem] | None = None
        """The finding answered last, the document before, and the one with the rewrite in."""

    def do(self, what: Literal["go", "take", "let stand"], finding: Finding, rewrite: int) -> None:
        """Do one of the three about a finding; `rewrite` is which one to take, from 0."""
        match what:
            case "go":
                self._stage.remove_class("-guide-open")
                go_to(self._stage.facilitator, finding.place)
            case "take":
                self._take(finding, rewrite)
            case "let stand":
                self._let_stand(finding)

    def _take(self, finding: Finding, rewrite: int) -> None:
        """Put a rewrite in. Another one of the same finding takes the place of the first.

        It is made from the document without the first, and both are one step to undo.
        """
        stage = self._stage
        if not finding.rewrites:
            stage.say("There is no other wording to offer here: Enter goes to the place.")
            return
        before = stage.document
        if self._last is not None and self._last[0] == finding and self._last[2] is before:
            before = self._last[1]
        else:
            stage.session.end_run()
        problem = stage.edit(
            lambda _: rewritten(before, finding, finding.rewrites[rewrite]),
            "Take another wording",
            joining="finding",
        )
        if problem:
            stage.say(problem, warn=True)
            return
        self._last = (finding, before, stage.session.document)
        again = "; t again takes the other" if len(finding.rewrites) > 1 else ""
        stage.say(f"The wording is in{again}; u takes it back.")
        stage.guiding.took_rewrite(finding, rewrite)

    def _let_stand(self, finding: Finding) -> None:
        if finding.kind is FindingKind.DISCLOSURE:
            self._stage.say("It leaves in somebody's name: ctrl+o asks whose, as it is copied.")
            return
        if self._stage.edit_or_say(lambda d: dismissed(d, finding), "Let a finding stand"):
            self._stage.say("It stands as it is; u brings the finding back.")
            look_again(self._stage.facilitator)
