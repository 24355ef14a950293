"""The application: the library, the open postmortem, and what works on every screen.

Opening a postmortem: a damaged one is recovered first, and what became of it is said.
Which screen shows which stage; each is imported when it is first opened.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen

from data.fs.locations import asked_prompts_folder, drafts_folder, index_file
from data.index.index import Index
from data.local.asked_prompts import Asked
from data.local.drafts import Drafts
from facilitator.session.session import Session
from facilitator.session.store import Damaged
from screens.base.app import TooSmallScreen
from screens.base.screen import ShowsPostmortem
from screens.base.themes import DARK, LIGHT
from screens.library.screen import LibraryScreen
from screens.services.command_palette import BindingCommands, CommandPaletteDialog
from screens.services.context import AppContext
from screens.services.lens import Lens
from screens.services.settings import TeamSettings
from screens.stage.screen import StageScreen

if TYPE_CHECKING:
    from data.library.library import TinyLibrary
    from facilitator.session.store import Store
    from screens.services.findings import FindingsWorker
    from screens.services.sync import Autosave, FileWatcher
    from screens.services.timer import StageTimer

DRAFT_SECONDS = 0.4
"""So long, at most, what is typed into a line or a sheet may not be on the disk."""


class FacilitatorApp(AppContext):
    """Opens a library, and one postmortem of it at a time."""

    TITLE = "facilitator"
    # Textual reads no styles for the screen it begins with: those of the library stand here.
    CSS_PATH = ["app.tcss", "library/library.tcss"]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {BindingCommands}
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "keys", "Keys", id="help", priority=True),
        Binding("ctrl+q", "quit", "Leave", show=False, id="quit", priority=True),
    ]

    def __init__(
        self,
        store: Store,
        folder: Path,
        open_id: str | None = None,
        index: Index | None = None,
        drafts: Drafts | None = None,
        asked: Asked | None = None,
    ) -> None:
        super().__init__()
        self.store = store
        self.folder = folder
        self.drafts = drafts if drafts is not None else Drafts()
        self.asked = asked or Asked()
        self._open_id = open_id
        self._index = index
        self._session: Session | None = None
        self._services: tuple[Autosave | FileWatcher | FindingsWorker | StageTimer, ...] = ()
        """What runs beside the open postmortem."""
        self.findings: FindingsWorker | None = None
        self.timer: StageTimer | None = None
        self._stages: dict[str, StageScreen] = {}
        self.discard_warning = ""
        self.settings = TeamSettings(self)
        self.lens = Lens(self, lambda: self._session, self.settings)
        self.register_theme(DARK)
        self.register_theme(LIGHT)

    @property
    def session(self) -> Session:
        """The open postmortem. Only stages ask for it, and they live while one is open."""
        assert self._session is not None  # noqa: S101
        return self._session

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own variables a value in every theme, not only in ours."""
        return {"quiet": DARK.variables["quiet"], "focus-ground": DARK.variables["focus-ground"]}

    def get_default_screen(self) -> Screen[None]:
        """Begin in the library."""
        index = self._index or Index(self.store, self.folder, index_file(self.folder))
        return LibraryScreen(self.store, index)

    def get_key_display(self, binding: Binding) -> str:
        """Write keys as they stand on a keyboard: F1, ^o, Esc."""
        shown = super().get_key_display(binding)
        return shown.upper() if shown[:1] == "f" and shown[1:].isdigit() else shown

    def on_mount(self) -> None:
        """Take the theme, and go straight into a postmortem where one was asked for."""
        self.theme = DARK.name
        self.set_interval(DRAFT_SECONDS, self._keep_drafts)
        if self._open_id is not None:
            self.open_postmortem(self._open_id)

    def open_postmortem(self, postmortem_id: str, stage: str = "") -> None:
        """Open a postmortem where its next open stage is; nothing happens while one is open.

        Two clicks that come in one go ask twice.
        """
        if self._session is not None:
            return
        from facilitator.guide.conditions.assessment import assess
        from facilitator.guide.navigation import first_open_stage
        from facilitator.model.stage import Stage
        from facilitator.session.store import StoreError
        from screens.services.findings import FindingsWorker
        from screens.services.sync import Autosave, FileWatcher
        from screens.services.timer import StageTimer

        try:
            session = load_session(self.store, postmortem_id)
        except StoreError as error:
            self.notify(str(error), severity="error", timeout=10)
            return
        self._session = session
        if not stage:
            stage = first_open_stage(assess(session.document, self.settings.rules)).value
        self.findings = FindingsWorker(self, session, self.settings)
        self.timer = StageTimer(self, session, Stage(stage), lambda: self.stages)
        saving = Autosave(self, session, self.repaint_screens)
        watcher = FileWatcher(self, session, self.store)
        self._services = (saving, watcher, self.findings, self.timer)
        self.push_screen(self._stage_screen(stage))

    @property
    def stages(self) -> tuple[StageScreen, ...]:
        """The stages opened so far, in sight or not."""
        return tuple(self._stages.values())

    def _stage_screen(self, stage: str) -> StageScreen:
        """Return the screen of a stage, made and imported when it is first opened."""

        if stage not in self._stages:
            screen = make_stage(stage, self.session)
            self.install_screen(screen, f"stage-{stage}")
            self._stages[stage] = screen
        return self._stages[stage]

    def action_go(self, stage: str) -> None:
        """Go to a stage of the open postmortem."""
        if self._session is not None and self.timer is not None:
            self.session.end_coalescing()
            screen = self._stage_screen(stage)
            self.switch_screen(screen)
            self.timer.enter(screen.STAGE)

    def action_close_postmortem(self) -> None:
        """Go back to the library; everything is saved first."""
        session = self._session
        if session is None:
            return
        self.commit_typing()
        session.save()
        if not session.is_saved and not session.read_only:
            self.notify(session.state.reason, severity="error", timeout=10)
            return
        for running in self._services:
            running.stop()
        self._session = self.findings = self.timer = None
        self.pop_screen()
        for name, screen in list(self._stages.items()):
            self.uninstall_screen(screen)
            screen.remove()
            del self._stages[name]

    def repaint_screens(self) -> None:
        """Show the session in every screen that shows it."""
        for screen in self.screen_stack:
            if (
                isinstance(screen, ShowsPostmortem)
                and screen.is_running
                and self._session is not None
            ):
                screen.repaint()

    def action_keys(self) -> None:
        """Show every key of the screen."""
        from screens.dialogs.help import HelpDialog, key_lines

        if not isinstance(self.screen, (HelpDialog, TooSmallScreen)):
            self.push_screen(HelpDialog(key_lines(self.screen)))

    def action_command_palette(self) -> None:
        """Open the palette, where there is room for one and none is open."""
        if not any(
            isinstance(each, (TooSmallScreen, CommandPaletteDialog)) for each in self.screen_stack
        ):
            self.push_screen(CommandPaletteDialog())

    def action_output(self) -> None:
        """Open what leaves: the open postmortem as Markdown."""
        from screens.commands.export import open_export

        if self._session is not None:
            open_export(self, self._session)

    def action_park(self) -> None:
        """Park a thought, from wherever it came up."""
        from screens.commands.parking_lot import park

        if self._session is not None:
            park(self)

    def action_present(self) -> None:
        """Show the open postmortem to the people in the room."""
        from screens.commands.present import present

        if self._session is not None:
            present(self)

    def action_timer(self) -> None:
        """Start the timer for the stage in sight, pause it, or let it go on."""
        if self.timer is not None:
            self.timer.toggle()

    def action_clashes(self) -> None:
        """Show what was changed in two windows; where nothing was, hide what the banner says."""
        from screens.commands.other_windows import show_conflicts

        if self._session is not None:
            show_conflicts(self, self._session)

    def action_history(self) -> None:
        """Show the earlier saves of the open postmortem."""
        from screens.commands.other_windows import show_history

        if self._session is not None:
            show_history(self, self._session, self.store)

    def action_save_elsewhere(self) -> None:
        """Write the open postmortem to another place, and go on."""
        from screens.commands.quit import save_copy

        if self._session is not None:
            save_copy(self, self._session)

    def action_other_theme(self) -> None:
        """Change between the dark and the light theme."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    async def action_quit(self) -> None:
        """Leave, after the keys that were pressed before this one."""
        from screens.commands.quit import leave

        (self.focused or self.screen).call_later(lambda: leave(self, self._session))

    def _keep_drafts(self) -> None:
        if not self.drafts.are_kept:
            self.run_worker(self.drafts.save, thread=True, exit_on_error=False, group="drafts")

    def commit_typing(self) -> None:
        """Take what stands half typed in the stages, and the minutes of the timer, to be saved."""
        if self.timer is not None:
            self.timer.update()
        for screen in self.screen_stack:
            if isinstance(screen, StageScreen):
                screen.commit_typing()


def run(library: TinyLibrary, open_id: str | None = None, demo: bool = False) -> int:
    """Open the library, a postmortem of it, or (`demo`) the worked example put into it.

    Returns the exit status. Raises StoreError where the example cannot be put into the library.
    """
    if demo:
        from data.example import worked_example

        example = worked_example()
        library.save(example)
        open_id = example.id
    index = Index(library, library.folder, None if demo else index_file(library.folder))
    drafts = Drafts(None if demo else drafts_folder(library.folder))
    asked = Asked(None if demo else asked_prompts_folder(library.folder))
    app = FacilitatorApp(library, library.folder, open_id, index, drafts, asked)
    app.run()
    drafts.close()
    return app.return_code or 0


def load_session(store: Store, postmortem_id: str) -> Session:
    """Open a postmortem. Raises StoreError where neither it nor an earlier save can be read."""
    recovered = ""
    try:
        kept = store.load(postmortem_id)
    except Damaged:
        recovered = store.recover(postmortem_id)
        kept = store.load(postmortem_id)
    session = Session(kept, store, lambda: datetime.now(UTC))
    session.notice = recovered
    return session


_SCREENS = {
    "scope": ("screens.scope.screen", "ScopeScreen"),
    "timeline": ("screens.timeline.screen", "TimelineScreen"),
    "causes": ("screens.causes.screen", "CausesScreen"),
    "lessons": ("screens.lessons.screen", "LessonsScreen"),
    "actions": ("screens.actions.screen", "ActionsScreen"),
    "followup": ("screens.followup.screen", "FollowupScreen"),
    "review": ("screens.review.screen", "ReviewScreen"),
}


def make_stage(stage: str, session: Session) -> StageScreen:
    """Return a new screen for a stage of this postmortem, by the stage's name."""
    module, name = _SCREENS[stage]
    screen = cast(StageScreen, getattr(import_module(module), name)())
    screen.session = session
    return screen
