"""The document that the texts of this folder belong to, and what its team has set."""

from __future__ import annotations

from datetime import UTC, datetime

from facilitator.findings.redaction.rules import DisclosureRules
from facilitator.model.actions import Action, Actions
from facilitator.model.followup import Followup, SignOff
from facilitator.model.postmortem import Postmortem
from facilitator.model.scope import Participant, Scope
from facilitator.model.timeline import Event, Milestone, Timeline

RULES = DisclosureRules(
    customers=("Northwind Traders", "Globex", "Blue Heron Air", "Müller & Söhne"),
    internal_domains=("corp.palisade.example",),
    public_domains=("palisade.example", "status.palisade.example", "api.palisade.example"),
)


def _event(hour: int, minute: int, text: str, milestone: Milestone | None = None) -> Event:
    at = datetime(2026, 11, 20, hour, minute, tzinfo=UTC)
    return Event(at=at, text=text, milestone=milestone)


DOCUMENT = Postmortem(
    id="2026-11-21-padgrz",
    scope=Scope(
        title="Card payments failed for 38 minutes",
        reference="INC-2041",
        services=("ledger", "edge router"),
        document_owner="Ingrid Sørensen",
        facilitator="Grace Adeyemi",
        scribe="Max Lund",
        participants=(
            Participant(name="Priya Raman", role="database engineer", responder=True),
            Participant(name="Tomás Oliveira", role="incident commander", responder=True),
            Participant(name="Mark Webb", role="support lead"),
            Participant(name="April Stone", responder=True),
            Participant(name="Will Okafor", role="network engineer", responder=True),
            Participant(name="dkoch", role="SRE"),
            Participant(name="@jkim"),
        ),
    ),
    timeline=Timeline(
        events=(
            _event(13, 30, "The schema change is approved"),
            _event(13, 42, "The change takes a lock", Milestone.STARTED),
            _event(13, 47, "First report to support"),
            _event(13, 51, "The alarm rings", Milestone.DETECTED),
            _event(13, 55, "@rsoto takes the page", Milestone.ACKNOWLEDGED),
            _event(14, 12, "A fix goes to the router"),
            _event(14, 20, "Writes move to the replica", Milestone.MITIGATED),
            _event(15, 5, "The last held payment is settled", Milestone.RESOLVED),
        )
    ),
    actions=Actions(
        actions=(
            Action(title="Give each migration a limit", owner="Hiro Tanaka", ticket="PAY-4112"),
            Action(title="Write the runbook for a failover", owner="@jkim", ticket="OPS-388"),
        )
    ),
    followup=Followup(sign_offs=(SignOff(role="legal", name="Hannah Becker"),)),
)
