"""What somebody tries who is signed in and means ill: other ids, more fields, other verbs, other hosts."""

import re
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import User
from offenders.models import Consent, NamedGrant, RestrictedReader
from panels.models import Action, AgendaItem, Attendance
from tests.conftest import TODAY
from tests.grid.addresses import ADDRESSES
from tests.grid.asking import BACKEND
from tests.grid.chance import SOME_OR_ALL, some
from tests.grid.levels import PERSONAS

pytestmark = pytest.mark.django_db

EVIL = (
    "//evil.example", "///evil.example", "\\\\evil.example", "/\\evil.example", "https://evil.example/",
    "http:evil.example", "javascript:alert(1)", "data:text/html,x", "%2f%2fevil.example", "\t//evil.example",
    "https:///evil.example", "//evil.example\\@127.0.0.1",
)  # fmt: skip
POSTS = [address for address in ADDRESSES if address.method == "POST"]
ONE_EACH = list({(a.name, a.filled): a for a in ADDRESSES}.values())


def browser_of(world, persona, **how):
    browser = Client(raise_request_exception=False, **how)
    browser.force_login(world.readers[persona], backend=BACKEND)
    return browser


def url_of(world, address, scope="own"):
    return reverse(address.name, kwargs=world.kwargs(address.filled, scope))


# Other ids


def test_a_person_of_another_panel_is_not_at_this_one(world):
    chair = browser_of(world, "police/panel_chair")
    elsewhere = world.parts["panel of Bedford"]
    where = {"panel_id": elsewhere.public_id, "public_id": world.people["own"].public_id}
    for name in ("decide", "leave", "give_action"):
        assert chair.post(reverse(f"panels:{name}", kwargs=where), {"version": 1}).status_code == 404
    assert not AgendaItem.objects.filter(panel__status="open").exclude(decided_status="").exists()


def test_the_attendance_of_another_panel_is_not_withdrawn(world):
    coordinator = browser_of(world, "police/coordinator")
    elsewhere = world.parts["panel of Bedford"]
    where = {"panel_id": elsewhere.public_id, "pk": world.parts["attendance"]}
    assert coordinator.post(reverse("panels:withdraw", kwargs=where)).status_code == 404
    assert Attendance.objects.filter(pk=world.parts["attendance"]).exists()


@pytest.mark.parametrize("scope", ["other_agency", "restricted", "glass"])
def test_an_action_for_somebody_whom_one_does_not_see_stays_open(world, scope):
    reader = browser_of(world, "police/practitioner")
    action = world.of_person[scope]["action"]
    assert reader.post(reverse("panels:finish", kwargs={"action_id": action})).status_code == 404
    assert Action.objects.get(public_id=action).status == "open"


def test_another_agencys_action_for_ones_own_person_stays_open(world):
    reader = browser_of(world, "drug_service/practitioner")
    action = world.of_person["own"]["action"]
    assert reader.post(reverse("panels:finish", kwargs={"action_id": action})).status_code == 403
    assert Action.objects.get(public_id=action).status == "open"


@pytest.mark.parametrize("name", ["prolong", "end"])
def test_another_persons_grant_is_not_reached_from_ones_own_page(world, name):
    before = NamedGrant.objects.get(pk=world.parts["grant"])
    where = {"public_id": world.people["own"].public_id, "pk": before.pk}
    posted = {"until": "2030-01-01", "reason": "Needed longer.", "version": before.version}
    browser_of(world, "police/supervisor").post(reverse(f"exceptions:{name}", kwargs=where), posted)
    after = NamedGrant.objects.get(pk=before.pk)
    assert (after.until_on, after.version, after.reason) == (before.until_on, before.version, before.reason)


def test_somebody_named_for_another_person_keeps_their_name(world):
    reader = RestrictedReader.objects.get(restriction__offender=world.people["restricted"])
    where = {"public_id": world.people["named"].public_id, "pk": reader.user_id}
    browser_of(world, "police/supervisor").post(reverse("exceptions:unname", kwargs=where))
    assert RestrictedReader.objects.filter(pk=reader.pk).exists()


@pytest.mark.parametrize("scope", ["own", "other_agency", "restricted", "glass"])
def test_another_persons_consent_is_not_withdrawn_from_ones_own_page(world, scope):
    consent = Consent.objects.filter(offender=world.people["consented"], category="treatment").first()
    where = {"public_id": world.people[scope].public_id, "consent_id": consent.public_id}
    posted = {"on": TODAY.isoformat(), "how": "Said so to me.", "request_key": uuid4()}
    response = browser_of(world, "drug_service/practitioner").post(reverse("consent:withdraw", kwargs=where), posted)
    assert response.status_code == 404
    assert Consent.objects.get(pk=consent.pk).withdrawn_on is None


