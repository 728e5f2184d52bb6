"""What every answer tells the browser: to keep nothing, to run nothing of ours that is not a file, to frame nothing."""

import json
import os
import re
import subprocess
import sys
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import include, path, reverse

from agencies.access import public
from audit import log
from audit.pdf import pdf_is_possible
from tests.access import world
from tests.access.test_grid import GRID
from tests.factories import OffenderFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# The addresses that give a file; another one is added here with its name looked at.
DOWNLOADS = {
    "reporting:download": "form_of_file=xlsx",
    "exchange:download": "public_id=run",
    "pseudonyms:take_out": "",
    "ledger:take_out": "",
    "pathway_report:take_out": "",
    "documents:open": "public_id=person pk=document number=1",
    "documents:rag": "public_id=person",
    "letters:pdf": "public_id=person letter=letter",
    "keeping:document": "public_id=person pk=0",
    "standing:take_out": "",
    "panels:minutes_file": "panel_id=panel",
    "panels:pack": "panel_id=panel",
    "meetings:take_out": "",
}
SAFE_NAME = re.compile(r'attachment; filename="[A-Za-z0-9][A-Za-z0-9 ._-]{0,98}"')
INLINE = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>|<style\b|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:",
    re.IGNORECASE,
)


def broken(request):
    raise RuntimeError("a mistake of ours")


def unlogged(request):
    raise log.NotLogged


urlpatterns = [
    path("broken/", public("A test's.")(broken), name="broken"),
    path("unlogged/", public("A test's.")(unlogged), name="unlogged"),
    path("", include("iom.urls")),
]
handler400, handler403 = "iom.views.bad_request", "iom.views.forbidden"
handler404, handler500 = "iom.views.not_found", "iom.views.server_error"


@pytest.fixture
def jarvis_world(scheme, person):
    return world.build(chair=person("esther"))


@pytest.fixture(scope="module")
def production():
    """What production's settings say, asked of a process of its own."""
    unset = ("IOM_DEMO", "IOM_TODAY", "IOM_DEBUG", "IOM_TESTING", "PYTEST_CURRENT_TEST")
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    asked = """
import json
from django.conf import settings as s
begin = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_")
names = [n for n in dir(s) if n.startswith(begin) and n != "SECURE_REDIRECT_EXEMPT"]
print(json.dumps({n: getattr(s, n) for n in names}))
"""
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "iom.settings", "SECRET_KEY": "abcdefghij" * 6}
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=environment,
        cwd=django_settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def wrong_with(response):
    """What is missing of the headers that every answer has."""
    wrong = [f"{name} is {response.get(name)}" for name, value in EVERYWHERE.items() if response.get(name) != value]
    policy = response.get("Content-Security-Policy", "")
    wants = (
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    wrong += [f"no {part}" for part in wants if part not in policy]
    wrong += [f"{part} in the policy" for part in ("unsafe", "nonce", "*", "http") if part in policy]
    if "no-store" not in response.get("Cache-Control", ""):
        wrong.append(f"Cache-Control is {response.get('Cache-Control')}")
    return wrong


def pages(jarvis_world, person):
    """Each address that is read, as the first reader of the grid whom it is shown to."""
    for row in GRID:
        reader = next((name for name in ("femi", "esther", "grace", "karl", "joan") if row.get(name) == "200"), None)
        if row["method"] == "GET" and reader:
            client = Client(raise_request_exception=False)
            client.force_login(person(reader), backend=BACKEND)
            yield row["name"], client.get(reverse(row["name"], kwargs=jarvis_world.kwargs(row["filled"])))


def test_every_page(jarvis_world, person):
    wrong = {}
    for name, response in pages(jarvis_world, person):
        wrong[name] = wrong_with(response)
        if response["Content-Type"].startswith("text/html"):
            wrong[name] += [f"inline: {found}" for found in INLINE.findall(response.content.decode())]
    assert {name: found for name, found in wrong.items() if found} == {}


def download(name, reader, jarvis_world, person, **more):
    """The file, asked for with a reason."""
    client = Client()
    client.force_login(person(reader), backend=BACKEND)
    url = reverse(name, kwargs=jarvis_world.kwargs(DOWNLOADS[name]))
    reason = "The quarterly meeting of the scheme, for its chair."
    said = {"reason": reason, "form_of_file": "csv", "request_key": uuid4()}
    return client.post(f"{url}?{urlencode(more)}", {**said, **more})


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("reporting:download", "femi"),
        ("ledger:take_out", "femi"),
        ("pathway_report:take_out", "hari"),
        ("exchange:download", "femi"),
        ("standing:take_out", "femi"),
        ("meetings:take_out", "hari"),
        pytest.param("panels:pack", "esther", marks=pytest.mark.skipif(not pdf_is_possible(), reason="no Pango here")),
    ],
)
def test_every_file(name, reader, jarvis_world, person):
    response = download(name, reader, jarvis_world, person)
    assert response.status_code == 200 and wrong_with(response) == []
    assert SAFE_NAME.fullmatch(response["Content-Disposition"])
    assert not re.search("jarvis|ethan", response["Content-Disposition"], re.IGNORECASE)


