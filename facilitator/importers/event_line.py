"""One event as people type it: a time, what happened, marks, and where it is known from.

An event of the timeline named in a few letters: by its minute, by its words, or by both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from facilitator.importers.tokens import quoted, shielded, unquoted, unshielded, words_of
from facilitator.model.timeline import Event, EventKind, Milestone, Source, Timeline
from facilitator.text.format import clock, day_and_clock
from facilitator.timeparse.parse import ParsedTime, parse_leading_time
from facilitator.timeparse.parser import TimeContext
from facilitator.timeparse.timezones import UnreadableTime

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
"""What people put between a time and the text. Brackets are left to the text."""


NOT_IN_A_LINE = ("id", "known_then", "for_customers")
"""What an event holds that no line carries."""


@dataclass(frozen=True)
class EventLine:
    """What a line says. `problem` is empty and `event` there, or the other way round."""

    event: Event | None
    understood: str
    problem: str


class _Problem(ValueError):
    """A line cannot become an event; str() is the sentence to show."""


def read_event_line(text: str, context: TimeContext) -> EventLine:
    """Read one event from a line such as `14:02 page fires !detected #signal <- pager`.

    Never raises. A milestone (`!detected`) and `@"a role"` may stand anywhere, a kind (`#signal`)
    and a plain `@role` before or after the text or behind the source, which stands after ` <- `. A
    backslash before a mark keeps it as text. Everything else stays letter for letter, white-space
    runs aside.
    """
    try:
        when, rest = _head(text, context)
        event = _event(when, words_of(rest))
    except (_Problem, UnreadableTime) as problem:
        return EventLine(None, "", str(problem))
    except ValueError:
        return EventLine(None, "", "This text holds half a character and cannot be kept.")
    dropped = "  (seconds are not kept)" if when.seconds_dropped else ""
    return EventLine(event, event_in_words(event, context.zone) + dropped, "")


def written_event_line(event: Event) -> str:
    """Return a line that reads back to the same event, its id aside, in any context."""
    head = f"{'~' if event.approximate else ''}{day_and_clock(event.at)}Z"
    if event.until is not None:
        head += f"-{_written_end(event.at, event.until)}Z"
    marks = [f"!{event.milestone}"] if event.milestone else []
    marks += [f"#{event.kind}"] if event.kind else []
    marks += [written_role(event.actor_role)] if event.actor_role else []
    words = event.text.split()
    last = len(words) - 1
    told = [
        shielded(word, _MARK, live=n in (0, last) or _ANYWHERE.fullmatch(word) is not None)
        for n, word in enumerate(words)
    ]
    rest = " ".join([*marks, *told, *_written_source(event.source)])
    return f"{head} {_shielded_head(head, rest, event.at)}"


def written_role(role: str) -> str:
    """Return the mark that names a role: `@scribe`, or `@"on call"`."""
    return f"@{role if _ROLE.fullmatch(f'@{role}') else quoted(role)}"


def written_label(label: str) -> str:
    """Return a source's label as it stands after `<-`."""
    words = label.split()
    last = len(words) - 1
    return " ".join(
        shielded(word, _LABEL_MARK, live=0 < n == last or not _AT_AN_EDGE.fullmatch(word))
        for n, word in enumerate(words)
    )


def mended_by_line(old: Event, line: Event) -> Event:
    """Return an event as its line says it now; what a line does not carry stays."""
    return line.changing(**{name: getattr(old, name) for name in NOT_IN_A_LINE})