def test_by_htmx_nothing_more_comes_out(readers):
    """The header that asks for a part of a page gives no part that the page would not have had."""
    world, more = readers.world, {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "main", "HTTP_HX_BOOSTED": "true"}
    for address in ADDRESSES:
        if address.method == "GET" and address.of_person and "other_agency" in address.scopes:
            for persona in ("police/practitioner", "voluntary/coordinator"):
                response = readers.browsers[persona].get(url_of(world, address, "other_agency"), **more)
                assert response.status_code in (403, 404), (str(address), persona)


# More fields


def test_a_decision_is_its_chairs_whatever_else_is_posted(world):
    item = world.of_person["former"]["item"]
    where = {"panel_id": world.parts["panel"], "public_id": world.people["former"].public_id}
    posted = {
        "status": "RED", "reason": "It stands as it is.", "version": item.version,
        "decided_by": world.readers["voluntary/viewer"].pk, "offender": world.people["restricted"].pk,
        "panel": 0, "position": 99, "not_discussed": "on", "decided_at": "2001-01-01", "shared": "on",
    }  # fmt: skip
    response = browser_of(world, "police/panel_chair").post(reverse("panels:decide", kwargs=where), posted)
    assert response.status_code == 302
    after = AgendaItem.objects.get(pk=item.pk)
    assert (after.decided_status, after.decided_by_id) == ("RED", world.readers["police/panel_chair"].pk)
    assert (after.offender_id, after.panel_id, after.position, after.not_discussed) == (
        item.offender_id, item.panel_id, item.position, False,
    )  # fmt: skip
    assert after.decided_at.year > 2001


def test_an_action_is_given_open_and_by_its_chair(world):
    where = {"panel_id": world.parts["panel"], "public_id": world.people["own"].public_id}
    key, owner = uuid4(), world.readers["probation/practitioner"].agency
    posted = {
        "text": "Visit him at home.", "owner": owner.pk, "due_on": TODAY.isoformat(), "request_key": key,
        "status": "done", "created_by": world.readers["voluntary/viewer"].pk, "ended_on": "2019-01-01",
        "offender": world.people["restricted"].pk, "item": world.of_person["restricted"]["item"].pk,
    }  # fmt: skip
    assert browser_of(world, "police/panel_chair").post(reverse("panels:give_action", kwargs=where), posted).status_code
    given = Action.objects.get(request_key=key)
    assert (given.status, given.created_by_id) == ("open", world.readers["police/panel_chair"].pk)
    assert (given.offender_id, given.item_id) == (world.people["own"].pk, world.of_person["own"]["item"].pk)


def test_a_grant_is_its_givers_and_of_the_person_of_the_page(world):
    where = {"public_id": world.people["own"].public_id}
    to = world.parts["neighbour_practitioner"]
    posted = {
        "user": to, "reason": "Works with his brother.", "until": "2019-05-01",
        "granted_by": world.readers["voluntary/viewer"].pk, "content_object": world.people["restricted"].pk,
        "from_on": "2001-01-01", "until_on": "2100-01-01", "version": 77, "permission": 1,
    }  # fmt: skip
    giver = world.readers["police/coordinator"]
    response = browser_of(world, "police/coordinator").post(reverse("exceptions:grant", kwargs=where), posted)
    assert response.status_code == 302
    given = NamedGrant.objects.get(user=to, content_object=world.people["own"])
    assert (given.granted_by_id, given.from_on, given.version) == (giver.pk, TODAY, 1)
    assert given.until_on.isoformat() == "2019-05-01"


def test_a_lead_invites_to_their_own_agency_alone(world):
    posted = {
        "email": "new@example.org", "full_name": "New Person", "roles": ["viewer"], "agency": "police",
        "is_active": "", "is_superuser": "on", "is_staff": "on", "is_command_line": "on",
    }  # fmt: skip
    browser_of(world, "voluntary/agency_lead").post(reverse("accounts:invite"), posted)
    for user in User.objects.filter(email="new@example.org"):
        assert (user.agency.code, user.is_command_line) == ("voluntary", False)


def test_a_lead_makes_no_system_administrator_and_no_auditor(world):
    for role in ("system_administrator", "auditor"):
        posted = {"email": f"{role}@example.com", "full_name": "New Person", "roles": [role], "role": role}
        browser_of(world, "voluntary/agency_lead").post(reverse("accounts:invite"), posted)
        assert not User.objects.filter(email=f"{role}@example.com", role_holdings__role=role).exists()


# Other verbs


