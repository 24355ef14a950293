"""The entry line of an event: parsing and formatting it, and finding an event by its text.

A line is a time, the text with marks, and a source: `14:02 page fires !detected #signal <- pager`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from facilitator.importers.tokens import escape_mark, quote, split_words, unescape_mark, unquote
from facilitator.model.timeline import Event, EventKind, Milestone, Source, Timeline
from facilitator.text.format import clock, day_and_clock
from facilitator.timeparse.parse import ParsedTime, parse_leading_time
from facilitator.timeparse.timezones import UnreadableTime
from facilitator.timeparse.written_time import TimeContext

_SOURCE_ARROW = "<-"
_KINDS = "|".join(EventKind)
_MILESTONES = {milestone.value: milestone for milestone in Milestone}
_EVENT_KINDS = {kind.value: kind for kind in EventKind}
_BANG = re.compile(r"!([A-Za-z]+)[,:;.]?")
_KIND = re.compile(rf"#({_KINDS})", re.IGNORECASE)
_ROLE = re.compile(r"@([^\W\d_][\w./-]*)")
_ANYWHERE = re.compile(r'![A-Za-z]+[,:;.]?|<-|@".*')
_AT_AN_EDGE = re.compile(rf"{_KIND.pattern}|{_ROLE.pattern}", re.IGNORECASE)
_MARK = re.compile(rf"{_ANYWHERE.pattern}|{_AT_AN_EDGE.pattern}", re.IGNORECASE)
_LABEL_MARK = re.compile(rf"![A-Za-z]+[,:;.]?|@\".*|<.*|{_AT_AN_EDGE.pattern}", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_SEPARATOR = re.compile(r"[:,;|](?=\s|$)\s*|(?:[-–—→]|[-=]>)(?=\s)\s*")
"""Separators between time and text. Brackets belong to the text."""

FIELDS_NOT_IN_LINE = ("id", "known_then", "for_customers")
"""Fields of `Event` that an entry line cannot express."""

_MINUTE_AND_WORDS = re.compile(
    r"~?(?P<clock>[0-9]{1,2}:[0-9]{2})Z?(?:\s+(?P<words>.*))?", re.DOTALL
)


@dataclass(frozen=True)
class EventLine:
    """The result of parsing a line: an `event` and its description, or a `problem`, a sentence."""

    event: Event | None
    description: str
    problem: str


def parse_event_line(text: str, context: TimeContext) -> EventLine:
    """Parse an event from a line such as `14:02 page fires !detected #signal <- pager`.

    A milestone (`!detected`) and a quoted role (`@"on call"`) may be anywhere; a kind
    (`#signal`) and a plain role (`@scribe`) before or after the text, or after the source, which
    follows ` <- `. A backslash before a mark keeps it as text. The rest is kept letter for letter,
    except that runs of white space become one space. Never raises.
    """
    try:
        when, rest = _parse_time(text, context)
        event = _event(when, split_words(rest))
    except (_Problem, UnreadableTime) as problem:
        return EventLine(None, "", str(problem))
    except ValueError:
        return EventLine(None, "", "This text holds half a character and cannot be kept.")
    dropped = "  (seconds are not kept)" if when.seconds_dropped else ""
    return EventLine(event, event_in_words(event, context.zone) + dropped, "")


def format_event_line(event: Event) -> str:
    """Return a line that parses to the same event, except for its id, in any context."""
    head = f"{'~' if event.approximate else ''}{day_and_clock(event.at)}Z"
    if event.until is not None:
        head += f"-{_format_end(event.at, event.until)}Z"
    marks = [f"!{event.milestone}"] if event.milestone else []
    marks += [f"#{event.kind}"] if event.kind else []
    marks += [format_role(event.actor_role)] if event.actor_role else []
    words = event.text.split()
    last = len(words) - 1
    text = [
        escape_mark(word, _MARK, live=n in (0, last) or _ANYWHERE.fullmatch(word) is not None)
        for n, word in enumerate(words)
    ]
    rest = " ".join([*marks, *text, *_format_source(event.source)])
    return f"{head} {_escape_text_start(head, rest, event.at)}"


def format_role(role: str) -> str:
    """Return the mark of a role: `@scribe` or `@"on call"`."""
    return f"@{role if _ROLE.fullmatch(f'@{role}') else quote(role)}"


def format_source_label(label: str) -> str:
    """Return the label of a source as written after `<-`, with marks escaped."""
    words = label.split()
    last = len(words) - 1
    return " ".join(
        escape_mark(word, _LABEL_MARK, live=0 < n == last or not _AT_AN_EDGE.fullmatch(word))
        for n, word in enumerate(words)
    )


def with_line_fields(old: Event, line: Event) -> Event:
    """Return the event of an edited line, with the other fields kept from the old event."""
    return line.changing(**{name: getattr(old, name) for name in FIELDS_NOT_IN_LINE})


def event_in_words(event: Event, zone: tzinfo | None = None) -> str:
    """Return an event as one readable line: UTC time, milestone, kind, role, source, text.

    With a `zone`, the local time follows the UTC time.
    """
    parts = [f"{'~' if event.approximate else ''}{day_and_clock(event.at)}Z"]
    if event.until is not None:
        same_day = event.until.date() == event.at.date()
        parts[0] += f" - {clock(event.until) if same_day else day_and_clock(event.until)}Z"
    if zone is not None:
        parts.append(f"({clock(event.at.astimezone(zone))} {zone})")
    parts += [f"◆ {event.milestone}"] if event.milestone else []
    parts += [f"#{event.kind}"] if event.kind else []
    parts += [f"by {event.actor_role}"] if event.actor_role else []
    if event.source is not None and (event.source.label or event.source.url):
        parts.append(f"from {' '.join(filter(None, (event.source.label, event.source.url)))}")
    return "  ".join([*parts, f"· {event.text}"])


def event_label(event: Event) -> str:
    """Return the name of an event in lists: its UTC time and text."""
    return f"{clock(event.at)} {event.text}"


def find_event(text: str, timeline: Timeline) -> Event:
    """Return the event named by its UTC time (`14:02`), by a part of its text, or by both.

    Raises ValueError if no event matches, or more than one.
    """
    query = " ".join(text.split())
    found = _MINUTE_AND_WORDS.fullmatch(query)
    minute = found["clock"].rjust(5, "0") if found else ""
    words = (found["words"] or "" if found else query).casefold()
    matching = [
        event
        for event in timeline.events
        if (not minute or clock(event.at) == minute) and words in event.text.casefold()
    ]
    exact = [event for event in matching if event.text.casefold() == words]
    matching = exact if len(exact) == 1 else matching
    if not matching:
        raise ValueError(f"no event of the timeline is “{query[:40]}”: write its minute, as 14:02")
    if len(matching) > 1:
        raise ValueError(f"“{query[:40]}” is several events: add words of the one that shows it")
    return matching[0]


class _Problem(ValueError):
    """A line is not an event; str() is a sentence for the user."""


def _parse_time(text: str, context: TimeContext) -> tuple[ParsedTime, str]:
    """Parse the time; drop the separator after it, or the backslash that protects the text."""
    when, rest = parse_leading_time(text, context)
    if rest.startswith("\\"):
        head = " ".join(text.split()).removesuffix(rest).rstrip()
        return when, rest[1:] if _runs_into_time(head, rest.lstrip("\\"), context) else rest
    separator = _SEPARATOR.match(rest)
    return when, rest[separator.end() :] if separator else rest


def _runs_into_time(head: str, rest: str, context: TimeContext) -> bool:
    """Whether the start of a text would be read as part of the time before it."""
    if _SEPARATOR.match(rest):
        return True
    try:
        return parse_leading_time(f"{head} {rest}", context)[1] != rest
    except UnreadableTime:
        return True


def _escape_text_start(head: str, rest: str, at: datetime) -> str:
    context = TimeContext(at.date(), datetime.combine(at.date(), time(), UTC))
    return f"\\{rest}" if _runs_into_time(head, rest.lstrip("\\"), context) else rest


def _event(when: ParsedTime, words: list[str]) -> Event:
    """Return the event of a line's time and words. Raises _Problem."""
    milestones = list(dict.fromkeys(m for word in words if (m := _milestone(word))))
    kinds = [EventKind(k) for word in words if (k := _bang_kind(word))]
    words = [word for word in words if not (_milestone(word) or _bang_kind(word))]
    for word in words:
        if re.fullmatch(r"![A-Za-z]+", word):
            raise _Problem(
                f"{word} is not a milestone: there are {', '.join(f'!{m}' for m in Milestone)}."
            )
    if len(milestones) > 1:
        raise _Problem("One event carries one milestone: give the others a line of their own.")
    roles = [role for word in words if (role := unquote(word))]
    words = [word for word in words if not unquote(word)] if len(roles) == 1 else words
    arrow = max((n for n, word in enumerate(words) if word == _SOURCE_ARROW), default=len(words))
    text_words, source_words = words[:arrow], words[arrow + 1 :]
    text_words, edge_kinds, edge_roles = _without_edge_marks(text_words, may_name_role=not roles)
    source_words, more_kinds, more_roles = _without_last_marks(
        source_words, may_name_role=not roles and not edge_roles, least=1
    )
    kinds += edge_kinds + more_kinds
    roles += edge_roles + more_roles
    if len(set(kinds)) > 1:
        raise _Problem("One event is of one kind: keep one of those.")
    text = " ".join(unescape_mark(word, _MARK) for word in text_words)
    if not text:
        raise _Problem(f"Say what happened at {clock(when.at)}.")
    return Event(
        at=when.at,
        until=when.until,
        approximate=when.approximate,
        kind=kinds[0] if kinds else None,
        text=text,
        actor_role=(roles or [""])[0],
        source=_source(source_words),
        milestone=milestones[0] if milestones else None,
    )


