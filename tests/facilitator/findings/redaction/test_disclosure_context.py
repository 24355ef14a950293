"""What is known around a text: whom a document names, and what a team has said."""

from __future__ import annotations

from facilitator.findings.redaction.disclosure_context import DisclosureContext, disclosure_context
from facilitator.findings.redaction.rules import DisclosureRules
from facilitator.findings.redaction.scanner import leaks_in
from facilitator.model.actions import Action, Actions
from facilitator.model.followup import Followup, SignOff
from facilitator.model.postmortem import Postmortem, Waiver
from facilitator.model.scope import Link, LinkKind, Participant, Scope
from tests.facilitator.findings.redaction.documents import DOCUMENT, RULES

EMPTY = Postmortem(id="2026-11-20-abcdef")


def replaced(text: str, context: DisclosureContext) -> list[str]:
    return [leak.replacement for leak in leaks_in(text, context)]


def with_people(*people: Participant) -> DisclosureContext:
    return disclosure_context(EMPTY.changing(scope=Scope(participants=people)))


def test_an_edit_elsewhere_keeps_the_context_and_what_was_read_in_it() -> None:
    context = disclosure_context(DOCUMENT, RULES)
    leaks_in("seen once: Priya", context)
    read = leaks_in.cache_info().misses
    edited = DOCUMENT.changing(private_notes="more", actions=DOCUMENT.actions)
    leaks_in("seen once: Priya", disclosure_context(edited, RULES))
    assert disclosure_context(edited, RULES) is context
    assert leaks_in.cache_info().misses == read


def test_a_new_person_or_rule_makes_another_context() -> None:
    context = disclosure_context(DOCUMENT, RULES)
    scope = DOCUMENT.scope.changing(scribe="Zoë Quill")
    assert disclosure_context(DOCUMENT.changing(scope=scope), RULES) is not context
    assert disclosure_context(DOCUMENT, DisclosureRules(public_words=("Priya",))) is not context


def test_a_name_is_replaced_by_the_role_of_who_bears_it() -> None:
    context = with_people(
        Participant(name="Ana Vidal", role="SRE"),
        Participant(name="Ben Okoye", role="Network engineer"),
        Participant(name="Cleo Marin", role="WAF"),
        Participant(name="Dina Roth (remote)", role="Ana's stand-in on db-3"),
        Participant(name="Eli Novak", role="deputy of Ana"),
    )
    timeline = "we saw Ana, Ben, Cleo, Dina and Eli"
    assert replaced(timeline, context) == [
        "an SRE",
        "a network engineer",
        "our WAF team",
        "an engineer",
        "an engineer",
    ]


def test_a_name_that_two_people_bear_is_replaced_by_what_both_are() -> None:
    context = with_people(
        Participant(name="Ana Vidal", role="SRE"), Participant(name="Ana Roth", role="scribe")
    )
    assert replaced("so Ana Roth and Ana", context) == ["a scribe", "an engineer"]


def test_owners_and_those_who_sign_off_are_people_too_and_posts_are_not() -> None:
    document = EMPTY.changing(
        actions=Actions(actions=(Action(title="a", owner="Hiro Tanaka"),)),
        followup=Followup(
            sign_offs=(
                SignOff(role="legal", name="Hannah Becker"),
                SignOff(role="engineering", name="Head of Engineering"),
            )
        ),
    )
    context = disclosure_context(document)
    timeline = "Hiro wrote to Becker and the Head of Engineering."
    assert [leak.words for leak in leaks_in(timeline, context)] == ["Hiro", "Becker"]


def test_names_in_scripts_without_capitals_are_found_where_they_stand() -> None:
    context = with_people(Participant(name="田中", role="SRE"))
    assert replaced("昨日、田中が再起動した。", context) == ["an SRE"]


def test_the_hosts_of_the_documents_own_links_are_ours() -> None:
    links = (
        Link(kind=LinkKind.DASHBOARD, url="https://charts.palisade.example/d/1"),
        Link(kind=LinkKind.OTHER, url="https://blog.example.org/report"),
    )
    context = disclosure_context(EMPTY.changing(scope=Scope(links=links)))
    timeline = "https://charts.palisade.example/d/2 https://blog.example.org/report"
    assert [leak.words for leak in leaks_in(timeline, context)] == [timeline.split()[0]]


def test_what_a_team_calls_public_is_no_leak() -> None:
    rules = DisclosureRules(
        customers=("Target", "Blue Heron Air Ltd."),
        internal_domains=("*.ops.palisade.example",),
        public_domains=("github.com/palisade/sdk", "https.ops.palisade.example"),
        public_words=("WEB-2", "Node-1", "@palisade_status"),
    )
    context = disclosure_context(EMPTY, rules)
    public = "https://github.com/palisade/sdk/issues WEB-2 https.ops.palisade.example"
    assert leaks_in(public + " @palisade_status", context) == ()
    ours = "https://github.com/palisade/core x.ops.palisade.example Blue Heron, our Target"
    assert [leak.words for leak in leaks_in(ours, context)] == [
        "https://github.com/palisade/core",
        "x.ops.palisade.example",
        "Blue Heron",
        "Target",
    ]


def test_a_name_of_two_letters_is_somebody_where_it_does_something() -> None:
    context = with_people(Participant(name="Jo"), Participant(name="Bo Li"))
    found = [leak.words for leak in leaks_in("Jo fixed it. Thanks, Bo! So Jo saw LI.", context)]
    assert found == ["Jo", "Bo", "Jo"]


def test_a_handle_made_of_a_name_is_a_name_too() -> None:
    context = with_people(Participant(name="@anna.schmidt", role="SRE"))
    assert (
        replaced("Anna Schmidt saw it, then Schmidt and anna.schmidt", context)
        == ["An SRE"] + ["an SRE"] * 2
    )


def test_small_words_before_a_name_go_with_it() -> None:
    context = with_people(Participant(name="María de la Cruz", role="SRE"))
    (leak,) = leaks_in("as de la Cruz saw", context)
    assert leak.words == "de la Cruz"


def test_who_waived_something_or_let_it_leave_is_known_by_name() -> None:
    waived = EMPTY.changing(
        waivers=(Waiver(condition="causes.root", reason="none", by="Ana Vidal"),)
    )
    assert replaced("Ana said so", disclosure_context(waived)) == ["An engineer"]


def test_only_first_names_are_looked_for_in_small_letters() -> None:
    context = with_people(Participant(name="Tomas Banks"))
    found = [leak.words for leak in leaks_in("banks reported it, tomas restarted it", context)]
    assert found == ["tomas"]
