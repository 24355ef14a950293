"""Random edits of a document, as people make them, for tests in which two windows edit at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import Enum
from random import Random

from facilitator.model.actions import Action, Actions, ActionStatus, Priority
from facilitator.model.base import Value, moving_item, with_item, without_item
from facilitator.model.causes import BONES, Cause, CauseRole, Causes, Evidence
from facilitator.model.followup import Followup, Review, SignOff
from facilitator.model.impact import DataIntegrity, Impact, Measure, MeasureKind
from facilitator.model.lessons import Lesson, LessonKind, Lessons
from facilitator.model.postmortem import Confirmation, ParkedThought, Postmortem, Status, Waiver
from facilitator.model.scope import Audience, Participant, Scope, Severity
from facilitator.model.timeline import Event, EventKind, Milestone, Source, Timeline
from facilitator.session.merge import element_key

START = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)

Leaves = dict[tuple[str, ...], object]


def name(word: str, n: int) -> str:
    """Return an item's id of eight letters that no two calls with other arguments share."""
    return f"{word[:4]:w<4}{n:04}".translate(str.maketrans("ilo01", "jkqzy"))


def begun() -> Postmortem:
    """Return a postmortem with a few of everything; its ids are the same every time."""
    causes = tuple(
        Cause(
            id=name("caus", n),
            text=f"cause {n}",
            parent=name("caus", n // 2) if n > 1 else None,
            evidence=(Evidence(id=name("evid", n), text=f"seen {n}"),),
        )
        for n in range(1, 8)
    )
    lessons = tuple(
        Lesson(
            id=name("less", n), kind=LessonKind.WENT_WELL, text=f"lesson {n}", cause=causes[n].id
        )
        for n in range(4)
    )
    actions = tuple(
        Action(id=name("acti", n), title=f"action {n}", addresses=(causes[n].id, causes[n + 1].id))
        for n in range(4)
    )
    events = tuple(
        Event(id=name("even", n), at=START + timedelta(minutes=n), text=f"event {n}")
        for n in range(8)
    )
    return Postmortem(
        id="2026-11-20-abcdef",
        scope=Scope(
            title="Checkout errors",
            services=("cart", "checkout"),
            participants=(Participant(id=name("part", 2), name="Ana"),),
        ),
        timeline=Timeline(events=events).moving_milestone(Milestone.STARTED, events[0].id),
        impact=Impact(
            measures=(Measure(id=name("meas", 2), kind=MeasureKind.USERS, value=3.0),),
            window_start=START,
            window_end=START + timedelta(minutes=60),
        ),
        causes=Causes(problem="Checkout failed", causes=causes),
        lessons=Lessons(lessons=lessons),
        actions=Actions(actions=actions),
        followup=Followup(sign_offs=(SignOff(id=name("sign", 2), role="owner"),)),
        parking_lot=(ParkedThought(id=name("park", 2), text="why twice?"),),
    )


def edited(document: Postmortem, dice: Random, word: str, count: int) -> Postmortem:
    """Make that many random edits; `word` tells the words of one side from the other's."""
    for _ in range(count):
        edit = dice.choice(EDITS)
        try:
            document = edit(document, dice, f"{word} {dice.randrange(10**6)}")
        except (ValueError, IndexError):
            continue  # nothing left to choose from, or an edit the model refuses
    return document


def leaves(value: object, path: tuple[str, ...] = ()) -> Leaves:
    """Return every plain value of a document by its path; orders of lists do not count."""
    if isinstance(value, Value):
        found: Leaves = {path: "there"}
        for field in type(value).model_fields:
            found |= leaves(getattr(value, field), (*path, field))
        return found
    if isinstance(value, tuple):
        found = {}
        for element in value:
            found |= leaves(element, (*path, str(element_key(element))))
        return found
    return {path: value}


def _part(part: str, **choices: Callable[[Random, str], object]) -> Edit:
    def edit(document: Postmortem, dice: Random, text: str) -> Postmortem:
        field = dice.choice(sorted(choices))
        changed = getattr(document, part).changing(**{field: choices[field](dice, text)})
        return document.changing(**{part: changed})

    return edit


def _item(part: str, field: str, **choices: Callable[[Random, str], object]) -> Edit:
    def edit(document: Postmortem, dice: Random, text: str) -> Postmortem:
        items = getattr(getattr(document, part), field)
        item = dice.choice(items)
        name = dice.choice(sorted(choices))
        new = with_item(items, item.changing(**{name: choices[name](dice, text)}))
        return document.changing(**{part: getattr(document, part).changing(**{field: new})})

    return edit


def _gone(part: str, field: str) -> Edit:
    def edit(document: Postmortem, dice: Random, _: str) -> Postmortem:
        items = getattr(getattr(document, part), field)
        new = without_item(items, dice.choice(items).id)
        return document.changing(**{part: getattr(document, part).changing(**{field: new})})

    return edit


def _moved(part: str, field: str) -> Edit:
    def edit(document: Postmortem, dice: Random, _: str) -> Postmortem:
        items = getattr(getattr(document, part), field)
        new = moving_item(items, dice.choice(items).id, dice.randrange(len(items)))
        return document.changing(**{part: getattr(document, part).changing(**{field: new})})

    return edit


def _more(part: str, field: str, make: Callable[[Random, str], object]) -> Edit:
    def edit(document: Postmortem, dice: Random, text: str) -> Postmortem:
        held = getattr(document, part)
        new = (*getattr(held, field), make(dice, text))
        return document.changing(**{part: held.changing(**{field: new})})

    return edit


def _any_cause(document: Postmortem, dice: Random) -> Cause:
    return dice.choice(document.causes.causes)


def _minute(dice: Random, _: str) -> datetime:
    return START + timedelta(minutes=dice.randrange(120))


def _one_of(kind: type[Enum]) -> Callable[[Random, str], object]:
    return lambda dice, _: dice.choice(list(kind))


def _words(_: Random, text: str) -> str:
    return text


Edit = Callable[[Postmortem, Random, str], Postmortem]

EDITS: tuple[Edit, ...] = (
    _part("scope", title=_words, reference=_words, severity=_one_of(Severity)),
    _part(
        "scope", services=lambda dice, text: (text, *dice.choice([("cart",), ("checkout",), ()]))
    ),
    _part("scope", audiences=lambda dice, _: tuple(dice.sample(list(Audience), 2))),
    _item(
        "scope", "participants", name=_words, role=_words, responder=lambda d, _: d.random() < 0.5
    ),
    _more("scope", "participants", lambda _, text: Participant(name=text)),
    _gone("scope", "participants"),
    _item("timeline", "events", text=_words, at=_minute, until=_minute, kind=_one_of(EventKind)),
    _item("timeline", "events", source=lambda _, text: Source(label=text)),
    _more("timeline", "events", lambda dice, text: Event(at=_minute(dice, ""), text=text)),
    _gone("timeline", "events"),
    lambda document, dice, _: document.changing(
        timeline=document.timeline.moving_milestone(
            dice.choice(list(Milestone)), dice.choice(document.timeline.events).id
        )
    ),
    lambda document, dice, text: document.changing(
        timeline=document.timeline.declaring_unknown(dice.choice(list(Milestone)), text)
    ),
    _part("impact", summary=_words, window_start=_minute, window_end=_minute),
    _part("impact", data_integrity=_one_of(DataIntegrity)),
    _item(
        "impact",
        "measures",
        value=lambda d, _: d.choice([-5.0, 7.0, 400.0]),
        kind=_one_of(MeasureKind),
    ),
    _item(
        "causes", "causes", text=_words, role=_one_of(CauseRole), bone=lambda d, _: d.choice(BONES)
    ),
    lambda document, dice, text: document.changing(
        causes=document.causes.with_cause(Cause(text=text, parent=_any_cause(document, dice).id))
    ),
    lambda document, dice, text: document.changing(
        causes=document.causes.with_cause(_any_cause(document, dice).changing(bone=text))
    ),
    lambda document, dice, text: document.changing(
        causes=document.causes.with_cause(
            _any_cause(document, dice).changing(evidence=(Evidence(text=text),))
        )
    ),
    lambda document, dice, _: document.changing(
        causes=document.causes.moving_cause(
            _any_cause(document, dice).id, dice.choice([None, _any_cause(document, dice).id])
        )
    ),
    lambda document, dice, _: document.without_cause(_any_cause(document, dice).id, "lift"),
    lambda document, dice, _: document.without_cause(_any_cause(document, dice).id, "delete"),
    _moved("causes", "causes"),
    _item("lessons", "lessons", text=_words, keep=_words, kind=_one_of(LessonKind)),
    _more("lessons", "lessons", lambda _, text: Lesson(kind=LessonKind.SURPRISED, text=text)),
    _gone("lessons", "lessons"),
    _moved("lessons", "lessons"),
    lambda document, dice, _: document.changing(
        lessons=document.lessons.changing(
            lessons=with_item(
                document.lessons.lessons,
                dice.choice(document.lessons.lessons).changing(
                    cause=_any_cause(document, dice).id,
                    action=dice.choice(document.actions.actions).id,
                ),
            )
        )
    ),
    _item("actions", "actions", title=_words, owner=_words, status=_one_of(ActionStatus)),
    _item("actions", "actions", priority=_one_of(Priority), due=lambda d, t: _minute(d, t).date()),
    lambda document, dice, _: document.changing(
        actions=document.actions.changing(
            actions=with_item(
                document.actions.actions,
                dice.choice(document.actions.actions).changing(
                    addresses=(_any_cause(document, dice).id,)
                ),
            )
        )
    ),
    _more("actions", "actions", lambda _, text: Action(title=text)),
    lambda document, dice, _: document.without_action(dice.choice(document.actions.actions).id),
    _part("followup", internal_summary=_words, escalation=_words),
    _item("followup", "sign_offs", name=_words, at=_minute),
    _more(
        "followup", "reviews", lambda dice, text: Review(due=_minute(dice, "").date(), outcome=text)
    ),
    lambda document, dice, text: document.with_waiver(
        Waiver(condition=dice.choice(["a", "b"]), reason=text)
    ),
    lambda document, dice, text: document.with_confirmation(
        Confirmation(condition=dice.choice(["a", "b"]), by=text)
    ),
    lambda document, dice, _: document.without_waiver(dice.choice(["a", "b"])),
    lambda document, dice, _: document.changing(status=dice.choice(list(Status))),
    lambda document, _, text: document.changing(private_notes=text),
    lambda document, _, text: document.changing(
        parking_lot=(*document.parking_lot, ParkedThought(text=text))
    ),
)
"""Every sort of edit the screens make."""
