"""Completion for shells, made from the parser so that the two cannot disagree."""

from __future__ import annotations

import argparse


def completion(shell: str, parser: argparse.ArgumentParser) -> str:
    """Return the script to be loaded by `bash`, `zsh` or `fish`."""
    commands = _commands(parser)
    if shell == "fish":
        return _fish(parser, commands)
    script = _bash(parser, commands)
    return f"autoload -U +X bashcompinit && bashcompinit\n{script}" if shell == "zsh" else script


def _bash(parser: argparse.ArgumentParser, commands: dict[str, argparse.ArgumentParser]) -> str:
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


def _fish(parser: argparse.ArgumentParser, commands: dict[str, argparse.ArgumentParser]) -> str:
    lines = [f"complete -c facilitator -l {option[2:]}" for option in _options(parser)]
    for name, command in commands.items():
        lines.append(f"complete -c facilitator -n __fish_use_subcommand -a {name}")
        seen = f"'__fish_seen_subcommand_from {name}'"
        lines += [f"complete -c facilitator -n {seen} -l {o[2:]}" for o in _options(command)]
    return "\n".join(lines) + "\n"


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return [o for a in parser._actions for o in a.option_strings if o.startswith("--")]
