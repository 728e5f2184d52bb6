"""What is typed to do harm: markup, formulas, file names, impossible numbers, and filters on what is hidden."""

import re
from http.cookies import SimpleCookie

import pytest
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse

from agencies.models import Agency, Area, User
from cohorts.models import Cohort
from exchange.models import ImportProblem, ImportRun
from offenders.models import (
    BrokenGlass,
    Consent,
    CustodySpell,
    IntelligenceReport,
    NamedGrant,
    OffenceCode,
    Offender,
    Restriction,
)  # fmt: skip
from panels.models import Attendance
from rag.models import Decision, Judgement, Proposal
from tests.grid.addresses import ADDRESSES
from tests.grid.asking import text_of
from tests.grid.chance import SOME_OR_ALL, some
from tests.grid.test_attacks import browser_of, url_of

pytestmark = pytest.mark.django_db

MARKUP = "<script>alert(7)</script>\"'><img src=x onerror=alert(7)>{{7*7}}"
AS_TYPED = (b"<script>alert(7)", b"<img src=x", b"onerror=alert(7)>")
READERS = (
    "police/practitioner_by_name", "police/panel_chair", "police/coordinator", "police/agency_lead", "police/auditor",
    "police/analyst", "drug_service/practitioner", "voluntary/viewer",
)  # fmt: skip
TEXTS = {
    Offender: ("family_name", "given_names"),
    CustodySpell: ("establishment",),
    IntelligenceReport: ("summary",),
    Judgement: ("reason",),
    Decision: ("reason",),
    OffenceCode: ("name",),
    Cohort: ("name",),
    Area: ("name",),
    Agency: ("name",),
    User: ("full_name",),
    Attendance: ("name",),
    Consent: ("how",),
    Restriction: ("reason",),
    NamedGrant: ("reason",),
    BrokenGlass: ("reason",),
    ImportRun: ("source_name", "folder_name"),
    ImportProblem: ("value", "expected", "column"),
}
ROLES = ("police/practitioner", "police/coordinator", "police/panel_chair", "police/agency_lead")
GETS = [address for address in ADDRESSES if address.method == "GET" and "horoscope" not in address.filled]


def poison(world):
    """Markup at the front of every text that a page shows."""
    for model, names in TEXTS.items():
        model.objects.update(**{name: Concat(Value(MARKUP), F(name)) for name in names})
    with connection.cursor() as cursor:  # these stand as given, or as used: their text is changed below the triggers
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in ("panels_action", "pathways_pathwaylevel"):
            cursor.execute(f"UPDATE {table} SET text = %s || text", [MARKUP])
        cursor.execute("SET LOCAL session_replication_role = origin")
    for proposal in Proposal.objects.all():
        reasons = [{**reason, "text": MARKUP + reason["text"]} for reason in proposal.reasons]
        Proposal.objects.filter(pk=proposal.pk).update(reasons=reasons)


@SOME_OR_ALL
def test_what_was_stored_is_text_on_every_page(whole, readers):
    world = readers.world
    poison(world)
    asked = 0
    for address in GETS:
        for persona in some(READERS, 1, address, whole=whole):
            for scope in ("own", "consented", "named") if whole and address.of_person else ("own",):
                if scope not in address.scopes:
                    continue
                response = readers.browsers[persona].get(url_of(world, address, scope))
                assert response.status_code < 500, (str(address), persona)
                if not response.streaming and "html" in response["Content-Type"]:
                    shown = [mark for mark in AS_TYPED if mark in response.content]
                    assert shown == [], (str(address), persona, scope)
                    assert b"{{7*7}}" not in response.content or response.content.count(b">49<") == 0
                    asked += MARKUP.encode()[:8] not in response.content and b"&lt;script&gt;" in response.content
    assert asked > 10, "the markup stands on hardly any page: the test asks for nothing"


FIELDS = (
    "words", "number", "reason", "why", "own_words", "text", "name", "names", "agency", "email", "full_name", "how",
    "ref", "status", "held_on", "area", "user", "until", "due_on", "owner", "version", "next", "on", "to", "given_on",
    "source_name", "as_of", "login", "password", "step", "roles", "screen", "from", "q",
)  # fmt: skip


