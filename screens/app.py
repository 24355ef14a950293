"""The application: shows the library, and one open postmortem at a time.

Stages and commands are imported when they are first used: together they take longer to import than
the library takes to show.
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
from data.index.index import LibraryIndex
from data.local.asked_prompts import AskedPrompts
from data.local.drafts import Drafts
from screens.base.app import TooSmallScreen
from screens.base.screen import ShowsPostmortem
from screens.base.themes import DARK, LIGHT
from screens.library.screen import LibraryScreen
from screens.services.command_palette import BindingCommands, CommandPaletteDialog
from screens.services.context import AppContext, StageContext
from screens.services.lens import Lens
from screens.services.settings import TeamSettings

if TYPE_CHECKING:
    from data.library.library import TinyLibrary
    from facilitator.session.session import Session
    from facilitator.session.store import Store
    from screens.services.findings import FindingsWorker
    from screens.services.sync import Autosave, FileWatcher
    from screens.services.timer import StageTimer
    from screens.stage.screen import StageScreen

DRAFT_SECONDS = 0.4
"""Time between two saves of drafts: the most typing that a crash can lose."""


class FacilitatorApp(AppContext):
    """Opens a library, and one postmortem of it at a time.

    `folder` is the library's folder and `open_id` a postmortem to open at once. `index` replaces
    the index on disk; `drafts` and `asked` replace those that are kept in memory only.
    """

    TITLE = "facilitator"
    # Textual 8.2 reads no style sheet for the default screen: the library's is listed here.
    CSS_PATH = ["app.tcss", "library/library.tcss"]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {BindingCommands}
    ENABLE_COMMAND_PALETTE = True
    # Priority: in a modal dialog Textual looks for no other bindings of the application.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "keys", "Keys", id="help", priority=True),
        Binding("ctrl+q", "quit", "Leave", show=False, id="quit", priority=True),
    ]

    def __init__(
        self,
        store: Store,
        folder: Path,
        open_id: str | None = None,
        index: LibraryIndex | None = None,
        drafts: Drafts | None = None,
        asked: AskedPrompts | None = None,
    ) -> None:
        super().__init__()
        self.store = store
        self.folder = folder
        self.drafts = drafts if drafts is not None else Drafts()
        self.asked = asked or AskedPrompts()
        self._open_id = open_id
        self._index = index
        self._session: Session | None = None
        self._services: tuple[Autosave | FileWatcher | FindingsWorker | StageTimer, ...] = ()
        """Services of the open postmortem, to be stopped when it is closed."""
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
        """The session of the open postmortem; only to be used while one is open."""
        # Stages use it, and they exist only while a postmortem is open.
        assert self._session is not None  # noqa: S101
        return self._session

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return defaults of our theme variables, for the themes that do not define them."""
        return {"quiet": DARK.variables["quiet"], "focus-ground": DARK.variables["focus-ground"]}

    def get_default_screen(self) -> Screen[None]:
        """Return the library, the screen below all others."""
        index = self._index or LibraryIndex(self.store, self.folder, index_file(self.folder))
        return LibraryScreen(self.store, index)

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as the footer and the help show it: F1, ^o, Esc."""
        shown = super().get_key_display(binding)
        return shown.upper() if shown[:1] == "f" and shown[1:].isdigit() else shown

    def on_mount(self) -> None:
        """Set the theme, start saving drafts, and open the postmortem given at the start."""
        self.theme = DARK.name
        self.set_interval(DRAFT_SECONDS, self._save_drafts)
        if self._open_id is not None:
            self.open_postmortem(self._open_id)

    def open_postmortem(self, postmortem_id: str, stage: str = "") -> None:
        """Open a postmortem at a stage, by default at its next open one.

        A damaged file is first replaced by its last readable version, and the session's notice says
        so. Where none can be read, an error is shown and the library stays.
        """
        if self._session is not None:
            return  # of two clicks in one burst the second comes here
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
        """The stages opened so far, in front or not."""
        return tuple(self._stages.values())

    def _stage_screen(self, stage: str) -> StageScreen:
        """Return the screen of a stage, created when it is first opened."""
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
        """Save, and go back to the library. Where it cannot be saved the postmortem stays open."""
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
        """Repaint every screen that shows the open postmortem."""
        for screen in self.screen_stack:
            if (
                isinstance(screen, ShowsPostmortem)
                and screen.is_running
                and self._session is not None
            ):
                screen.repaint()

    def action_keys(self) -> None:
        """Show the keys of the screen in front."""
        from screens.dialogs.help import HelpDialog, key_lines

        if not isinstance(self.screen, (HelpDialog, TooSmallScreen)):
            self.push_screen(HelpDialog(key_lines(self.screen)))

    def action_command_palette(self) -> None:
        """Open the command palette, unless one is open or the terminal is too small."""
        if not any(
            isinstance(each, (TooSmallScreen, CommandPaletteDialog)) for each in self.screen_stack
        ):
            self.push_screen(CommandPaletteDialog())

    def action_output(self) -> None:
        """Open the export of the open postmortem."""
        from screens.commands.export import open_export

        if self._session is not None:
            open_export(self, self._session)

    def action_park(self) -> None:
        """Ask for a thought to park."""
        from screens.commands.parking_lot import park

        if self._session is not None:
            park(self)

    def action_present(self) -> None:
        """Open the presentation of the open postmortem."""
        from screens.commands.present import present

        if self._session is not None:
            present(self)

    def action_timer(self) -> None:
        """Start, pause or resume the timer for the current stage."""
        if self.timer is not None:
            self.timer.toggle()

    def action_clashes(self) -> None:
        """Show the conflicts with other windows; where there are none, hide the notice."""
        from screens.commands.other_windows import show_conflicts

        if self._session is not None:
            show_conflicts(self, self._session)

    def action_history(self) -> None:
        """Show the version history of the open postmortem."""
        from screens.commands.other_windows import show_history

        if self._session is not None:
            show_history(self, self._session, self.store)

    def action_save_elsewhere(self) -> None:
        """Write a copy of the open postmortem to another place."""
        from screens.commands.quit import save_copy

        if self._session is not None:
            save_copy(self, self._session)

    def action_other_theme(self) -> None:
        """Switch between the dark and the light theme."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    async def action_quit(self) -> None:
        """Quit, after the keys pressed before this one."""
        from screens.commands.quit import quit_app

        # A priority binding overtakes keys that wait in the queue of the focused widget.
        (self.focused or self.screen).call_later(lambda: quit_app(self, self._session))

    def _save_drafts(self) -> None:
        if not self.drafts.are_saved:
            self.run_worker(self.drafts.save, thread=True, exit_on_error=False, group="drafts")

    def commit_typing(self) -> None:
        """Put half-typed fields and the minutes of the timer into the document."""
        if self.timer is not None:
            self.timer.update()
        for screen in self.screen_stack:
            if isinstance(screen, StageContext):
                screen.commit_typing()


