"""What counts as a leak of each kind, and what only looks like one."""

from __future__ import annotations

import pytest

from facilitator.findings.redaction.disclosure_context import disclosure_context
from facilitator.findings.redaction.scanner import leaks_in
from facilitator.model.tickets import TicketPattern, TicketPatterns
from tests.facilitator.findings.redaction.documents import DOCUMENT, RULES

TICKETS = TicketPatterns((TicketPattern("bug-{n}", "https://bugs.palisade.example/{n}"),))
CONTEXT = disclosure_context(DOCUMENT, RULES, TICKETS)


def found(text: str) -> list[tuple[str, str]]:
    return [(str(leak.kind), leak.words) for leak in leaks_in(text, CONTEXT)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We thank Priya Raman.", "Priya Raman"),
        ("PRIYA looked.", "PRIYA"),
        ("as priya raman wrote", "priya raman"),
        ("Tomas Oliveira's change", "Tomas Oliveira"),
        ("as P. Raman saw", "P. Raman"),
        ("as Priya R. saw", "Priya R"),
        ("It was Dr. Lund", "Dr. Lund"),
        ("thanks to Will", "Will"),
        ("the help of Max. He ran it", "Max"),
        ("Mark and his team", "Mark"),
        ("Will restarted it.", "Will"),
        ("Will's change", "Will"),
        ("then Mark saw it", "Mark"),
        ("Mark Webb saw it", "Mark Webb"),
        ("Ingrid Sorensen wrote", "Ingrid Sorensen"),
        ("we asked April about it", "April"),
        ("thanks to priya, it ended", "priya"),
        ("priya restarted the ledger", "priya"),
        ("priya: the ledger is back", "priya"),
        ("paged tomas", "tomas"),
        ("the person on call (priya) saw it", "priya"),
    ],
)
def test_a_person_is_found_by_name(text: str, words: str) -> None:
    assert found(text) == [("person", words)]


def test_a_name_ends_where_its_sentence_does() -> None:
    text = "We thank Priya Raman. Priya restarted it.\nThanks to Priya\nPriya saw it"
    assert [words for _, words in found(text)] == ["Priya Raman", "Priya", "Priya", "Priya"]


