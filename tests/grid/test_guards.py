"""Each guard is taken out in turn, and the grid notices: it says at least one thing that is wrong."""

import sys
from datetime import timedelta

import pytest
from django.db.models import Exists
from django.template import engines
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies import middleware, rules, sharing
from agencies.categories import Category
from agencies.models import User
from agencies.rules import Term
from audit import log
from casefile import lens
from offenders import policies, sight
from offenders import rules as offender_rules
from offenders.models import Offender
from offenders.querysets import OffenderQuerySet
from panels import screen
from rag import visible
from tests.grid.addresses import ADDRESSES
from tests.grid.asking import BACKEND, ended, wrong
from tests.grid.levels import LEVELS, PERSONAS, SCOPES
from tests.grid.test_levels import fresh, letters

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BY_NAME = {str(persona): persona for persona in PERSONAS}


def by_levels(readers):
    """Readers who have more or less of somebody than levels.csv says, and lists with others in them."""
    world, said = readers.world, []
    for persona in PERSONAS:
        user = fresh(world.reader(persona))
        for scope in SCOPES:
            expected, who = LEVELS[str(persona), scope], world.people[scope]
            if letters(user, who.pk) != expected.letters:
                said.append(f"{persona} {scope}")
            listed = Offender.objects.visible_to(user).filter(pk=who.pk).exists()
            if listed != (expected.sees and scope != "glass"):
                said.append(f"{persona} {scope} in a list")
    return said


def by_pages(name, filled, *cells):
    """What is wrong with one address for some readers and people."""

    def check(readers):
        said = []
        for address in ADDRESSES:
            if (address.name, address.method, address.posted) == (name, "GET", "") and filled in address.filled:
                for who, scope in cells:
                    if scope in address.scopes:
                        answer = readers.ask(address, BY_NAME[who], scope)
                        said += wrong(readers.world, address, BY_NAME[who], scope, answer)
        return said

    return check


def by_an_ended_account(readers):
    address = next(a for a in ADDRESSES if a.name == "casefile:person")
    persona = BY_NAME["police/practitioner"]
    with ended(readers.world.reader(persona)):
        answer = readers.ask(address, persona, "own")
    return [] if answer.status_code == 302 else [f"{answer.status_code}"]


def by_a_form_without_its_token(readers):
    browser = Client(raise_request_exception=False, enforce_csrf_checks=True)
    browser.force_login(readers.world.readers["police/practitioner"], backend=BACKEND)
    answer = browser.post("/find/", {"words": "anybody"})
    return [] if answer.status_code == 403 else [f"{answer.status_code}"]


def by_the_log(verb, who, scope):
    def check(readers):
        from tests.grid.test_not_there import get

        world, address = readers.world, next(a for a in ADDRESSES if a.name == "casefile:person")
        _, logged = get(readers.browsers[who], address, world.kwargs(address.filled, scope))
        return [] if (verb, world.people[scope].pk) in logged else ["nothing in the log"]

    return check


def by_the_reason(readers):
    address = next(a for a in ADDRESSES if a.name == "casefile:person")
    browser = readers.browsers["probation/practitioner"]
    session = browser.session
    session["visits"] = {}
    session.save()
    answer = readers.ask(address, BY_NAME["probation/practitioner"], "known")
    return [] if answer.status_code == 302 else [f"{answer.status_code}"]


def by_the_filter(readers):
    from tests.grid.test_hostile import listed

    browser = readers.browsers["local_authority/practitioner"]
    usual = listed(browser, readers.world.canaries, "/", {})
    found = listed(browser, readers.world.canaries, "/", {"cohort": "V0"})
    return [] if found == usual else ["filtered by a cohort that is hidden"]