def _milestone(word: str) -> Milestone | None:
    return _MILESTONES.get(_after_bang(word))


def _bang_kind(word: str) -> EventKind | None:
    return _EVENT_KINDS.get(_after_bang(word))


def _after_bang(word: str) -> str:
    found = _BANG.fullmatch(word) if word.startswith("!") else None
    return found[1].lower() if found else ""


def _without_edge_marks(
    words: list[str], may_name_role: bool
) -> tuple[list[str], list[EventKind], list[str]]:
    """Remove kinds and one role from both ends; inside a sentence they are part of the text."""
    backwards, kinds, roles = _without_last_marks(words[::-1], may_name_role)
    words, more_kinds, more_roles = _without_last_marks(
        backwards[::-1], may_name_role and not roles
    )
    return words, kinds + more_kinds, roles + more_roles


def _without_last_marks(
    words: list[str], may_name_role: bool, least: int = 0
) -> tuple[list[str], list[EventKind], list[str]]:
    """Remove kinds and one role from the end, but keep at least `least` words."""
    kinds: list[EventKind] = []
    roles: list[str] = []
    while len(words) > least:
        kind, role = _KIND.fullmatch(words[-1]), _ROLE.fullmatch(words[-1])
        if kind:
            kinds.append(EventKind(kind[1].lower()))
        elif role and may_name_role and not roles:
            roles.append(role[1])
        else:
            break
        words = words[:-1]
    return words, kinds, roles


