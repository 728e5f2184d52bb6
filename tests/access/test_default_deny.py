"""A view that does not say who may lets nobody in, and is found before it is served."""

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from agencies.middleware import UndeclaredView
from audit.models import Entry
from tests.access.addresses import addresses, says_who_may
from tests.access.test_grid import BACKEND

MOST_PUBLIC = 8


def bare(request):
    return HttpResponse("anybody's")


urlpatterns = [path("bare/", bare, name="bare"), path("", include("iom.urls"))]
BARE = override_settings(ROOT_URLCONF=__name__)


def undeclared():
    return [name for name, view in addresses() if not says_who_may(view)]


def test_every_view_says_who_may():
    assert undeclared() == []


@BARE
def test_the_walk_finds_a_bare_view():
    assert undeclared() == ["bare"]


@BARE
@pytest.mark.django_db
def test_a_bare_view_lets_nobody_in(person):
    client = Client()
    assert client.get("/bare/").status_code == 302
    client.force_login(person("femi"), backend=BACKEND)
    with pytest.raises(UndeclaredView):
        client.get("/bare/")
    client.raise_request_exception = False
    assert client.get("/bare/").status_code == 500


def test_few_views_are_public_and_each_says_why():
    public = {name: view.public_because for name, view in addresses() if hasattr(view, "public_because")}
    assert set(public) == {"health", "accounts:join", "accounts:open_link", "single_sign_on", "single_sign_on_back"}
    assert len(public) <= MOST_PUBLIC
    assert all(len(why) > 20 for why in public.values())


@pytest.mark.django_db
def test_the_wrong_role_is_refused_and_the_attempt_is_logged(person):
    client = Client()
    client.force_login(person("grace"), backend=BACKEND)
    assert client.get("/ranking/").status_code == 403
    entry = Entry.objects.get(verb="refused")
    assert (entry.user_id, entry.what) == (person("grace").pk, "ranking.views.latest")