def by_markup(readers):
    """Markup that was stored comes out as markup on the page of the person whose name it is."""
    from tests.grid.test_hostile import AS_TYPED, MARKUP

    world, address = readers.world, next(a for a in ADDRESSES if a.name == "casefile:person")
    name = world.people["own"].given_names
    Offender.objects.filter(pk=world.people["own"].pk).update(given_names=MARKUP)
    answer = readers.ask(address, BY_NAME["police/practitioner"], "own")
    Offender.objects.filter(pk=world.people["own"].pk).update(given_names=name)
    assert answer.status_code == 200
    return [str(mark) for mark in AS_TYPED if mark in answer.content]


def by_a_formula(readers):
    from exchange.models import ImportProblem
    from tests.grid.asking import text_of

    ImportProblem.objects.update(value="=1+1")
    browser = readers.browsers["police/coordinator"]
    download = reverse("exchange:download", kwargs={"public_id": readers.world.parts["run"]})
    answer = browser.post(download, {"reason": "Sent back to its maker"})
    assert answer.status_code == 200
    return ["a formula"] if ",=1+1" in text_of(answer) else []


def by_an_old_session(readers):
    """Twelve hours and a second after signing in; in a browser of its own, since that session is over afterwards."""
    browser = Client(raise_request_exception=False)
    browser.force_login(readers.world.readers["police/practitioner"], backend=BACKEND)
    session = browser.session
    session["began_at"] = (timezone.now() - timedelta(hours=12, seconds=1)).isoformat()
    session.save()
    answer = browser.get(reverse("casefile:person", kwargs=readers.world.kwargs("public_id=person")))
    sent_to = answer.headers.get("Location", "")
    return [] if sent_to.startswith(reverse("account_login")) else [f"{answer.status_code}"]


def without_escaping(patch):
    """As if every template said autoescape off."""
    patch.setattr(engines["django"].engine, "autoescape", False)


PAGE, TIMELINE = ("casefile:person", ""), ("casefile:section", "timeline")
TESTS, INTELLIGENCE = ("casefile:section", "name=tests"), ("casefile:section", "name=intelligence")


def everybody(self, user):
    return self.on_the_register()


def nobody_restricted():
    return Exists(Offender.objects.none())


def take(patch, *guards):
    for owner, name, instead in guards:
        patch.setattr(owner, name, instead)