def event_in_words(event: Event, zone: tzinfo | None = None) -> str:
    """Return the event on one line for the eye: full UTC minute, milestone, source, text.

    The clock of a zone stands beside the minute where one is given.
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


def _head(text: str, context: TimeContext) -> tuple[ParsedTime, str]:
    """Read the time, drop what divides it from the text, and the backslash that guards the text."""
    when, rest = parse_leading_time(text, context)
    if rest.startswith("\\"):
        head = " ".join(text.split()).removesuffix(rest).rstrip()
        return when, rest[1:] if _is_swallowed(head, rest.lstrip("\\"), context) else rest
    separator = _SEPARATOR.match(rest)
    return when, rest[separator.end() :] if separator else rest


def _is_swallowed(head: str, rest: str, context: TimeContext) -> bool:
    """Whether a text right after this time would lose its beginning to it."""
    if _SEPARATOR.match(rest):
        return True
    try:
        return parse_leading_time(f"{head} {rest}", context)[1] != rest
    except UnreadableTime:
        return True


def _shielded_head(head: str, rest: str, at: datetime) -> str:
    context = TimeContext(at.date(), datetime.combine(at.date(), time(), UTC))
    return f"\\{rest}" if _is_swallowed(head, rest.lstrip("\\"), context) else rest


def _event(when: ParsedTime, words: list[str]) -> Event:
    """Return the event that these words tell. Raises _Problem."""
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
    roles = [role for word in words if (role := unquoted(word))]
    words = [word for word in words if not unquoted(word)] if len(roles) == 1 else words
    arrow = max((n for n, word in enumerate(words) if word == _SOURCE_ARROW), default=len(words))
    told, known_from = words[:arrow], words[arrow + 1 :]
    told, edge_kinds, edge_roles = _without_edge_marks(told, may_name_role=not roles)
    known_from, more_kinds, more_roles = _without_last_marks(
        known_from, may_name_role=not roles and not edge_roles, least=1
    )
    kinds += edge_kinds + more_kinds
    roles += edge_roles + more_roles
    if len(set(kinds)) > 1:
        raise _Problem("One event is of one kind: keep one of those.")
    text = " ".join(unshielded(word, _MARK) for word in told)
    if not text:
        raise _Problem(f"Say what happened at {clock(when.at)}.")
    return Event(
        at=when.at,
        until=when.until,
        approximate=when.approximate,
        kind=kinds[0] if kinds else None,
        text=text,
        actor_role=(roles or [""])[0],
        source=_source(known_from),
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
    """Take kinds and one role off both ends; inside a sentence they are part of it."""
    turned, kinds, roles = _without_last_marks(words[::-1], may_name_role)
    words, more_kinds, more_roles = _without_last_marks(turned[::-1], may_name_role and not roles)
    return words, kinds + more_kinds, roles + more_roles


def _without_last_marks(
    words: list[str], may_name_role: bool, least: int = 0
) -> tuple[list[str], list[EventKind], list[str]]:
    """Take kinds and one role off the end, where at least so many words are left before them."""
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
    """Read `deploy log`, a link, `deploy log https://...`, or `deploy log <any link>`."""
    start = next((n for n, word in enumerate(words) if word.startswith("<")), None)
    if not words:
        return None
    if start is not None and words[-1].endswith(">"):
        inside = [unshielded(word, _MARK) for word in words[start:]]
        label, url = words[:start], " ".join(inside)[1:-1]
    elif _LINK.fullmatch(words[-1]):
        label, url = words[:-1], words[-1]
    else:
        label, url = words, ""
    return Source(label=" ".join(unshielded(word, _LABEL_MARK) for word in label), url=url)


def _written_source(source: Source | None) -> list[str]:
    if source is None:
        return []
    label = written_label(source.label).split()
    if _LINK.fullmatch(source.url):
        return [_SOURCE_ARROW, *label, source.url]
    if label and not source.url and not _LINK.fullmatch(label[-1]):
        return [_SOURCE_ARROW, *label]
    opening = "< " if source.url.startswith("-") else "<"
    url = [
        shielded(word, _MARK, live=_ANYWHERE.fullmatch(word) is not None)
        for word in f"{opening}{source.url}>".split()
    ]
    return [_SOURCE_ARROW, *label, *url]


def _written_end(at: datetime, until: datetime) -> str:
    """Return the end of a range; its day only where the clock alone would not be read as it."""
    is_plain = until.date() == at.date() or until - at < timedelta(hours=12)
    return clock(until) if is_plain else day_and_clock(until)


_NAMED = re.compile(r"~?(?P<clock>[0-9]{1,2}:[0-9]{2})Z?(?:\s+(?P<words>.*))?", re.DOTALL)


def name_of(event: Event) -> str:
    """Return what names an event: its UTC minute and its words."""
    return f"{clock(event.at)} {event.text}"


def event_named(text: str, timeline: Timeline) -> Event:
    """Return the one event that a UTC clock time, words of it, or both together name.

    Raises ValueError where there is none, or more than one.
    """
    said = " ".join(text.split())
    found = _NAMED.fullmatch(said)
    minute = found["clock"].rjust(5, "0") if found else ""
    words = (found["words"] or "" if found else said).casefold()
    fitting = [
        event
        for event in timeline.events
        if (not minute or clock(event.at) == minute) and words in event.text.casefold()
    ]
    exact = [event for event in fitting if event.text.casefold() == words]
    fitting = exact if len(exact) == 1 else fitting
    if not fitting:
        raise ValueError(f"no event of the timeline is “{said[:40]}”: write its minute, as 14:02")
    if len(fitting) > 1:
        raise ValueError(f"“{said[:40]}” is several events: add words of the one that shows it")
    return fitting[0]
