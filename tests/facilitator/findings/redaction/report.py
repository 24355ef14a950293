"""How much of what is planted in the texts for customers is found, by kind.

Run it with `python -m tests.facilitator.findings.redaction.report`.
"""

from __future__ import annotations

from facilitator.findings.redaction.leak import LeakKind
from tests.facilitator.findings.redaction.planted import Score, scored, texts

FILES = {
    "leaky.txt": "ten texts, 100 leaks",
    "clean.txt": "ten texts that give nothing away",
    "second.txt": "five texts on which the rules were mended once",
    "unseen.txt": "five texts on which no rule was mended",
}


def print_score(title: str, score: Score) -> None:
    """Print what was found of each kind, then what was missed and what was found wrongly."""
    print(f"{title}\n{'':16}{'planted':>8}{'found':>8}{'exactly':>9}{'false':>8}")
    for kind in LeakKind:
        _print_line(kind, score, kind)
    _print_line("all", score, *LeakKind)
    for line in score.wrong:
        print(f"  {line}")
    print()


def _print_line(title: str, score: Score, *kinds: LeakKind) -> None:
    exact, touched, missed, false = (
        sum(counter[kind] for kind in kinds)
        for counter in (score.exact, score.touched, score.missed, score.false)
    )
    if exact + touched + missed + false:
        found = exact + touched
        print(f"  {title:14}{found + missed:>8}{found:>8}{exact:>9}{false:>8}")


def main() -> None:
    """Print a table for each file of texts."""
    for file, title in FILES.items():
        print_score(f"{file}: {title}", scored(texts(file)))


if __name__ == "__main__":
    main()
