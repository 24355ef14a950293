"""What the tree of causes as a whole asks for a second look at."""

from __future__ import annotations

from collections.abc import Iterator

from facilitator.findings.finding import Finding, FindingKind
from facilitator.findings.place import Place
from facilitator.model.causes import Causes
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Depth
from facilitator.model.stage import Stage

_SHORTEST_CHAIN = 2
_LONG_CHAIN = 3


def is_single_chain(causes: Causes) -> bool:
    """Say whether the tree is one chain of two causes or more, with no branch in it."""
    return len(causes.causes) >= _SHORTEST_CHAIN and len(causes.leaves()) == 1


def cause_findings(document: Postmortem, depth: Depth) -> Iterator[Finding]:
    """Yield the remark on one long unbranched chain, at full depth."""
    causes = document.causes
    if depth is Depth.FULL and len(causes.causes) >= _LONG_CHAIN and is_single_chain(causes):
        (leaf,) = causes.leaves()
        yield Finding(
            FindingKind.CAUSES,
            "single-chain",
            Place(Stage.CAUSES, leaf.id),
            f"One chain of {len(causes.causes)} causes with no branch in it:"
            " what else had to be true?",
        )
