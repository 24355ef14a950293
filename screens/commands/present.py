"""F5: the presentation of a postmortem, slide by slide, on a shared screen."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Footer, Static

from facilitator.analysis.phases import phases
from facilitator.findings.finding import Location
from facilitator.guide.stages import WORK_STAGES, guide_for
from facilitator.model.stage import Stage
from facilitator.session.session import Session
from facilitator.slides.deck import (
    first_index_of_stage,
    index_after_edit,
    index_in_adjacent_stage,
    slide_index_at,
    slides_for,
)
from screens.base.modal import Dialog
from screens.base.screen import ShowsPostmortem
from screens.base.text import plain
from screens.commands.slide_view import SlideView
from screens.services.context import AppContext, StageContext
from screens.stage.navigation import go_to
from screens.widgets.cause_picture import CauseView
from screens.widgets.form_field import Field
from screens.widgets.item_list import ListTable
from screens.widgets.phase_bar import PhaseBar, PhaseMark
from screens.widgets.table import RowTable


class PresentDialog(Dialog[Location | None], ShowsPostmortem):
    """Shows the slides of a postmortem. Dismissed with the place of one to edit, or with None.

    `on_stage` is called with the stage of each slide that is shown.
    """

    CSS_PATH = "present.tcss"
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (40, "-tall")]  # rows of the terminal; see present.tcss
    BINDINGS = [
        Binding("right,enter,down", "step(1)", "Next", key_display="→", id="present.next"),
        Binding("left,up", "step(-1)", "Back", key_display="←", id="present.back"),
        Binding("space,pagedown", "page(1)", "The rest of it, then the next", False,
                id="present.on"),
        Binding("backspace,pageup", "page(-1)", "The top of it, then back", False, id="present.up"),
        Binding("home", "stand(0)", "To the beginning", False, id="present.first"),
        Binding("end", "stand(-1)", "To the end", False, id="present.last"),
        *(
            Binding(str(n), f"jump('{stage.value}')", f"Go to {guide_for(stage).short}", False,
                    id=f"present.{n}")
            for n, stage in enumerate(WORK_STAGES, start=1)
        ),
        Binding("f8", "beside(-1)", "Previous stage", False, id="present.previous_stage"),
        Binding("f9", "beside(1)", "Next stage", False, id="present.next_stage"),
        Binding("e", "edit", "Edit it", id="present.edit"),
        Binding("f3", "app.park", "Park a thought", False, id="park"),
        Binding("f4", "app.timer", "Timer: start or pause", False, id="timer"),
        Binding("escape,f5,q", "leave", "Close", key_display="Esc", id="present.leave"),
    ]  # fmt: skip

    def __init__(
        self, session: Session, begin_at: Location, on_stage: Callable[[Stage], None]
    ) -> None:
        super().__init__()
        self._session = session
        self._on_stage = on_stage
        self._slides = slides_for(session.document)
        self._at = slide_index_at(self._slides, begin_at)
        self._heading = Static(id="present-heading")
        self._more = Static(plain("more below: space"), id="present-more")
        self._clock = Static(id="present-clock")
        self._count = Static(id="present-count")
        self._mark = PhaseMark(id="present-mark")
        self._phases = PhaseBar(id="present-phases")
        self._view = SlideView()

    def compose(self) -> ComposeResult:
        """Compose the heading, the phase bar and the slide."""
        with Vertical(id="present"):
            with Horizontal(id="present-head"):
                yield self._heading
                yield self._more
                yield self._clock
                yield self._count
            yield self._mark
            yield self._phases
            yield self._view
            yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the first slide, and watch its size for the "more below" hint."""
        self._show()
        for changes in ("virtual_size", "scroll_y"):
            self.watch(self._view, changes, self._update_more_hint, init=False)

    @on(events.Resize)
    def _update_more_hint(self) -> None:
        """Show or hide the "more below" hint after the layout."""
        self.call_after_refresh(self._show_more_hint)

    def _show_more_hint(self) -> None:
        self._more.display = self._view.has_more_below

    @property
    def count(self) -> int:
        """The number of slides."""
        return len(self._slides)

    def repaint(self) -> None:
        """Show the current document, staying at the slide."""
        slides = slides_for(self._session.document)
        self._at = index_after_edit(self._slides, self._at, slides)
        self._slides = slides
        self._show()

    def show_clock(self, words: str, style: str) -> None:
        """Show the stage timer in the heading."""
        self._clock.update(plain(words, style))
        self._clock.display = True

    def _show(self) -> None:
        slide, timeline = self._slides[self._at], self._session.document.timeline
        stage = guide_for(slide.stage)
        self._heading.update(
            plain(f"{stage.number} {stage.short}   ", "$quiet") + plain(slide.heading, "$accent")
        )
        self._count.update(plain(f"{self._at + 1} of {self.count}", "$quiet"))
        has_phases = slide.stage is Stage.TIMELINE and bool(phases(timeline))
        self._phases.display = self._mark.display = has_phases
        self._phases.show(timeline)
        self._mark.show(timeline, slide.event_time.at if slide.event_time else None)
        self._view.show(slide)
        self._on_stage(slide.stage)
        self._update_more_hint()

    def action_step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) slide; stop at the ends."""
        self.action_stand(min(max(self._at + by, 0), self.count - 1))

    def action_stand(self, number: int) -> None:
        """Go to a slide by its index from 0; -1 is the last one."""
        self._at = number % self.count
        self._show()

    def action_page(self, by: int) -> None:
        """Scroll a long slide by a page; at its end go to the next (1) or previous (-1) slide."""
        if not self._view.page(by):
            self.action_step(by)

    def action_jump(self, stage: str) -> None:
        """Go to the first slide of a stage, or say that it has none."""
        number = first_index_of_stage(self._slides, Stage(stage))
        if number is None:
            guide = guide_for(Stage(stage))
            self.notify(f"Stage {guide.number}, {guide.short}, has nothing to show yet.")
        else:
            self.action_stand(number)

    def action_beside(self, by: int) -> None:
        """Go to the first slide of the next (1) or previous (-1) stage that has slides."""
        number = index_in_adjacent_stage(self._slides, self._at, by)
        if number is not None:
            self.action_stand(number)

    def on_click(self, event: events.Click) -> None:
        """Go on at a click on the right half of the slide, back at one on the left half."""
        if self._view.scrollable_content_region.contains(event.screen_x, event.screen_y):
            self.action_page(1 if event.screen_x >= self.size.width // 2 else -1)

    def action_edit(self) -> None:
        """Close, and go to the place of the slide."""
        self.dismiss(self._slides[self._at].place)

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def present(app: AppContext) -> None:
    """Open the presentation at the slide of the place under the stage's cursor."""
    stage, timer = app.screen, app.timer
    if not isinstance(stage, StageContext) or timer is None:
        return

    def closed(to_edit: Location | None) -> None:
        timer.enter(stage.STAGE)
        if to_edit is not None:
            go_to(app, to_edit)

    stage.commit_typing()
    app.push_screen(PresentDialog(stage.session, place_under_cursor(stage), timer.enter), closed)


def place_under_cursor(stage: StageContext) -> Location:
    """Return the place of a stage's cursor: the focused field, or the selected item of a list."""
    focused = stage.focused
    for widget in (*([focused] if focused else []), *stage.focus_chain):
        if isinstance(widget, RowTable | CauseView):
            name = widget.spec.name if isinstance(widget, ListTable) else ""
            return Location(stage.STAGE, widget.selected or "", name)
        if field := next((a for a in widget.ancestors if isinstance(a, Field)), None):
            return Location(stage.STAGE, field=field.spec.name)
    return Location(stage.STAGE)
