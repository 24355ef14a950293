"""Finds, in source, where a widget that reads markup is handed a text that may be anybody's.

A text is safe where it is written down in the source, or made by what does not read markup. A name
is safe where all that is bound to it is, or where its annotation leaves no room for a `str`; that
annotations are true is for mypy to say.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

_FIRST, _THIRD, _ALL = slice(1), slice(2, 3), slice(None)

SHOWN = {
    **dict.fromkeys(("Static", "Label", "Button", "Checkbox", "RadioButton", "Link"), _FIRST),
    **dict.fromkeys(("Collapsible", "Tab", "TabPane", "Tree", "Placeholder"), _FIRST),
    **dict.fromkeys(("Option", "Selection", "update", "set_label", "add", "add_leaf"), _FIRST),
    **dict.fromkeys(("add_option", "add_options", "set_options", "add_column"), _FIRST),
    **dict.fromkeys(("update_cell", "update_cell_at"), _THIRD),
    **dict.fromkeys(("add_row", "add_columns"), _ALL),
}
"""What shows text, and which of its arguments it is in."""

NAMED = frozenset({"content", "renderable", "label", "title", "prompt", "tooltip", "value"})
"""The arguments by name, and the attributes, that are shown and read as markup."""

ATTRIBUTES = frozenset({"border_title", "border_subtitle", "tooltip", "label"})

_MAKES_TEXT = frozenset({"plain", "cell", "Content", "Text", "Option", "frozenset"})
_READS_MARKUP = frozenset({"from_markup", "escape"})
_OTHERS = ("dict", "set", "Counter", "Mapping", "Digits")
"""What has methods of these names, and reads no markup in them."""

_TEXT = re.compile(r"\b(str|Any)\b")

_RENDERS = ("render", "render_label")
_ZIPS = ("zip", "enumerate")

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.Module


def returns_of(sources: Iterable[str]) -> dict[str, list[str]]:
    """Return what the functions of these sources return, as annotated, by the function's name."""
    found: dict[str, list[str]] = {}
    for source in sources:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.setdefault(node.name, []).append(_written(node.returns))
    return found


def markup_read(source: str, returns: Mapping[str, list[str]] | None = None) -> list[str]:
    """Return the calls and assignments of a source in which a text would be read as markup.

    `returns`: what functions of other sources return.
    """
    return list(_Reader(source, returns or {}).problems())


def _written(node: ast.AST | None) -> str:
    return "str" if node is None else ast.unparse(node)


def _is_textless(annotation: str) -> bool:
    """Say whether what is annotated like this is no plain text, nor holds any."""
    return _TEXT.search(annotation) is None


def _render_problems(function: ast.FunctionDef) -> Iterator[str]:
    if not _is_textless(_written(function.returns)):
        yield f"line {function.lineno}: {function.name} may return a plain text"


