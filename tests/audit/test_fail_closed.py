"""What cannot be logged is not shown: 503 and not a byte of anybody, on every address of the product."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.access import world
from tests.access.test_grid import BACKEND, GRID

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]

NAME = b"jarvis"


@pytest.fixture
def broken_log(scheme):
    """The database refuses every new row of the log."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry ADD CONSTRAINT disk_is_full CHECK (false) NOT VALID")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DROP CONSTRAINT disk_is_full")


def get(url, user):
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    response = client.get(url)
    return response.status_code, response.getvalue().lower()


def shows_somebody(urls, user):
    return [url for url in urls if NAME in get(url, user)[1]]


def test_every_page_that_shows_somebody_shows_nothing_when_it_cannot_be_logged(person, request):
    built = world.build(chair=person("esther"))
    urls = [reverse(row["name"], kwargs=built.kwargs(row["filled"])) for row in GRID if row["method"] == "GET"]
    readers = [person(name) for name in ("esther", "femi")]
    shown = {reader.pk: shows_somebody(urls, reader) for reader in readers}
    assert all(len(pages) >= 5 for pages in shown.values()), shown
    request.getfixturevalue("broken_log")
    for reader in readers:
        for url in shown[reader.pk]:
            status, body = get(url, reader)
            assert (url, status) == (url, 503)
            assert NAME not in body
            assert b"nothing can be shown" in body
