"""Somebody of whom an agency may not know is not found, byte for byte like somebody who is not there."""

from uuid import uuid4

import pytest
from django.urls import reverse

from audit.models import Entry
from tests.access import world

pytestmark = pytest.mark.django_db

PAGES = [
    ("casefile:person", {}),
    ("casefile:section", {"name": "timeline"}),
    ("casefile:section", {"name": "offending"}),
]


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_a_stranger_cannot_tell_a_person_from_nobody(name, more, signed_in, person):
    parts = world.build(chair=person("esther")).parts
    client = signed_in("carla")
    known = client.get(reverse(name, kwargs={"public_id": parts["person"], **more}))
    nobody = client.get(reverse(name, kwargs={"public_id": uuid4(), **more}))
    assert known.status_code == nobody.status_code == 404
    assert known.content == nobody.content
    volatile = {"Content-Security-Policy"}
    assert {k: v for k, v in known.items() if k not in volatile} == {
        k: v for k, v in nobody.items() if k not in volatile
    }
    assert not Entry.objects.filter(offender_id=parts["jarvis"].pk, verb="viewed").exists()
    refused = Entry.objects.filter(verb="refused", user_id=person("carla").pk).order_by("pk")
    assert [entry.offender_id for entry in refused] == [parts["jarvis"].pk, None]


def test_a_section_that_the_reader_may_not_know_of_is_not_found_either(signed_in, person):
    parts = world.build(chair=person("esther")).parts
    client = signed_in("ben")
    secret = client.get(reverse("casefile:section", kwargs={"public_id": parts["person"], "name": "intelligence"}))
    nonsense = client.get(reverse("casefile:section", kwargs={"public_id": parts["person"], "name": "horoscope"}))
    assert secret.status_code == nonsense.status_code == 404
    assert secret.content == nonsense.content


def test_a_stranger_finds_nobody_in_the_register_or_by_a_search(signed_in, person):
    world.build(chair=person("esther"))
    client = signed_in("carla")
    assert b"JARVIS" not in client.get("/?member=all").content
    assert b"JARVIS" not in client.post("/find/", {"words": "Jarvis"}, follow=True).content
