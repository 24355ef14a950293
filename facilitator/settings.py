"""What a team or a person has set: values, and how a settings file that was loaded is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from facilitator.tickets import NUMBER, TicketPattern, Tickets, is_web_link


class UnusableSettings(ValueError):
    """Settings do not make sense; str() is one sentence for the person."""


@dataclass(frozen=True)
class Settings:
    """What is set. `tickets`: where the keys of the issue tracker lead to."""

    tickets: Tickets = field(default_factory=Tickets)


def settings_from(loaded: Mapping[str, object]) -> Settings:
    """Read a settings file that TOML has been read from. Raises UnusableSettings.

    What a later facilitator may know (other tables) is left alone.
    """
    tickets = loaded.get("tickets", {})
    if not isinstance(tickets, Mapping):
        raise UnusableSettings('tickets is a table: [tickets], then "OPS-{n}" = "https://…".')
    return Settings(Tickets(tuple(_pattern(key, link) for key, link in tickets.items())))


def _pattern(key: str, link: object) -> TicketPattern:
    if key.count(NUMBER) != 1:
        raise UnusableSettings(f'The ticket "{key}" needs one {NUMBER}, as in "OPS-{NUMBER}".')
    if not isinstance(link, str) or NUMBER not in link:
        raise UnusableSettings(f'The link of "{key}" needs {NUMBER} where the number goes.')
    if not is_web_link(link.replace(NUMBER, "1")):
        raise UnusableSettings(f'The link of "{key}" has to begin with https:// or http://.')
    return TicketPattern(key, link)
