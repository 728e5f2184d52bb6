"""Redis frozen while pages are served and a ranking is asked for, and no queue at all: real servers and processes."""

import re
import time
import urllib.parse
import urllib.request
from http.cookiejar import Cookie, CookieJar

import pytest
from django.conf import settings

from ranking.models import Run, Score
from tests.factories import OffenderFactory
from tests.ranking.living import LONG, WATCHED, living, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
# Below what one call of a frozen queue would wait (10 seconds, settings), which no page ever makes.
BOUND = 8.0


@pytest.fixture
def here():
    with living() as found:
        yield found


def session_cookie(client):
    name = settings.SESSION_COOKIE_NAME
    return Cookie(
        version=0, name=name, value=client.cookies[name].value, port=None, port_specified=False, domain="127.0.0.1",
        domain_specified=False, domain_initial_dot=False, path="/", path_specified=True, secure=False, expires=None,
        discard=True, comment=None, comment_url=None, rest={},
    )  # fmt: skip


class Browser:
    """Somebody who has signed in, on the real web server."""

    def __init__(self, here, client=None):
        self.base, jar = f"http://127.0.0.1:{here.port}", CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        if client:
            jar.set_cookie(session_cookie(client))

    def read(self, address, **form):
        """The page, and how many seconds it took."""
        data = urllib.parse.urlencode(form).encode() if form else None
        begun = time.monotonic()
        with self.opener.open(self.base + address, data, timeout=LONG) as answer:
            return answer.read().decode(), time.monotonic() - begun

    def wrong_password(self):
        """How long a failed sign-in takes, which is counted in Redis where that answers."""
        page, took = self.read("/account/login/")
        words = {"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"), "login": "nobody@example.org"}
        _, took_more = self.read("/account/login/", **words, password="not it")
        return took + took_more

    def is_up(self):
        try:
            return self.read("/health/")
        except OSError:
            return None


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


def test_pages_are_served_while_redis_is_frozen_and_what_was_asked_is_made_when_it_is_back(here, signed_in):
    OffenderFactory.create_batch(3)
    browser = Browser(here, signed_in("femi"))
    here.web()
    here.worker()
    here.beat(beats=WATCHED)
    until(browser.is_up, lambda: here.said("web"))
    until(lambda: Run.objects.filter(scheduled=True, status="finished"), here.said)
    with here.frozen_queue():
        page, took = browser.read("/ranking/")
        assert took < BOUND and "Rank now" in page
        form = {name: hidden(page, name) for name in ("csrfmiddlewaretoken", "after")}
        page, took = browser.read("/ranking/now/", **form)
        assert took < BOUND and "is waiting for a worker" in page
        assert Browser(here).wrong_password() < BOUND
        again = [browser.read(address)[1] for address in ("/ranking/", "/", "/ranking/runs/", "/account/2fa/")]
        assert max(again) < BOUND
        assert not Run.objects.filter(scheduled=False).exclude(status="waiting").exists()
    until(lambda: Run.objects.filter(scheduled=False, status="finished"), lambda: here.said() + here.said("beat"))
    assert Run.objects.filter(scheduled=True).count() == 1
    assert Score.objects.count() == 6
    page, _ = browser.read("/ranking/")
    assert "is waiting for a worker" not in page and "3 people ranked" in page


def test_without_a_queue_a_worker_and_beat_who_stands_in_makes_the_nights_run(here):
    OffenderFactory.create_batch(3)
    here.kill_queue()
    for _ in range(2):
        assert here.command("watch_ranking", "--once").wait(LONG) == 0, here.said("watch_ranking")
    run = Run.objects.get()
    assert (run.scheduled, run.status, run.people, run.attempts) == (True, "finished", 3, 1)
    assert here.said("watch_ranking").count("No worker had taken run") == 1
    assert here.command("watch_ranking", "--check").wait(LONG) == 0
    here.start_queue()