@SOME_OR_ALL
def test_what_is_posted_or_asked_comes_back_as_text(whole, readers):
    world = readers.world
    for address in some(ADDRESSES, 70, "posted", whole=whole):
        if address.name == "account_logout":
            continue  # it ends the session that the others are asked in
        url = url_of(world, address)
        for persona in some(ROLES, 1, address, whole=whole):
            browser = readers.browsers[persona]
            kept = SimpleCookie(browser.cookies)
            send = browser.get if address.method == "GET" else browser.post
            response = send(url, dict.fromkeys(FIELDS, MARKUP))
            browser.cookies = kept
            assert response.status_code < 500, (str(address), persona)
            if not response.streaming:
                assert [mark for mark in AS_TYPED if mark in response.content] == [], (str(address), persona)


def test_words_that_are_searched_for_come_back_as_text(world):
    reader = browser_of(world, "police/practitioner")
    found = reader.post(reverse("casefile:find"), {"words": MARKUP}, follow=True)
    assert found.status_code == 200
    assert [mark for mark in AS_TYPED if mark in found.content] == []
    assert not any("script" in url for url, _ in found.redirect_chain)


LEADS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1")


@pytest.mark.parametrize("lead", LEADS)
def test_no_cell_of_a_csv_is_a_formula(lead, world):
    ImportProblem.objects.update(value=lead, expected=lead, column=lead, file=lead)
    coordinator = browser_of(world, "police/coordinator")
    download = reverse("exchange:download", kwargs={"public_id": world.parts["run"]})
    response = coordinator.post(download, {"reason": "Sent back to who made the register"})
    assert response.status_code == 200
    text = text_of(response).removeprefix("\ufeff")
    assert lead.strip() in text
    assert not re.search(r'(?:^|,)"?[=+@\t\r-]', text, re.MULTILINE)


def test_the_name_of_a_file_says_nothing_of_anybody(world):
    ImportRun.objects.update(folder_name='a"; filename="evil.exe\r\nX-Evil: 1', source_name="zq\r\nX-Evil: 1")
    coordinator = browser_of(world, "police/coordinator")
    download = reverse("exchange:download", kwargs={"public_id": world.parts["run"]})
    response = coordinator.post(download, {"reason": "Sent back to who made the register"})
    assert response.status_code == 200
    assert "X-Evil" not in response
    assert re.fullmatch(r'attachment; filename="[\w .-]+"', response["Content-Disposition"])


NUMBERS = ("-1", "0", "1000000000", "9" * 30, "NaN", "1e9", "01", "\x00", "None", "' OR 1=1 --", "[]", "١")


@SOME_OR_ALL
@pytest.mark.parametrize("number", NUMBERS)
def test_no_page_number_breaks_a_list(number, whole, readers):
    lists = [address for address in GETS if not address.of_person or address.name.startswith("casefile")]
    for address in some(lists, 6, number, whole=whole):
        for persona in ("police/coordinator", "police/auditor"):
            page = readers.browsers[persona].get(
                url_of(readers.world, address), {"page": number, "size": number, "year": number, "found": number}
            )
            assert page.status_code < 500, (str(address), persona)


@SOME_OR_ALL
@pytest.mark.parametrize("number", [2**31, 2**63, 2**64, 10**30])
def test_no_number_in_an_address_breaks_it(number, whole, readers):
    for address in some(ADDRESSES, 60, number, whole=whole):
        kwargs = readers.world.kwargs(address.filled)
        numbers = {name: number for name, value in kwargs.items() if isinstance(value, int) or str(value).isdigit()}
        if numbers:
            url = reverse(address.name, kwargs=kwargs | numbers)
            for persona in ("police/coordinator", "police/agency_lead", "police/system_administrator"):
                browser = readers.browsers[persona]
                answer = browser.get(url) if address.method == "GET" else browser.post(url)
                assert answer.status_code in (302, 403, 404, 405), (url, persona, answer.status_code)


@SOME_OR_ALL
def test_a_nul_in_an_address_or_a_form_breaks_nothing(whole, readers):
    for address in ADDRESSES:
        for persona in some(ROLES, 1, address, whole=whole):
            if address.method == "POST" and not address.name.startswith("account_"):
                browser = readers.browsers[persona]
                answer = browser.post(url_of(readers.world, address), dict.fromkeys(FIELDS, "a\x00b"))
                assert answer.status_code < 500, (str(address), persona)


WORDS = [address for address in GETS if {"word", "police"} & {pair.split("=")[1] for pair in address.filled.split()}]


