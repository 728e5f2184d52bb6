"""Somebody whom a reader may not see is answered byte for byte like somebody who is not there, at every address."""

import re
from http.cookies import SimpleCookie
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from audit.models import Entry
from tests.grid.addresses import ADDRESSES
from tests.grid.chance import SOME_OR_ALL, some
from tests.grid.levels import PERSONAS
from tests.grid.world import World

pytestmark = pytest.mark.django_db

OF_A_PERSON = [address for address in ADDRESSES if address.of_person]
HIDDEN = ("other_agency", "other_area", "restricted")
# What fills an address and names somebody: a person, or what belongs to one person alone.
OF_SOMEBODY = ("person", "action", "consent")
# What is new in every answer.
EACH_TIME = {"Content-Security-Policy", "Set-Cookie"}
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def get(browser, address, kwargs):
    url = reverse(address.name, kwargs=kwargs)
    kept = SimpleCookie(browser.cookies)
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    with transaction.atomic():
        response = browser.get(url) if address.method == "GET" else browser.post(url)
        logged = list(Entry.objects.filter(pk__gt=last).values_list("verb", "offender_id"))
        transaction.set_rollback(True)
    browser.cookies = kept
    return response, logged


def of_nobody(world: World, address, scope):
    named = world.kwargs(address.filled, scope)
    swapped = {pair.split("=")[0] for pair in address.filled.split() if pair.split("=")[1] in OF_SOMEBODY}
    return {name: uuid4() if name in swapped else value for name, value in named.items()}


def headers(response):
    return {name: value for name, value in response.items() if name not in EACH_TIME}


@SOME_OR_ALL
@pytest.mark.parametrize("address", OF_A_PERSON, ids=str)
def test_a_stranger_cannot_tell_a_person_from_nobody(address, whole, readers):
    world, asked = readers.world, 0
    held = [scope for scope in HIDDEN if scope in address.scopes]
    for scope in some(held, 1, address, whole=whole):
        hidden = [persona for persona in PERSONAS if address.status(persona, scope) == 404]
        for persona in some(hidden, 1, address, scope, whole=whole):
            browser = readers.browsers[str(persona)]
            somebody, logged = get(browser, address, world.kwargs(address.filled, scope))
            nobody, _ = get(browser, address, of_nobody(world, address, scope))
            assert somebody.status_code == nobody.status_code == 404, (persona, scope)
            assert TOKEN.sub(b"", somebody.content) == TOKEN.sub(b"", nobody.content), (persona, scope)
            assert headers(somebody) == headers(nobody), (persona, scope)
            assert {verb for verb, _ in logged} <= {"refused"}, (persona, scope)
            assert all(whom in (None, world.people[scope].pk) for _, whom in logged), (persona, scope)
            asked += 1
    assert asked or not held


def test_a_try_at_somebody_is_logged_with_whom_it_was_at(readers):
    """An auditor finds who tried whose page; the one who tried cannot tell."""
    world, page = readers.world, next(a for a in OF_A_PERSON if a.name == "casefile:person")
    for persona in ("police/practitioner", "voluntary/coordinator"):
        for scope in HIDDEN:
            _, logged = get(readers.browsers[persona], page, world.kwargs(page.filled, scope))
            assert logged == [("refused", world.people[scope].pk)], (persona, scope)


def test_a_page_of_somebody_is_logged_once_before_it_is_given_out(readers):
    world = readers.world
    for page in OF_A_PERSON:
        if page.method == "GET" and "own" in page.scopes and page.name != "visits:why":
            persona = next((p for p in PERSONAS if page.status(p, "own") == 200), None)
            if persona is not None:
                _, logged = get(readers.browsers[str(persona)], page, world.kwargs(page.filled, "own"))
                assert ("viewed", world.people["own"].pk) in logged, (str(page), persona)
