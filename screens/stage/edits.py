"""Edits that every stage makes: of form fields, of list items, and in response to a finding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.suppressions import with_rewrite, with_suppression
from facilitator.model.base import Item, item_of, with_item, without_item
from facilitator.model.postmortem import Postmortem
from screens.dialogs.form import FormDialog
from screens.services.context import StageContext
from screens.widgets.form_field import DocumentForm
from screens.widgets.form_spec import ListSpec


def commit_field(stage: StageContext, edited: DocumentForm.Edited) -> None:
    """Put a field's text into the document, or show in the field why it was refused.

    Edits of one field in a row are one step to undo.
    """
    spec = edited.bound.spec
    problem = stage.edit(
        lambda document: edited.bound.write(document, edited.text),
        f"Edit {spec.label.lower()}",
        coalesce_key=f"{stage.STAGE.value}.{spec.name}",
        since=edited.since(stage.document),
    )
    if problem:
        edited.field.show_problem(problem)
        return
    edited.field.accept(edited.text)
    if not edited.field.has_focus_within:
        stage.session.end_coalescing()


def commit_half_typed_fields(stage: StageContext) -> None:
    """Put the text of fields that were not left yet into the document."""
    for form in stage.query(DocumentForm):
        for edited in form.uncommitted_edits():
            commit_field(stage, edited)


def edit_item(stage: StageContext, spec: ListSpec, command: str, item_id: str | None) -> None:
    """Carry out "add", "edit" or "delete" on a list; the latter two need the item's id."""
    if command == "add":
        _open_item(stage, spec, None)
    elif item_id is None:
        return
    elif command == "edit":
        _open_item(stage, spec, item_of(spec.items(stage.document), item_id))
    else:
        stage.edit_or_notify(
            lambda document: spec.write(document, without_item(spec.items(document), item_id)),
            f"Delete {spec.noun}",
        )


def _open_item(stage: StageContext, spec: ListSpec, item: Item | None) -> None:
    """Open the form of an item, or of a new one."""
    texts = spec.texts(item) if item is not None else {}
    built: Item | None = None

    def build(texts: Mapping[str, str]) -> Item:
        nonlocal built
        built = spec.build(texts, item, datetime.now(UTC))
        return built

    def closed(texts: Mapping[str, str] | None) -> None:
        if texts is None or built is None:
            return
        new = built
        stage.edit_or_notify(
            lambda document: spec.write(document, with_item(spec.items(document), new)),
            f"{verb} {spec.noun}",
        )

    verb = "Edit" if item else "Add"
    key = f"{stage.document.id}/{spec.name}/{item.id if item else 'new'}"
    drafts = stage.facilitator.drafts
    form = FormDialog(f"{verb} {spec.noun}", spec.fields, texts, build, drafts, key)
    stage.app.push_screen(form, closed)


class AppliedRewrite(NamedTuple):
    """The rewrite applied last; another one of the same finding replaces it."""

    finding: Finding
    before: Postmortem
    """The document without the rewrite."""
    after: Postmortem


def apply_rewrite(
    stage: StageContext, finding: Finding, rewrite: int, last: AppliedRewrite | None
) -> AppliedRewrite | None:
    """Apply one of a finding's rewrites, counted from 0. Returns None where that was refused.

    Where `last` is another rewrite of the same finding and nothing was edited since, the new one
    takes its place, and both are one step to undo.
    """
    if not finding.rewrites:
        stage.notify("There is no other wording to offer here: Enter goes to the place.")
        return None
    before = stage.document
    if last is not None and last.finding == finding and last.after is before:
        before = last.before
    else:
        stage.session.end_coalescing()
    problem = stage.edit(
        lambda _: with_rewrite(before, finding, finding.rewrites[rewrite]),
        "Take another wording",
        coalesce_key="finding",
    )
    if problem:
        stage.notify(problem, severity="warning")
        return None
    again = "; t again takes the other" if len(finding.rewrites) > 1 else ""
    stage.notify(f"The wording is in{again}; u takes it back.")
    return AppliedRewrite(finding, before, stage.session.document)


def suppress_finding(stage: StageContext, finding: Finding) -> None:
    """Suppress a finding until its text changes. A leak needs an acknowledgement instead."""
    if finding.kind is FindingKind.DISCLOSURE:
        stage.notify("It leaves in somebody's name: ctrl+o asks whose, as it is copied.")
        return
    if stage.edit_or_notify(lambda d: with_suppression(d, finding), "Let a finding stand"):
        stage.notify("It stands as it is; u brings the finding back.")
        stage.facilitator.refresh_findings()