@pytest.mark.parametrize("address", WORDS, ids=str)
def test_a_nul_in_the_place_of_a_word_breaks_no_address(address, readers):
    kwargs = readers.world.kwargs(address.filled)
    url = reverse(
        address.name, kwargs={n: "ZQNUL" if isinstance(v, str) and not v.isdigit() else v for n, v in kwargs.items()}
    )
    for persona in (*ROLES, "police/system_administrator"):
        answer = readers.browsers[persona].get(url.replace("ZQNUL", "%00"))
        assert answer.status_code in (400, 403, 404, 410), (persona, answer.status_code)


def test_a_nul_in_the_place_of_an_id_is_no_address(readers):
    for path in ("/people/%00/", "/%00", "/panels/%00/", "/imports/%00/", "/log/people/%00/", "/reports/download/%00/"):
        assert readers.browsers["police/coordinator"].get(path).status_code in (400, 404), path


# Filters and orders of what is hidden


def listed(browser, canaries, url, query):
    """Whom a list shows, in its order, by their scopes."""
    text = browser.get(url, query).content.decode().lower()
    names = {word: scope for word, (scope, fact) in canaries.words.items() if fact == "family_name"}
    return [names[word] for word in re.findall(r"zq[a-z0-9]+", text) if word in names]


HIDDEN = [
    {"sort": "rank"}, {"sort": "-rank"}, {"sort": "eighths"}, {"sort": "scores__rank"}, {"order_by": "pnc_id"},
    {"sort": "rag"}, {"sort": "-rag"}, {"rag": "RED"}, {"rag": "AMBER+"}, {"rag": "GREEN"}, {"cohort": "V0"},
    {"cohort": "C0"}, {"offender__family_name__startswith": "q"}, {"family_name__startswith": "q"},
    {"_connector": "OR"}, {"_negated": "1"}, {"pk": "1"}, {"custody__in": "x"}, {"area__code": "Bedford"},
    {"intelligence_reports__summary__contains": "a"}, {"drug_tests__regime": "voluntary"}, {"treatment": "1"},
]  # fmt: skip


@pytest.mark.parametrize("query", HIDDEN, ids=str)
def test_who_is_told_nothing_learns_nothing_by_filter_or_order(query, readers):
    """The voluntary sector knows that somebody is on the scheme, and neither status, cohort nor rank."""
    world, browser = readers.world, readers.browsers["voluntary/practitioner"]
    for url in ("/", "/ranking/"):
        usual = listed(browser, world.canaries, url, {})
        assert usual
        assert listed(browser, world.canaries, url, query) == usual, url


@pytest.mark.parametrize(
    "persona", ["local_authority/practitioner", "health/practitioner", "drug_service/practitioner"]
)
def test_red_and_who_is_ranked_are_no_filter_of_who_does_not_read_them(persona, readers):
    world, browser = readers.world, readers.browsers[persona]
    usual = listed(browser, world.canaries, "/", {})
    for query in ({"sort": "rank"}, {"sort": "-rank"}, {"rag": "RED"}, {"cohort": "V0"}, {"cohort": ["V1", "V2"]}):
        assert sorted(listed(browser, world.canaries, "/", query)) == sorted(usual), query
    assert listed(browser, world.canaries, "/", {"sort": "rank"}) == usual


def test_an_amber_plus_of_hidden_reasons_is_found_as_amber_alone(readers):
    canaries = readers.world.canaries
    partial, whole = readers.browsers["probation/practitioner"], readers.browsers["police/practitioner_by_name"]
    assert "known" not in listed(partial, canaries, "/", {"rag": "AMBER+"})
    assert "known" in listed(partial, canaries, "/", {"rag": "AMBER"})
    assert "known" in listed(whole, canaries, "/", {"rag": "AMBER+"})


def test_an_identifier_finds_nobody_for_who_does_not_read_them(readers):
    world, browser = readers.world, readers.browsers["health/practitioner"]
    for name in ("pnc_id", "crn", "prison_number"):
        words = getattr(world.people["own"], name)
        for url in ("casefile:find", "glass:search"):
            found = browser.post(reverse(url), {"words": f"{words} 1", "number": words}, follow=True)
            shown = {fact for whose, fact in world.canaries.found_in(found.content.decode()) if whose == "own"}
            assert "family_name" not in shown, (name, url)
