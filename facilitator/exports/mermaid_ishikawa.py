"""The causes as a mermaid diagram, to stand beside their list."""

from __future__ import annotations

from facilitator.analysis.fishbone import Bone, fishbone
from facilitator.exports.markdown_text import blocks, heading
from facilitator.exports.mermaid_text import fence, safe
from facilitator.model.causes import CauseRole
from facilitator.model.postmortem import Postmortem

_INDENT = "    "
_TOO_MANY = "There are more causes than mermaid draws in a fishbone."


def fishbone_diagram(postmortem: Postmortem) -> str:
    """Return the causes on their bones (mermaid 11.13 on); nothing where there are none."""
    causes = postmortem.causes
    if not causes.causes:
        return ""
    labels = causes.labels()
    lines = ["ishikawa", f"{_INDENT}{safe(causes.problem) or 'The problem'}"]
    for bone in fishbone(causes):
        lines += _bone(bone, labels)
    return blocks((heading("As a fishbone", 3), fence(lines) or _TOO_MANY))


def _bone(bone: Bone, labels: dict[str, str]) -> list[str]:
    lines = [f"{_INDENT * 2}{safe(bone.name) or 'no bone yet'}"]
    for placed in bone.causes:
        cause = placed.cause
        role = "" if cause.role is CauseRole.STEP else f" ({cause.role})"
        indent = _INDENT * (placed.depth + 3)
        lines.append(f"{indent}{labels[cause.id]} {safe(cause.text)}{role}")
    return lines