def test_the_register_under_pseudonyms(jarvis_world, person):
    OffenderFactory.create_batch(6)
    response = download("pseudonyms:take_out", "hari", jarvis_world, person)
    assert response.status_code == 200 and wrong_with(response) == []
    assert SAFE_NAME.fullmatch(response["Content-Disposition"])


def test_no_other_address_gives_a_file():
    """A view that names a file is in the list above: its name is looked at here."""
    rooms = [django_settings.BASE_DIR / room for room in django_settings.ROOMS]
    files = [path for room in rooms for path in room.rglob("*.py") if "Content-Disposition" in path.read_text()]
    assert len(files) == len(DOWNLOADS), files


@pytest.mark.parametrize("sent", ['x"; evil', "x\r\nSet-Cookie: a=b", "Jarvis", "%0d%0aX: y", "ünï"])
@pytest.mark.parametrize("asked", ["year", "from", "grouping", "period", "filename", "reason"])
def test_nothing_that_is_sent_gets_into_a_files_name(asked, sent, jarvis_world, person):
    response = download("reporting:download", "femi", jarvis_world, person, **{asked: sent})
    assert response.status_code in (200, 400, 404, 422)
    assert "Set-Cookie" not in response.headers and "X" not in response.headers
    name = response.get("Content-Disposition", "")
    assert not name or (SAFE_NAME.fullmatch(name) and "Jarvis" not in name)


def test_the_recovery_codes_too(person):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    aisha, client = person("aisha"), Client()
    TOTP.activate(aisha, generate_totp_secret())
    RecoveryCodes.activate(aisha)
    client.post("/account/login/", {"login": aisha.email, "password": "correct horse battery staple"})
    code = RecoveryCodes(aisha.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0]
    client.post("/account/2fa/authenticate/", {"code": code})
    response = client.get("/account/2fa/recovery-codes/download/")
    assert response.status_code == 200 and wrong_with(response) == []
    assert response["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'


class TestErrorPages:
    """An answer about nothing says as little, and is kept as little."""

    def ask(self, status, answer):
        assert answer.status_code == status
        assert wrong_with(answer) == []

    def test_refused_and_not_found(self, jarvis_world, signed_in):
        client = signed_in("grace")
        self.ask(403, client.get("/ranking/"))
        self.ask(404, client.get("/nowhere/"))
        self.ask(405, client.put("/account/single-sign-on/back/"))

    def test_a_form_without_its_token(self, person):
        client = Client(enforce_csrf_checks=True)
        client.force_login(person("aisha"), backend=BACKEND)
        self.ask(403, client.post("/find/", {"words": "jarvis"}))

    def test_gone_and_too_many(self, client, scheme, settings):
        self.ask(410, client.get("/people-who-work-here/join/nothing/"))
        settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
        from django.core.cache import cache

        cache.clear()
        client.post("/account/login/", {"login": "a@example.org", "password": "b"})
        answer = client.post("/account/login/", {"login": "a@example.org", "password": "b"})
        cache.clear()
        self.ask(429, answer)
        assert "Too many attempts" in answer.content.decode()

    @pytest.mark.urls(__name__)
    def test_a_mistake_of_ours_and_a_log_that_cannot_be_written(self, scheme):
        client = Client(raise_request_exception=False)
        self.ask(500, client.get("/broken/"))
        self.ask(503, client.get("/unlogged/"))

    def test_a_name_that_is_not_ours(self, scheme, settings):
        settings.ALLOWED_HOSTS = ["iom.example"]
        self.ask(400, Client().get("/", headers={"host": "elsewhere.example"}))

    def test_a_stranger_and_an_address_without_its_slash(self, client, scheme):
        self.ask(302, client.get("/"))
        self.ask(301, client.get("/panels"))


class TestProduction:
    @pytest.fixture
    def secure(self, production, settings):
        for name, value in production.items():
            setattr(settings, name, tuple(value) if isinstance(value, list) else value)
        return Client(headers={"x-forwarded-proto": "https"})

    def test_a_year_of_tls_alone(self, secure, scheme):
        response = secure.get("/account/login/")
        assert response.status_code == 200 and wrong_with(response) == []
        assert response["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        assert Client().get("/account/login/")["Location"] == "https://testserver/account/login/"

    def test_cookies_go_over_tls_alone_and_no_script_reads_them(self, secure, person):
        secure.get("/account/login/")
        secure.post("/account/login/", {"login": person("aisha").email, "password": "correct horse battery staple"})
        for name in ("sessionid", "csrftoken"):
            cookie = secure.cookies[name]
            assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict"), name
