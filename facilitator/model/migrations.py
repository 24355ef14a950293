"""Migrations: from the JSON of an older schema to that of this version, one schema at a time.

A migration takes the postmortem as parsed JSON and does not validate it. A value of an
unexpected type is left to the validation afterwards, whose errors name the field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

SCHEMA_VERSION = 4
"""Version of the document's schema. Every file names the one it was written with."""

JsonObject: TypeAlias = dict[str, object]
Migration: TypeAlias = Callable[[JsonObject], JsonObject]


def _add_zone(document: JsonObject) -> JsonObject:
    """Schema 2 has the time zone of typed times (`scope.zone`); in schema 1 it was always UTC."""
    scope = document.get("scope")
    return {**document, "scope": {**scope, "zone": ""}} if isinstance(scope, dict) else document


def _add_known_then_and_parked_kinds(document: JsonObject) -> JsonObject:
    """Schema 3 has `known_then` on events and `kind` on parked thoughts.

    Parked thoughts of schema 2 become the kind "thought".
    """
    lot = document.get("parking_lot")
    if isinstance(lot, list):
        thoughts = [{"kind": "thought", **each} if isinstance(each, dict) else each for each in lot]
        document = {**document, "parking_lot": thoughts}
    timeline = document.get("timeline")
    events = timeline.get("events") if isinstance(timeline, dict) else None
    if not isinstance(timeline, dict) or not isinstance(events, list):
        return document
    with_field = [{"known_then": "", **each} if isinstance(each, dict) else each for each in events]
    return {**document, "timeline": {**timeline, "events": with_field}}


def _add_revisions_dismissals_and_accepted_leaks(document: JsonObject) -> JsonObject:
    """Schema 4 has revisions, the minute of publishing, dismissals, accepted leaks and more.

    New in it: `revision`, `published_at`, `dismissals`, `scope.date_order`,
    `followup.accepted_leaks`, and `for_customers` on events. Schema 3 did not record the minute of
    publishing, so `published_at` is null even for a published postmortem.
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
    with_field = [{"for_customers": False, **e} if isinstance(e, dict) else e for e in events]
    return {**document, "timeline": {**timeline, "events": with_field}}


MIGRATIONS: Mapping[int, Migration] = {
    1: _add_zone,
    2: _add_known_then_and_parked_kinds,
    3: _add_revisions_dismissals_and_accepted_leaks,
}
"""By schema version: the function from a document of it to one of the next version."""


class CannotMigrate(ValueError):
    """There is no migration from the schema of this document."""


def upgraded(document: JsonObject, version: int, migrations: Mapping[int, Migration]) -> JsonObject:
    """Migrate a document from schema `version` to SCHEMA_VERSION. Raises CannotMigrate."""
    for step in range(version, SCHEMA_VERSION):
        migrate = migrations.get(step)
        if migrate is None:
            raise CannotMigrate(f"it has schema {step}, which this facilitator cannot read")
        document = migrate(document)
    return document
