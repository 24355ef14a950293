"""What the README shows as an example works as it stands there."""

from __future__ import annotations

from pathlib import Path

from facilitator.settings.loader import TABLES, parse_settings
from facilitator.settings.model import lexicon_from_settings

README = Path(__file__).parents[1] / "README.md"


def test_the_settings_of_the_readme_have_all_tables_and_no_mistake() -> None:
    text = README.read_text(encoding="utf-8")
    example = text.partition("```toml\n")[2].partition("```")[0]
    assert [f"[{table}]" for table in TABLES if f"[{table}]" not in example] == []
    settings, problems = parse_settings(example)
    assert (*problems, *lexicon_from_settings(settings)[1]) == ()
    assert settings.tickets.patterns
    assert settings.prompts
    assert all(settings.disclosure)
