"""What the lens remarks opens a condition, until somebody sets it aside for that sentence."""

from __future__ import annotations

import subprocess
import sys

from facilitator.findings.language.document_findings import language_findings
from facilitator.findings.language.lexicon_loader import builtin_lexicon, with_language_settings
from facilitator.findings.redaction.rules import DisclosureRules
from facilitator.findings.team_rules import TeamRules
from facilitator.guide.conditions.assessment import assess
from facilitator.guide.conditions.condition import ConditionState
from facilitator.model.postmortem import Dismissal, Postmortem
from facilitator.model.scope import Participant
from facilitator.model.stage import Stage
from tests.support.complete import COMPLETE, action, cause, part, result, to_customers


def setting_aside(pm: Postmortem, condition: str, rule: str, sentence: str) -> Postmortem:
    """Suppress a finding at the location of this condition."""
    place = result(pm, condition).location
    dismissal = Dismissal(
        rule=rule, stage=place.stage, place=place.item_id, field=place.field, sentence=sentence
    )
    return pm.changing(dismissals=(*pm.dismissals, dismissal))


def test_a_person_stands_as_a_cause_by_name_only_where_they_take_part() -> None:
    named = cause(1, text="Zoe")(COMPLETE)
    assert result(named, "causes.people").state is ConditionState.MET
    there = part("scope", participants=(Participant(name="Zoe"),))(named)
    assert result(there, "causes.people").state is ConditionState.OPEN
    assert result(there, "causes.people").detail == "“Zoe”"


def test_training_is_thin_as_a_root_and_no_person_as_a_step_of_the_chain() -> None:
    assert (
        result(cause(0, text="lack of training")(COMPLETE), "causes.people").state
        is ConditionState.OPEN
    )
    assert (
        result(cause(1, text="lack of training")(COMPLETE), "causes.people").state
        is ConditionState.MET
    )


def test_a_remark_set_aside_opens_nothing_until_its_sentence_changes() -> None:
    pm = cause(1, text="It was human error")(COMPLETE)
    aside = setting_aside(pm, "causes.people", "human-error", "It was human error")
    assert result(aside, "causes.people").state is ConditionState.MET
    reworded = cause(1, text="It was plain human error")(aside)
    assert result(reworded, "causes.people").state is ConditionState.OPEN


def test_a_remark_set_aside_for_one_cause_still_counts_for_another() -> None:
    pm = cause(1, text="human error")(COMPLETE)
    aside = setting_aside(pm, "causes.people", "human-error", "human error")
    both = cause(2, text="human error")(aside)
    assert result(both, "causes.people").location.item_id == both.causes.causes[2].id


def test_an_action_whose_vagueness_was_set_aside_is_specific() -> None:
    vague = action(title="Improve monitoring")(COMPLETE)
    assert result(vague, "actions.specific").detail == "“Improve monitoring”"
    (found,) = (f for f in language_findings(vague) if f.location.stage is Stage.ACTIONS)
    aside = setting_aside(vague, "actions.specific", found.rule, "Improve monitoring")
    assert result(aside, "actions.specific").state is ConditionState.MET


def test_an_action_nobody_can_tell_the_end_of_is_vague_until_that_is_set_aside() -> None:
    endless = action(done_when="")(COMPLETE)
    assert result(endless, "actions.specific").detail.endswith("nothing says when it is done")
    aside = setting_aside(endless, "actions.specific", "no-end", "")
    assert result(aside, "actions.specific").state is ConditionState.MET


def test_a_team_that_owns_an_action_is_named() -> None:
    found = result(action(owner="Platform team")(COMPLETE), "actions.owner")
    assert found.detail == "Limit CPU (Platform team is no one person)"
    assert found.location.stage is Stage.ACTIONS


def test_a_document_without_causes_and_actions_is_assessed_without_the_lens() -> None:
    looks = (
        "import sys;"
        "from facilitator.guide.conditions.assessment import assess;"
        "from facilitator.model.postmortem import Postmortem;"
        "assess(Postmortem(id='2024-03-04-abcdef'));"
        "print([m for m in sys.modules if m.startswith('facilitator.findings.language')])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", looks], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_what_a_team_has_set_counts_for_the_conditions_too() -> None:
    without, _ = with_language_settings(builtin_lexicon(), {"off": ["vague action", "human-error"]})
    team = TeamRules(DisclosureRules(public_words=("Ana Diaz",)), lexicon=lambda: without)
    for condition, change in (
        ("causes.people", cause(1, text="It was human error")),
        ("actions.specific", action(title="Improve monitoring")),
        ("actions.specific", action(done_when="")),
        ("actions.owner", action(owner="Platform team")),
        ("followup.disclosure", to_customers("Ana Diaz restarted it.")),
    ):
        pm = change(COMPLETE)
        assert result(pm, condition).state is ConditionState.OPEN
        (found,) = (r for r in assess(pm, team).results if r.condition == condition)
        assert found.state is ConditionState.MET
