"""The architecture: layers without circles, folders of a size to look through, one name a thing.

The layers themselves are contracts of import-linter in `pyproject.toml`.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PACKAGES = ("facilitator", "screens", "data")
MOST_MODULES_IN_A_FOLDER = 16
MOST_LINES_IN_A_MODULE = 500


@cache
def import_graph() -> grimp.ImportGraph:
    """Return all imports of production code: those in functions and for types count as well."""
    return grimp.build_graph(*PACKAGES, include_external_packages=True, cache_dir=None)


def modules() -> Iterator[Path]:
    """Yield every production module, without the `__init__.py` of packages."""
    for package in PACKAGES:
        yield from (p for p in sorted((ROOT / package).rglob("*.py")) if p.stem != "__init__")


def find_circle(graph: grimp.ImportGraph) -> list[str]:
    """Return modules that import each other in a circle; empty where none do."""
    own = {name for name in graph.modules if name.split(".")[0] in PACKAGES}
    imports = {name: graph.find_modules_directly_imported_by(name) & own for name in own}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert find_circle(import_graph()) == []


def test_one_more_import_that_makes_a_circle_is_found() -> None:
    graph = deepcopy(import_graph())
    base, postmortem = "facilitator.model.base", "facilitator.model.postmortem"
    assert graph.chain_exists(importer=postmortem, imported=base)
    graph.add_import(importer=base, imported=postmortem)
    assert {base, postmortem} <= set(find_circle(graph))


def test_no_folder_has_more_modules_than_one_can_look_through() -> None:
    counts: defaultdict[str, int] = defaultdict(int)
    for path in modules():
        counts[str(path.parent.relative_to(ROOT))] += 1
    assert {each: n for each, n in counts.items() if n > MOST_MODULES_IN_A_FOLDER} == {}


def test_no_module_is_too_long_to_be_about_one_thing() -> None:
    lengths = {str(p.relative_to(ROOT)): len(p.read_text().splitlines()) for p in modules()}
    assert {each: n for each, n in lengths.items() if n > MOST_LINES_IN_A_MODULE} == {}


def test_modules_stand_in_the_folder_of_their_subject() -> None:
    at_the_top = {str(p.relative_to(ROOT)) for p in modules() if p.parent.parent == ROOT}
    assert at_the_top == {"screens/app.py"}


# Dependencies

NOT_IMPORTED = {
    "markdown": "the export to HTML will be made with it",
    "pyperclip": "imported by a process of its own, whose program `data.local.clipboard` holds",
}
PART_OF_ANOTHER = {"pydantic_core": "pydantic"}
"""Packages that belong to a declared one, which requires an exact version of them."""


def declared_packages() -> set[str]:
    """Return the packages that `pyproject.toml` declares for every platform."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    # With a marker: tzdata, which zoneinfo reads on Windows and nobody imports.
    unconditional = [each for each in project["dependencies"] if ";" not in each]
    return {re.split(r"[^\w.-]", each)[0].lower() for each in unconditional}


def imported_packages() -> set[str]:
    """Return the top-level packages from elsewhere that production code imports."""
    top_level = {name.split(".")[0] for name in import_graph().modules}
    others = top_level - set(PACKAGES) - set(sys.stdlib_module_names)
    return {PART_OF_ANOTHER.get(name, name) for name in others}


def test_every_declared_dependency_is_imported_and_every_import_is_declared() -> None:
    assert declared_packages() - set(NOT_IMPORTED) == imported_packages()
    assert not set(NOT_IMPORTED) & imported_packages(), "no longer needed as exceptions"


# Names

_MESSAGE = "a message nested in the widget that posts it, as in Textual's own widgets"

SHARED_NAMES = {
    "CONDITIONS": "the exit conditions of each stage, one module a stage",
    "Changed": _MESSAGE,
    "CommandRequested": _MESSAGE,
    "PasteRejected": _MESSAGE,
    "Submitted": _MESSAGE,
}
"""Public names that are right to be defined more than once, with the reason."""

_STAGE = "part of the document, and what the guide or the findings have on it"
_VIEW = "the subject, and the module of the screens that shows it"
_ROLE = "the role of a module, the same in each package of the screens"
_EXPORT = "parts of the incident, as a section of the export and as slides"

SHARED_FILE_NAMES = {
    "actions": _STAGE,
    "app": "the application, and its base class",
    "backup": "the command, and what it does to a library",
    "causes": _STAGE,
    "commands": f"{_ROLE}; and the commands of the command line",
    "conflicts": _VIEW,
    "coverage": _VIEW,
    "entry": _ROLE,
    "export": "the command of the command line, and the one of the screens",
    "fishbone": "the layout of the diagram, drawn as SVG and on the screen",
    "followup": _STAGE,
    "form": _ROLE,
    "format": "text in general, and figures of the analysis",
    "history": _VIEW,
    "impact": _STAGE,
    "incident": _EXPORT,
    "lessons": _STAGE,
    "navigation": _VIEW,
    "scope": _STAGE,
    "screen": _ROLE,
    "search": _VIEW,
    "settings": "the file on disk, and the service that reads it for the screens",
    "text": "user text made safe for widgets, and the widgets for it",
    "timeline": f"{_STAGE}; drawn as SVG",
    "timer": _VIEW,
}
"""File names that are right to exist more than once, with the reason."""


def public_names(path: Path) -> Iterator[str]:
    """Yield the public classes, nested ones too, functions and constants of a module."""
    tree = ast.parse(path.read_text())
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets):
                yield from (each.id for each in targets if isinstance(each, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case _:
                pass
    yield from (each.name for each in ast.walk(tree) if isinstance(each, ast.ClassDef))


def repeated(names: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the names that are public and stand in more than one place."""
    return {n: where for n, where in names.items() if len(where) > 1 and not n.startswith("_")}


def test_a_public_name_means_one_thing() -> None:
    names: defaultdict[str, list[str]] = defaultdict(list)
    for path in modules():
        for name in public_names(path):
            names[name].append(str(path.relative_to(ROOT)))
    found = repeated(names)
    assert {name: where for name, where in found.items() if name not in SHARED_NAMES} == {}
    assert set(SHARED_NAMES) - set(found) == set(), "no longer needed as exceptions"


def test_a_file_name_means_one_thing() -> None:
    names: defaultdict[str, list[str]] = defaultdict(list)
    for path in modules():
        names[path.stem].append(str(path.relative_to(ROOT)))
    found = repeated(names)
    assert {name: where for name, where in found.items() if name not in SHARED_FILE_NAMES} == {}
    assert set(SHARED_FILE_NAMES) - set(found) == set(), "no longer needed as exceptions"