GUARDS = {
    "visible_to": (lambda p: take(p, (OffenderQuerySet, "visible_to", everybody)), by_levels),
    "restricted": (lambda p: take(p, (sight, "restricted", nobody_restricted)), by_levels),
    "the end of an involvement": (
        lambda p: take(p, (offender_rules, "TAPER_DAYS", 10_000), (sight, "TAPER_DAYS", 10_000)),
        by_levels,
    ),
    "how far a role reaches": (
        lambda p: take(
            p,
            (offender_rules, "narrowed", lambda level, roles, *, own_caseload: level),
            (sharing, "narrowed", lambda level, roles, *, own_caseload: level),
        ),
        by_levels,
    ),
    "a practitioner reads beyond the caseload": (
        lambda p: p.setitem(rules.REACH, next(iter(r for r in rules.REACH if r == "practitioner")), (4, 4)),
        by_levels,
    ),
    "consent": (lambda p: take(p, (Term, "everyday", lambda self, *, consented: self.level)), by_levels),
    "consent ends with the involvement": (
        lambda p: take(
            p,
            (
                policies,
                "levels",
                lambda standing, terms, roles: offender_rules.levels(
                    offender_rules.Standing(**{**vars(standing), "involved": standing.involved or standing.tapering}),
                    terms,
                    roles,
                ),
            ),
        ),
        by_levels,
    ),
    "what glass never shows": (lambda p: take(p, (offender_rules, "NOT_BY_GLASS", frozenset())), by_levels),
    "original intelligence by name": (
        lambda p: take(
            p,
            (
                sharing,
                "_term",
                lambda row: Term(
                    sharing.Level(row.level), row.if_consent, sharing.Level(row.in_room), row.in_room_if_consent
                ),
            ),
        ),
        by_levels,
    ),
    "requires": (
        lambda p: take(p, (middleware, "_ask", lambda request, view: None)),
        by_pages("log:list", "", ("police/practitioner", "own"), ("voluntary/viewer", "own")),
    ),
    "who has left": (lambda p: take(p, (User, "has_left", lambda self, on: False)), by_an_ended_account),
    "what a page reads": (
        lambda p: take(p, (lens.Lens, "reads", lambda self, *categories: True)),
        by_pages(*TIMELINE, ("local_authority/practitioner", "own"), ("health/practitioner", "own")),
    ),
    "what a page knows of": (
        lambda p: take(p, (lens.Lens, "knows_of", lambda self, category: True)),
        by_pages(*TIMELINE, ("voluntary/practitioner", "own"), ("health/practitioner", "own")),
    ),
    "RED is of warrants": (
        lambda p: take(p, (visible, "_instead_of", lambda *asked, **more: None)),
        by_pages("panels:person", "", ("local_authority/practitioner", "own"), ("voluntary/practitioner", "own")),
    ),
    "what a panel's screen reads": (
        lambda p: take(p, (screen.Screen, "reads", lambda self, *categories: True)),
        by_pages("panels:person", "", ("local_authority/practitioner", "own"), ("health/practitioner", "own")),
    ),
    "an upload is its sender's": (
        lambda p: take(p, (sys.modules["exchange.views.imports"], "may_read_values", lambda user, run: True)),
        by_pages("exchange:problems", "", ("voluntary/coordinator", "own")),
    ),
    "filters on offer": (
        lambda p: take(p, (lens.Lens, "sees_cohort", lambda self, cohort: True)),
        by_the_filter,
    ),
    "a taper only reads": (lambda p: take(p, (offender_rules, "READS_AT_MOST", frozenset())), by_levels),
    "text is text": (without_escaping, by_markup),
    "no cell is a formula": (
        lambda p: take(p, (sys.modules["exchange.views.imports"], "defused", lambda cell: cell)),
        by_a_formula,
    ),
    "a session ends": (lambda p: take(p, (middleware, "_is_over", lambda request: False)), by_an_old_session),
    "the log of looks": (
        lambda p: take(p, (log, "viewed", lambda *what, **more: None)),
        by_the_log("viewed", "police/practitioner", "own"),
    ),
    "the log of refusals": (
        lambda p: take(p, (log, "refused", lambda *what, **more: None)),
        by_the_log("refused", "police/practitioner", "other_agency"),
    ),
    "the reason of a visit": (
        lambda p: p.setattr("offenders.visits.asking.reason", lambda facts: facts.given),
        by_the_reason,
    ),
}


@pytest.mark.parametrize("name", GUARDS)
def test_without_a_guard_the_grid_says_so(name, readers, monkeypatch):
    take_out, check = GUARDS[name]
    before = set(check(readers))
    take_out(monkeypatch)
    assert set(check(readers)) - before, f"{name} can be taken out and nothing is said"


@pytest.mark.parametrize(
    ("middleware_of", "check"),
    [
        ("django.middleware.csrf.CsrfViewMiddleware", by_a_form_without_its_token),
        ("agencies.middleware.NeverKept", by_pages(*PAGE, ("police/practitioner", "own"))),
        ("agencies.middleware.AccessMiddleware", by_an_ended_account),
        (
            "django.contrib.auth.middleware.LoginRequiredMiddleware",
            lambda readers: [] if Client(raise_request_exception=False).get("/").status_code == 302 else ["let in"],
        ),
    ],
)
def test_without_a_middleware_the_grid_says_so(middleware_of, check, readers, settings):
    before = set(check(readers))
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != middleware_of]
    for browser in readers.browsers.values():
        browser.handler._middleware_chain = None
    try:
        assert set(check(readers)) - before, f"{middleware_of} can be taken out and nothing is said"
    finally:
        for browser in readers.browsers.values():
            browser.handler._middleware_chain = None


def test_every_category_is_in_the_grid():
    assert {category.value for category in Category} == set(next(iter(LEVELS.values())).letters)
