"""What was typed when a session had ended: given back to its writer on its page, and to nobody else."""

from urllib.parse import parse_qs, urlsplit

import pytest
import redis
from django.conf import settings
from django.test import Client, RequestFactory

from casefile.writing import kept

pytestmark = pytest.mark.django_db
PAGE = "/find/"
WORDS = "His sister says that he sleeps in his car."


def send(**more):
    return Client().post(PAGE, {"text": WORDS, "tag": ["a", "b"], **more})


def key_of(response):
    assert response.status_code == 302
    return parse_qs(urlsplit(parse_qs(urlsplit(response.url).query)["next"][0]).query)["kept"][0]


def given_back(user, key, path=PAGE):
    request = RequestFactory().get(path, {"kept": key})
    request.user = user
    return kept.given_back(request)


def test_it_comes_back_to_its_writer_on_its_page(person):
    key = key_of(send(kept_for=kept.token_for(person("aisha").pk)))
    said = given_back(person("aisha"), key)
    assert (said["text"], said.getlist("tag")) == (WORDS, ["a", "b"])
    assert kept.KEPT_FOR not in said


def test_a_colleague_gets_nothing_nor_does_another_page(person):
    key = key_of(send(kept_for=kept.token_for(person("aisha").pk)))
    assert given_back(person("femi"), key) is None
    assert given_back(person("aisha"), key, "/people/") is None
    assert given_back(person("aisha"), "another") is None


def test_neither_the_store_nor_the_address_says_what_was_typed(person):
    response = send(kept_for=kept.token_for(person("aisha").pk))
    key = key_of(response)
    store = redis.Redis.from_url(settings.REDIS_URL)
    name = kept._name(key)
    assert key not in name
    assert b"sister" not in store.get(name)
    assert 0 < store.ttl(name) <= 30 * 60
    assert "sister" not in response.url


@pytest.mark.parametrize("token", ["", "1", "1:abc:def"])
def test_a_form_that_is_not_ours_is_not_kept(scheme, token):
    assert "kept" not in send(kept_for=token).url


def test_a_form_without_the_mark_is_sent_to_sign_in_as_ever(scheme):
    assert "kept" not in Client().post(PAGE, {"text": WORDS}).url


def test_a_very_long_one_is_not_kept(person):
    response = send(kept_for=kept.token_for(person("aisha").pk), more="x" * kept.LONGEST)
    assert "kept" not in response.url
