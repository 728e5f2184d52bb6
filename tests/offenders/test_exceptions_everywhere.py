"""A restricted person is nowhere for who is not named: in no page, list, count, search, panel or ranking."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from agencies.code_lists import command_line
from agencies.roles import Role
from audit.models import Entry
from offenders.exceptions import actions
from offenders.models import Offender
from ranking import actions as ranking
from tests import people
from tests.access import world
from tests.conftest import TODAY
from tests.exceptional import visit

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECTIONS = ("timeline", "offending", "supervision", "tests", "appointments", "pathways", "intelligence", "history")
STRANGERS = ("aisha", "ben", "dev", "esther")  # of two agencies that are involved, the panel's chair among them


@pytest.fixture
def jarvis_world(scheme, person):
    found = world.build(chair=person("esther"))
    ranking.run(as_of=TODAY, by=command_line())
    return found


@pytest.fixture
def jarvis(jarvis_world):
    return jarvis_world.parts["jarvis"]


def browser(user):
    """Signed in, and with the reason said for every visit: what is tested is what comes after."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    for offender in Offender.objects.all():
        visit(client, offender)
    return client


def restrict(offender, by, *names):
    return actions.restrict(offender=offender, why="protected", reason="Under protection.", names=names, by=by)


def lists(parts):
    panel = {"panel_id": parts["panel"]}
    return [
        "/", "/?member=all", "/?member=no", "/?custody=in", "/panels/", "/panels/actions/", "/ranking/", "/by-name/",
        reverse("panels:panel", kwargs=panel), reverse("panels:minutes", kwargs=panel), "/reports/people/",
        "/imports/duplicates/",
    ]  # fmt: skip


def of_one(parts):
    person = {"public_id": parts["person"]}
    return [
        reverse("casefile:person", kwargs=person),
        *(reverse("casefile:section", kwargs={**person, "name": name}) for name in SECTIONS),
        reverse("panels:person", kwargs={**person, "panel_id": parts["panel"]}),
        reverse("exceptions:of_person", kwargs=person),
        reverse("visits:why", kwargs=person),
    ]


def naming(client, addresses):
    """The pages on which he stands."""
    return [address for address in addresses if b"jarvis" in client.get(address).content.lower()]


@pytest.mark.parametrize("who", STRANGERS)
def test_he_is_gone_from_every_list_search_and_count(who, jarvis_world, jarvis, person):
    reader, parts = person(who), jarvis_world.parts
    before = naming(browser(reader), lists(parts))
    counted = browser(reader).get("/?member=all").context["page"].paginator.count
    assert {"/", "/ranking/", reverse("panels:panel", kwargs={"panel_id": parts["panel"]})} <= set(before)
    restrict(jarvis, person("femi"), person("femi"))
    client = browser(reader)
    assert naming(client, lists(parts)) == []
    assert b"jarvis" not in client.post("/find/", {"words": "Jarv"}, follow=True).content.lower().replace(
        b'value="jarv', b""
    )
    assert client.get("/?member=all").context["page"].paginator.count == counted - 1
    assert naming(browser(person("femi")), lists(parts)) != []  # who is named goes on


@pytest.mark.parametrize("who", [*STRANGERS, "ines", "carla", "lead", "coordinator"])
def test_every_page_of_his_is_not_found_and_the_attempt_is_logged(who, jarvis_world, jarvis, person):
    made = {"lead": ("police", Role.SUPERVISOR), "coordinator": ("probation", Role.COORDINATOR)}
    reader = people.make_for(*made[who]) if who in made else person(who)
    restrict(jarvis, person("femi"), person("femi"))
    client, nobody = browser(reader), str(uuid4())
    for address in of_one(jarvis_world.parts):
        response = client.get(address)
        assert response.status_code == 404, address
        assert response.content == client.get(address.replace(str(jarvis.public_id), nobody)).content, address
    attempts = Entry.objects.filter(verb="refused", user_id=reader.pk, offender_id=jarvis.pk)
    assert {"casefile.person", "exceptions.of_person"} <= set(attempts.values_list("what", flat=True))
    assert not Entry.objects.filter(verb="viewed", user_id=reader.pk, offender_id=jarvis.pk).exists()


def test_who_is_named_reads_on_whatever_their_agency(jarvis_world, jarvis, person):
    carla = person("carla")
    restrict(jarvis, person("femi"), person("femi"), carla)
    page = reverse("exceptions:of_person", kwargs={"public_id": jarvis.public_id})
    assert browser(carla).get(page).status_code == 200
