"""The parser of the command line, and the shell completion that is generated from it.

It imports argparse only, so that `--help` is instant.
"""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from facilitator.cli.output import EXIT_USAGE, print_message

# The values of `Severity` and `Kind` of the model, which would take 80 ms to import; a test
# compares them.
SEVERITIES = ("SEV1", "SEV2", "SEV3", "SEV4", "SEV5")
KINDS = ("incident", "near miss", "security incident")

_ID = "a postmortem's id, or any beginning of it that only one id has"
_ID_OR_DASH = f"{_ID}; - reads a postmortem's JSON from standard input"


class OneLineParser(argparse.ArgumentParser):
    """A parser that reports wrong arguments in one line instead of printing its whole usage."""

    def error(self, message: str) -> NoReturn:
        """Print the message and exit with EXIT_USAGE."""
        print_message(f"{message} (try: {self.prog} --help)")
        raise SystemExit(EXIT_USAGE)


class _Version(argparse.Action):
    """The action of `--version`; it imports the package metadata only if used."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("facilitator")
        except PackageNotFoundError:
            number = "(not installed)"
        sys.stdout.write(f"facilitator {number}\n")
        parser.exit()


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = OneLineParser(
        prog="facilitator",
        description="Lead a blameless postmortem, stage by stage, in the terminal.",
        epilog="Without a command, the library opens.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and leave")
    top.add_argument(
        "--library", metavar="DIR", help="keep postmortems there (else FACILITATOR_LIBRARY)"
    )
    top.add_argument(
        "--completion", choices=("bash", "zsh", "fish"), help="print completion for a shell"
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=OneLineParser)

    commands.add_parser("demo", help="walk around in a worked example that is thrown away")
    new = commands.add_parser("new", help="begin a postmortem and print its id")
    new.add_argument("--title", required=True, help="what users saw, in one line")
    new.add_argument("--severity", type=str.upper, choices=SEVERITIES)
    new.add_argument("--kind", choices=KINDS, default=KINDS[0])
    opened = commands.add_parser("open", help="open one postmortem")
    opened.add_argument("id", metavar="ID", help=_ID)
    listed = commands.add_parser("list", help="show what the library holds")
    listed.add_argument("--json", action="store_true", help="as JSON")
    listed.add_argument(
        "--due", action="store_true", help="only what is due: actions, reviews and meetings"
    )
    listed.add_argument(
        "--search", metavar="WORD", nargs="+", default=[],
        help="only what holds all these words: in the title, people, causes, timeline",
    )  # fmt: skip
    export = commands.add_parser("export", help="write a postmortem for a wiki or a ticket")
    export.add_argument("id", metavar="ID", help=_ID_OR_DASH)
    export.add_argument("--format", choices=("markdown", "json", "svg"), default="markdown")
    export.add_argument(
        "--picture", choices=("fishbone", "timeline"), help="which picture; with --format svg"
    )
    export.add_argument(
        "--mermaid", action="store_true", help="draw both as mermaid diagrams in the Markdown"
    )
    export.add_argument(
        "--audience", choices=("internal", "customer"), default="internal",
        help="for whom: colleagues, or customers, who read nothing that is ours alone",
    )  # fmt: skip
    export.add_argument(
        "--accept-leaks-by", metavar="NAME",
        help="let what still gives something away leave, in this name; it is recorded",
    )  # fmt: skip
    export.add_argument("--output", metavar="FILE", help="write there instead of printing")
    export.add_argument("--copy", action="store_true", help="to the clipboard instead of printing")
    imported = commands.add_parser("import", help="make a postmortem from a file, print its id")
    imported.add_argument("file", metavar="FILE", help="a file; - reads standard input")
    imported.add_argument("--format", choices=("auto", "lines", "json"), default="auto")
    imported.add_argument("--into", metavar="ID", help="add the events to this postmortem instead")
    check = commands.add_parser("check", help="say what is still open; exit 1 while something is")
    check.add_argument("id", metavar="ID", help=_ID_OR_DASH)
    check.add_argument("--json", action="store_true", help="as JSON")
    backup = commands.add_parser("backup", help="keep a copy of the whole library in one file")
    backup.add_argument("file", metavar="FILE.zip", help="the file to write, outside the library")
    backup.add_argument("--force", action="store_true", help="overwrite a file that is there")
    restore = commands.add_parser("restore", help="bring a backup back; overwrites nothing")
    restore.add_argument("file", metavar="FILE.zip", help="a backup")
    restore.add_argument(
        "--newer-wins",
        action="store_true",
        help="take the backup's where its revision is newer; the other goes to the history",
    )
    restore.add_argument("--dry-run", action="store_true", help="only say what would be done")
    doctor = commands.add_parser("doctor", help="look at library, clipboard and terminal")
    doctor.add_argument("--repair", action="store_true", help="mend what can be mended")
    return top


def completion_script(shell: str, parser: argparse.ArgumentParser) -> str:
    """Return the completion script for `shell`: bash, zsh or fish."""
    commands = _commands(parser)
    if shell == "fish":
        return _fish_script(parser, commands)
    script = _bash_script(parser, commands)
    return f"autoload -U +X bashcompinit && bashcompinit\n{script}" if shell == "zsh" else script


def _bash_script(
    parser: argparse.ArgumentParser, commands: dict[str, argparse.ArgumentParser]
) -> str:
    cases = "".join(
        f'    {name}) words="{" ".join(_options(command))}" ;;\n'
        for name, command in commands.items()
    )
    first = " ".join((*commands, *_options(parser)))
    return (
        "_facilitator() {\n"
        '  local words word="${COMP_WORDS[COMP_CWORD]}"\n'
        '  case "${COMP_WORDS[1]}" in\n'
        f'{cases}    *) words="{first}" ;;\n'
        "  esac\n"
        '  COMPREPLY=( $(compgen -W "$words" -- "$word") )\n'
        "}\n"
        "complete -o default -F _facilitator facilitator\n"
    )


def _fish_script(
    parser: argparse.ArgumentParser, commands: dict[str, argparse.ArgumentParser]
) -> str:
    lines = [f"complete -c facilitator -l {option[2:]}" for option in _options(parser)]
    for name, command in commands.items():
        lines.append(f"complete -c facilitator -n __fish_use_subcommand -a {name}")
        condition = f"'__fish_seen_subcommand_from {name}'"
        lines += [f"complete -c facilitator -n {condition} -l {o[2:]}" for o in _options(command)]
    return "\n".join(lines) + "\n"


# argparse has no public way to list commands and options.
def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return [o for a in parser._actions for o in a.option_strings if o.startswith("--")]