class _Reader:
    """Reads one source."""

    def __init__(self, source: str, returns: Mapping[str, list[str]]) -> None:
        self._tree = ast.parse(source)
        self._returns = {**returns, **returns_of([source])}
        self._within: dict[ast.AST, ast.AST] = {
            child: node for node in ast.walk(self._tree) for child in ast.iter_child_nodes(node)
        }

    def problems(self) -> Iterator[str]:
        """Yield the source of what reads markup, with its line."""
        for node in ast.walk(self._tree):
            for shown in self._shown_by(node):
                if not self._is_safe(shown, frozenset()):
                    yield f"line {shown.lineno}: {ast.unparse(node).splitlines()[0]}"
            if isinstance(node, ast.FunctionDef) and node.name in _RENDERS:
                yield from _render_problems(node)

    def _shown_by(self, node: ast.AST) -> Iterator[ast.expr]:
        if isinstance(node, ast.Assign):
            names = {t.attr for t in node.targets if isinstance(t, ast.Attribute)}
            if names & ATTRIBUTES:
                yield node.value
        elif isinstance(node, ast.Call):
            name = _name(node.func)
            if name in _READS_MARKUP:
                yield node.func
            if name == "__init__":
                name = self._base_of(node)
            if name in SHOWN and not self._is_of_another_kind(node.func):
                yield from node.args[SHOWN[name]]
                yield from (k.value for k in node.keywords if k.arg in NAMED)

    def _base_of(self, call: ast.Call) -> str:
        """Return the class that a `super().__init__` is of."""
        node: ast.AST = call
        while node in self._within and not isinstance(node, ast.ClassDef):
            node = self._within[node]
        bases = node.bases if isinstance(node, ast.ClassDef) else []
        return next((_name(b) for b in bases if _name(b) in SHOWN), "")

    def _is_of_another_kind(self, function: ast.expr) -> bool:
        """Say whether a method is that of a set, say, as what is bound to its name tells."""
        if not isinstance(function, ast.Attribute) or not _name(function.value):
            return False
        name = _name(function.value)
        for node in ast.walk(self._tree):
            if isinstance(node, ast.AnnAssign) and _name(node.target) == name:
                return _written(node.annotation).startswith(_OTHERS)
            if isinstance(node, ast.Assign) and name in map(_name, node.targets):
                value = node.value
                if isinstance(value, ast.Dict | ast.Set | ast.SetComp | ast.DictComp):
                    return True
                if isinstance(value, ast.Call) and _name(value.func) in _OTHERS:
                    return True
                if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
                    return True
        return False

    def _is_safe(self, node: ast.AST, asked: frozenset[str]) -> bool:
        """Say whether an expression is no plain text but one that is written here."""
        match node:
            case ast.Constant() | ast.Compare():
                return True
            case ast.Starred(value=value) | ast.Subscript(value=value):
                return self._is_safe(value, asked)
            case ast.BinOp(left=left, right=right):
                return self._is_safe(left, asked) and self._is_safe(right, asked)
            case ast.BoolOp(values=each) | ast.List(elts=each) | ast.Tuple(elts=each):
                return all(self._is_safe(value, asked) for value in each)
            case ast.IfExp(body=body, orelse=orelse):
                return self._is_safe(body, asked) and self._is_safe(orelse, asked)
            case ast.GeneratorExp(elt=made) | ast.ListComp(elt=made):
                return self._is_safe(made, asked)
            case ast.Call():
                return self._is_safe_call(node, asked)
            case ast.Name() | ast.Attribute():
                return self._is_safe_name(node, asked)
        return False

    def _is_safe_call(self, call: ast.Call, asked: frozenset[str]) -> bool:
        name = _name(call.func)
        if isinstance(call.func, ast.Attribute) and _name(call.func.value) == "Content":
            return name not in _READS_MARKUP
        if name in _MAKES_TEXT or (
            name in self._returns and all(map(_is_textless, self._returns[name]))
        ):
            return True
        made_by = call.func.value if isinstance(call.func, ast.Attribute) else None
        return (
            made_by is not None
            and not isinstance(made_by, ast.Constant)
            and self._is_safe(made_by, asked)
        )

    def _is_safe_name(self, node: ast.Name | ast.Attribute, asked: frozenset[str]) -> bool:
        """Say whether all that a name is bound to, where it can be bound, is safe."""
        name = ast.unparse(node)
        if name in asked:
            return True
        scope = self._scope(node) if isinstance(node, ast.Name) else self._tree
        bound = list(self._bound_to(name, scope)) or list(self._bound_to(name, self._tree))
        return bool(bound) and all(
            _is_textless(value) if isinstance(value, str) else self._is_safe(value, asked | {name})
            for value in bound
        )

    def _scope(self, node: ast.AST) -> ast.AST:
        while node in self._within:
            node = self._within[node]
            if isinstance(node, Function):
                break
        return node

    def _bound_to(self, name: str, scope: ast.AST) -> Iterator[ast.expr | str]:
        """Yield what is bound to a name in a scope: expressions, or an annotation."""
        for node in ast.walk(scope):
            match node:
                case ast.arg(arg=arg, annotation=annotation) if arg == name:
                    yield _written(annotation)
                case ast.AnnAssign(target=target, annotation=annotation):
                    if ast.unparse(target) == name:
                        yield _written(annotation)
                case ast.Assign(targets=targets, value=value):
                    for target in targets:
                        yield from _part(target, value, name)
                case ast.AugAssign(target=target, value=value):
                    yield from _part(target, value, name)
                case (
                    ast.For(target=target, iter=over) | ast.comprehension(target=target, iter=over)
                ):
                    yield from _element(target, over, name)
                case ast.NamedExpr(target=target, value=value):
                    yield from _part(target, value, name)


def _name(node: ast.AST) -> str:
    """Return the last part of a dotted name, what it is of left out."""
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _part(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    """Yield what an assignment binds to a name; of a value it takes apart, the whole."""
    if ast.unparse(target) == name:
        yield value
    elif isinstance(target, ast.Tuple):
        parts = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
        for inner, part in zip(target.elts, parts, strict=False):
            yield from _part(inner, part, name)


def _element(target: ast.expr, over: ast.expr, name: str) -> Iterator[ast.expr]:
    """Yield what a loop binds to a name: what it goes over, or the part of it that is zipped."""
    if isinstance(over, ast.Call) and isinstance(target, ast.Tuple) and _name(over.func) in _ZIPS:
        places = over.args if _name(over.func) == "zip" else [ast.Constant(0), *over.args]
        for inner, part in zip(target.elts, places, strict=False):
            yield from _part(inner, part, name)
    else:
        yield from _part(target, over, name)
