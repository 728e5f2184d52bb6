"""Sessions that have run out are forgotten, with the search words that are kept in them; forms know their session."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from agencies.tasks import forget_ended_sessions

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("ends_in", "kept"), [(timedelta(seconds=-1), 0), (timedelta(minutes=1), 1)])
def test_a_session_is_deleted_once_it_has_run_out(ends_in, kept):
    store = SessionStore()
    store["words"] = "jarvis"
    store.create()
    Session.objects.update(expire_date=timezone.now() + ends_in)
    forget_ended_sessions()
    assert Session.objects.count() == kept


def test_a_form_without_its_token_is_refused_in_our_own_words(person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("aisha"), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post("/find/", {"words": "jarvis"})
    assert answer.status_code == 403
    assert "Please send that again" in answer.content.decode()
    assert "jarvis" not in answer.content.decode()
