"""How well the lens reads the labelled sentences.

Run it with `python -m tests.facilitator.findings.language.report`.
"""

from __future__ import annotations

from facilitator.findings.language.lexicon_loader import builtin_lexicon
from tests.facilitator.findings.language.labelled import Score, scored, sentences


def print_score(title: str, score: Score) -> None:
    """Print precision and recall, all, by family and by rule, and what was read wrongly."""
    print(f"{title:<28} precision {score.precision():.3f}   recall {score.recall():.3f}")
    rules = builtin_lexicon().rules
    for family in dict.fromkeys(rule.family for rule in rules):
        named = [rule.name for rule in rules if rule.family is family]
        _print_line(f"  {family}", score, *named)
        for name in named:
            _print_line(f"    {name}", score, name)
    for sentence, verdict in score.wrong:
        print(f"  line {sentence.line}: {verdict} in: {sentence.text}")
    print()


def _print_line(title: str, score: Score, *rules: str) -> None:
    right, missed, false = (
        sum(each[rule] for rule in rules) for each in (score.right, score.missed, score.false)
    )
    if right + missed + false:
        print(
            f"{title:<28} precision {score.precision(*rules):.3f}   recall "
            f"{score.recall(*rules):.3f}   right {right:3}  missed {missed:2}  false {false:2}"
        )


def main() -> None:
    """Print the figures of all sentences, and of those held out while the rules were written."""
    labelled = sentences()
    clean = sum(not sentence.expected for sentence in labelled)
    held_out = tuple(sentence for sentence in labelled if sentence.held_out)
    print(f"{len(labelled)} sentences, {clean} of them clean, {len(held_out)} held out\n")
    print_score("all", scored(labelled))
    print_score("held out", scored(held_out))


if __name__ == "__main__":
    main()