def _source(words: list[str]) -> Source | None:
    """Parse `deploy log`, a link, `deploy log https://...` or `deploy log <any link>`."""
    start = next((n for n, word in enumerate(words) if word.startswith("<")), None)
    if not words:
        return None
    if start is not None and words[-1].endswith(">"):
        inside = [unescape_mark(word, _MARK) for word in words[start:]]
        label, url = words[:start], " ".join(inside)[1:-1]
    elif _LINK.fullmatch(words[-1]):
        label, url = words[:-1], words[-1]
    else:
        label, url = words, ""
    return Source(label=" ".join(unescape_mark(word, _LABEL_MARK) for word in label), url=url)


def _format_source(source: Source | None) -> list[str]:
    if source is None:
        return []
    label = format_source_label(source.label).split()
    if _LINK.fullmatch(source.url):
        return [_SOURCE_ARROW, *label, source.url]
    if label and not source.url and not _LINK.fullmatch(label[-1]):
        return [_SOURCE_ARROW, *label]
    opening = "< " if source.url.startswith("-") else "<"
    url = [
        escape_mark(word, _MARK, live=_ANYWHERE.fullmatch(word) is not None)
        for word in f"{opening}{source.url}>".split()
    ]
    return [_SOURCE_ARROW, *label, *url]


def _format_end(at: datetime, until: datetime) -> str:
    """Return the end of a range; with its date if the time alone would be another day."""
    is_plain = until.date() == at.date() or until - at < timedelta(hours=12)
    return clock(until) if is_plain else day_and_clock(until)
