"""From the document of an older schema to that of this program, one version at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from facilitator.model.stage import SCHEMA_VERSION

JsonObject: TypeAlias = dict[str, object]
Migration: TypeAlias = Callable[[JsonObject], JsonObject]


def _zone_of_typing(document: JsonObject) -> JsonObject:
    """Version 2 knows the zone that times are typed in; in version 1 that was UTC."""
    scope = document.get("scope")
    return {**document, "scope": {**scope, "zone": ""}} if isinstance(scope, dict) else document


def _known_then_and_parked_kinds(document: JsonObject) -> JsonObject:
    """Version 3 keeps what was known at an event, and what a parked thought waits for.

    Nobody had a place for either before: each thought is simply one.
    """
    lot = document.get("parking_lot")
    if isinstance(lot, list):
        thoughts = [{"kind": "thought", **each} if isinstance(each, dict) else each for each in lot]
        document = {**document, "parking_lot": thoughts}
    timeline = document.get("timeline")
    events = timeline.get("events") if isinstance(timeline, dict) else None
    if not isinstance(timeline, dict) or not isinstance(events, list):
        return document
    told = [{"known_then": "", **each} if isinstance(each, dict) else each for each in events]
    return {**document, "timeline": {**timeline, "events": told}}


def _revisions_and_what_customers_are_told(document: JsonObject) -> JsonObject:
    """Version 4 counts drafts, and keeps what was dismissed, told to customers, and let pass.

    It knows the order of the days in figures as well, which nobody had said yet.

    When an earlier version was published nobody wrote down; no event of one was chosen for
    customers.
    """
    more: JsonObject = {"revision": 1, "published_at": None, "dismissals": []}
    document = {**more, **document}
    followup, timeline = document.get("followup"), document.get("timeline")
    scope = document.get("scope")
    if isinstance(scope, dict):
        document = {**document, "scope": {"date_order": None, **scope}}
    if isinstance(followup, dict):
        document = {**document, "followup": {"accepted_leaks": [], **followup}}
    events = timeline.get("events") if isinstance(timeline, dict) else None
    if not isinstance(timeline, dict) or not isinstance(events, list):
        return document
    told = [{"for_customers": False, **e} if isinstance(e, dict) else e for e in events]
    return {**document, "timeline": {**timeline, "events": told}}


MIGRATIONS: Mapping[int, Migration] = {
    1: _zone_of_typing,
    2: _known_then_and_parked_kinds,
    3: _revisions_and_what_customers_are_told,
}
"""By version: the pure function that makes a document of the next version from one of this."""


class CannotMigrate(ValueError):
    """A document of a version that this program knows no way up from."""


def upgraded(document: JsonObject, version: int, migrations: Mapping[int, Migration]) -> JsonObject:
    """Return a document of `version` as one of SCHEMA_VERSION. Raises CannotMigrate."""
    for step in range(version, SCHEMA_VERSION):
        migrate = migrations.get(step)
        if migrate is None:
            raise CannotMigrate(f"it has schema {step}, which this facilitator cannot read")
        document = migrate(document)
    return document