def run(library: TinyLibrary, open_id: str | None = None, demo: bool = False) -> int:
    """Run the application over a library, and return its exit code.

    `open_id` is a postmortem to open at once. With `demo` the worked example is saved into the
    library and opened, and nothing is kept outside it: no index, no drafts. Raises StoreError where
    the example cannot be saved.
    """
    if demo:
        from data.example import worked_example

        example = worked_example()
        library.save(example)
        open_id = example.id
    index = LibraryIndex(library, library.folder, None if demo else index_file(library.folder))
    drafts = Drafts(None if demo else drafts_folder(library.folder))
    asked = AskedPrompts(None if demo else asked_prompts_folder(library.folder))
    app = FacilitatorApp(library, library.folder, open_id, index, drafts, asked)
    app.run()
    drafts.close()
    return app.return_code or 0


def load_session(store: Store, postmortem_id: str) -> Session:
    """Load a postmortem into a session, recovering it first where its file is damaged.

    The session's notice reports a recovery. Raises StoreError where neither the file nor an earlier
    version of it can be read.
    """
    from facilitator.session.session import Session
    from facilitator.session.store import Damaged

    notice = ""
    try:
        saved = store.load(postmortem_id)
    except Damaged:
        notice = store.recover(postmortem_id)
        saved = store.load(postmortem_id)
    session = Session(saved, store, lambda: datetime.now(UTC))
    session.notice = notice
    return session


_STAGE_SCREENS = {
    "scope": ("screens.scope.screen", "ScopeScreen"),
    "timeline": ("screens.timeline.screen", "TimelineScreen"),
    "causes": ("screens.causes.screen", "CausesScreen"),
    "lessons": ("screens.lessons.screen", "LessonsScreen"),
    "actions": ("screens.actions.screen", "ActionsScreen"),
    "followup": ("screens.followup.screen", "FollowupScreen"),
    "review": ("screens.review.screen", "ReviewScreen"),
}


def make_stage(stage: str, session: Session) -> StageScreen:
    """Return a new screen of a stage, given by its value such as `scope`, for a session."""
    module, name = _STAGE_SCREENS[stage]
    screen = cast("StageScreen", getattr(import_module(module), name)())
    screen.session = session
    return screen
