"""What is typed into the fields of a stage, on its way into the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.widgets.form_field import DocumentForm

if TYPE_CHECKING:
    from screens.stage import StageScreen


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