@SOME_OR_ALL
@pytest.mark.parametrize("address", ONE_EACH, ids=lambda a: f"{a.name} {a.filled}")
def test_a_verb_that_no_page_knows_is_refused(address, whole, readers):
    url = url_of(readers.world, address)
    verbs = ("PUT", "PATCH", "DELETE", "TRACE", "BREW", "PROPFIND")
    for verb in some(verbs, 1, address, whole=whole):
        for persona in some(("police/coordinator", "voluntary/analyst"), 1, address, verb, whole=whole):
            response = readers.browsers[persona].generic(verb, url)
            allowed = (400, 403, 404, 405)
            if address.name.startswith(("account_", "mfa_", "single_sign_on")):
                allowed = (200, 302, 429, *allowed)  # allauth's own: nothing of a person is in them
            if address.public or address.name in ("agencies:mine", "accounts:sessions", "casefile:register"):
                allowed = (200, 302, 410, *allowed)
            assert response.status_code in allowed, (verb, persona, response.status_code)
            if response.status_code != 200:
                continue
            assert readers.world.canaries.found_in(response.content.decode()) == set()


@SOME_OR_ALL
@pytest.mark.parametrize("address", [a for a in ADDRESSES if a.of_person and a.method == "GET"], ids=str)
def test_head_and_options_have_the_rights_of_get(address, whole, readers):
    world = readers.world
    held = [scope for scope in ("own", "other_agency", "restricted") if scope in address.scopes]
    for scope in some(held, 1, address, whole=whole):
        for persona in some(PERSONAS, 1, address, scope, whole=whole):
            expected, browser = address.status(persona, scope), readers.browsers[str(persona)]
            head = browser.head(url_of(world, address, scope))
            assert head.status_code in (expected, 405), (persona, scope)
            assert head.content == b""
            options = browser.options(url_of(world, address, scope))
            assert options.status_code in (expected, 405), (persona, scope)
            shown = world.canaries.found_in(options.content.decode())
            assert shown == set() or options.status_code == expected == 200, (persona, scope)


# Forms without their token


# An upload's form is asked for its token after its sender for their name: its body may be large.
UPLOADS = ("exchange:upload", "documents:upload", "documents:replace")


FORGED = ("police/coordinator", "police/agency_lead", "police/panel_chair", "police/practitioner")


@pytest.fixture(scope="module")
def forged(readers, django_db_blocker):
    """Browsers of people who are signed in, led to post by another site: without the token."""
    with django_db_blocker.unblock():
        return {persona: browser_of(readers.world, persona, enforce_csrf_checks=True) for persona in FORGED}


@pytest.mark.parametrize("address", POSTS, ids=str)
def test_a_form_without_its_token_does_nothing(address, world, forged):
    for persona in some(FORGED, 1, address):
        response = forged[persona].post(url_of(world, address))
        assert response.status_code == 403, persona
    stranger = Client(raise_request_exception=False, enforce_csrf_checks=True)
    assert stranger.post(url_of(world, address)).status_code == (302 if address.name in UPLOADS else 403)


# Where a form leads to afterwards, and whose host it is


def is_ours(location: str) -> bool:
    """As a browser reads it: backslashes are slashes, and blanks before it are nothing."""
    led = urlsplit(urljoin("http://testserver/account/login/", location.strip().replace("\\", "/")))
    return (led.scheme, led.netloc) == ("http", "testserver")


@pytest.mark.parametrize("evil", EVIL)
def test_nobody_is_led_out_of_the_product(evil, world):
    reader = browser_of(world, "police/practitioner")
    why = reverse("visits:why", kwargs={"public_id": world.people["known"].public_id})
    said = reader.post(why, {"reason": "Preparing a meeting about this person", "why": "1", "next": evil})
    page = reader.get(f"{why}?next={evil}") if "\t" not in evil else reader.get(why, {"next": evil})
    assert said.status_code in (302, 422)
    if said.status_code == 302:
        assert is_ours(said["Location"])
    assert not re.search(r'(?:href|action|value)="[^"]*evil', page.content.decode())
    for url in ("/account/login/", "/account/logout/"):
        for response in (reader.get(url, {"next": evil}), reader.post(url, {"next": evil})):
            if response.status_code == 302:
                assert is_ours(response["Location"]), url


def test_another_host_is_refused_and_no_header_changes_the_way(world):
    reader = browser_of(world, "police/practitioner")
    assert reader.get("/", HTTP_HOST="evil.example").status_code == 400
    plain = reader.get("/").content.count(b"evil.example")
    forwarded = reader.get("/", HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_FORWARDED_SERVER="evil.example")
    assert forwarded.status_code == 200
    assert forwarded.content.count(b"evil.example") == plain == 0
    hidden = reverse("casefile:person", kwargs={"public_id": world.people["other_agency"].public_id})
    for header in ("HTTP_X_ORIGINAL_URL", "HTTP_X_REWRITE_URL"):
        assert reader.get("/account/2fa/", **{header: hidden}).status_code == 200
    override = reader.post("/", HTTP_X_HTTP_METHOD_OVERRIDE="DELETE")
    assert override.status_code == 405