@pytest.mark.parametrize(
    "text",
    [
        "Will it happen again? Mark the date. Grace periods end.",
        "It will stay. Please mark it. A grace period. Stone walls.",
        "in April, on 4 April, April 2027, the April release, late May, until May",
        "Android Max 3 and the Grace Hopper ship and our Max plan",
        "maximum, markup, willing, stonewalled, raman, Maxwell, Markus",
        "The lead of support, an incident commander and the SRE book",
    ],
)
def test_words_that_are_names_too_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("see @someone-else.", "handle", "@someone-else"),
        ("see @some.one.Then on", "handle", "@some.one"),
        ("see @Some.One", "handle", "@Some.One"),
        ("so dkoch wrote", "handle", "dkoch"),
        ("mailto:x.y@palisade.example", "e-mail", "x.y@palisade.example"),
        ("<x.y@gmail.test>", "e-mail", "x.y@gmail.test"),
        ("at 10.1.2.3:80.", "address", "10.1.2.3:80"),
        ("all of 10.0.12.x.", "address", "10.0.12.x"),
        ("from 192.168.*.* and", "address", "192.168.*.*"),
        ("(172.20.xx.xxx)", "address", "172.20.xx.xxx"),
        ("the address 8.8.8.8 answers", "address", "8.8.8.8"),
        ("fe80::1%eth0 and", "address", "fe80::1%eth0"),
        ("2001:db8::/32", "address", "2001:db8::/32"),
        ("00:1b:44:11:3a:b7", "address", "00:1b:44:11:3a:b7"),
        ("DB-PROD-03 fell over", "host", "DB-PROD-03"),
        ("on dbserver2:5432", "host", "dbserver2:5432"),
        ("prod-eu-2 is full", "host", "prod-eu-2"),
        ("ledger-prod is slow", "host", "ledger-prod"),
        ("to mysql-primary", "host", "mysql-primary"),
        ("from rep02 on", "host", "rep02"),
        ("ledger-b.prod.palisade.test", "host", "ledger-b.prod.palisade.test"),
        ("i-0abc123def4567890", "host", "i-0abc123def4567890"),
        ("postgres://pg-1:5432/x", "host", "postgres://pg-1:5432/x"),
        ("arn:aws:s3:::ledger-backup.", "host", "arn:aws:s3:::ledger-backup"),
        ("mail.corp.palisade.example", "host", "mail.corp.palisade.example"),
        ("jira.palisade.example/x", "internal link", "jira.palisade.example/x"),
        ("http://localhost:8080", "internal link", "http://localhost:8080"),
        ("(https://x.notion.so/a(b))", "internal link", "https://x.notion.so/a(b)"),
        ("in #ops-incidents", "internal link", "#ops-incidents"),
        ("see go/on-call-book", "internal link", "go/on-call-book"),
        ("pay-7", "ticket", "pay-7"),
        ("BUG-7 and", "ticket", "BUG-7"),
        ("https://bugs.palisade.example/7", "ticket", "https://bugs.palisade.example/7"),
        ("see ABC-123.", "ticket", "ABC-123"),
        ("issue #12", "ticket", "#12"),
        ("INC0012345", "ticket", "INC0012345"),
        ("palisade/sdk#12", "ticket", "palisade/sdk#12"),
        ("at pool.go:88:2", "repository", "pool.go:88:2"),
        ("/var/log/ledger", "repository", "/var/log/ledger"),
        ("the repository team/ledger", "repository", "team/ledger"),
        ("in palisade/incident-notes", "repository", "palisade/incident-notes"),
        ("in commit 9fceb02", "repository", "9fceb02"),
        (r"D:\ledger\run.bat", "repository", r"D:\ledger\run.bat"),
        ("password=hunter2", "secret", "password=hunter2"),
        ("the password was hunter2.", "secret", "password was hunter2"),
        ("In the log: DB_PASSWORD: s3cr3t-x", "secret", "DB_PASSWORD: s3cr3t-x"),
        ("Bearer abcdefgh12345678", "secret", "Bearer abcdefgh12345678"),
        ("https://a:b@x.example/", "secret", "https://a:b@x.example/"),
        ("https://x.corp/?token=abc1", "secret", "https://x.corp/?token=abc1"),
        ("for NORTHWIND  TRADERS", "customer", "NORTHWIND  TRADERS"),
        ("we asked Northwind", "customer", "Northwind"),
        ("Mueller & Soehne", "customer", "Mueller & Soehne"),
        ("globex.test", "customer", "globex.test"),
        ("It took 57 minutes.", "figure", "57 minutes"),
        ("We forgot to look.", "blame", "forgot to"),
        ("We should have known.", "blame", "should have known"),
    ],
)
def test_a_leak_is_found_for_what_it_is(text: str, kind: str, words: str) -> None:
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "support@palisade.example, https://status.palisade.example/a, www.palisade.example",
        "versions 2.4.1, 10.2, 1.2.3.4 and version 10.1.2.3, 10.4.x; 99.9%; 1.204.331 payments",
        "13:42:07, std::vector, 3:2, ::, a::b",
        "UTF-8, SEV-1, TLS-1.3, CVE-2026-1, UTC-5, TIER-1, COVID-19, F-16, Gold-24",
        "eu-west-1, us-gov-east-1, europe-west3, ap-southeast-2a",
        "and/or, TCP/IP, 3/4, client/server, go/no-go, Settings/Payments, /v1/payments, N/A",
        "Node.js, e.g. this, ASP.NET, end.Then begin, palisade.example",
        "your password: it stays; the token is safe; password=*****; secret=$SECRET",
        "https://docs.datadoghq.com/a, https://www.notion.so/help, palisade.statuspage.io/x",
        "order #1234 and invoice #7",
        "git, api-v2, web-based, 3-node, real-time, x-ray, log4j",
        "non-prod, prod-like, pre-staging, the prod-environment, a web-server, a log-file",
        "in Q3-2026 and H1-2026; follow us, @palisade",
        "In globex style: target groups.",
    ],
)
def test_what_anybody_may_read_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_private_key_is_one_leak_from_its_first_line_to_its_last() -> None:
    key = "-----BEGIN RSA PRIVATE KEY-----\nMIIE db-prod-03\n-----END RSA PRIVATE KEY-----"
    assert found(f"It was\n{key}\nfor a while.") == [("secret", key)]
