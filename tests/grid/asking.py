"""Asking for an address as a reader: what came back, and which canaries are in it."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from agencies.models import User
from tests.conftest import TODAY
from tests.grid.addresses import Address
from tests.grid.facts import FACTS
from tests.grid.levels import LEVELS, SCOPES, Levels, Persona
from tests.grid.world import World

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Of whom an analyst's agency may know, and what of them has no name in it (spec/access.md, "Roles").
COUNTED = ("own", "known", "consented", "former", "long_ago")
UNDER_A_PSEUDONYM = ("cohort", "victims_cohort", "rank")
ZIP, PDF = b"PK\x03\x04", b"%PDF"


def text_of(response: Any) -> str:
    """Everything that came out, as text: a spreadsheet unpacked, a PDF read, also without its line breaks."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if content.startswith(PDF) and shutil.which("pdftotext"):
        read = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
        return f"{read}\n{' '.join(read.split())}"
    return content.decode("utf-8", "replace")


@dataclass
class Readers:
    """A browser for each reader, signed in once, who have said why they look at whomever they see."""

    world: World
    browsers: dict[str, Client]

    @classmethod
    def sign_in(cls, world: World) -> "Readers":
        browsers = {}
        for name, user in world.readers.items():
            browser = browsers[name] = Client(raise_request_exception=False)
            browser.force_login(user, backend=BACKEND)
            _say_why(browser, world)
        return cls(world, browsers)

    def ask(self, address: Address, persona: Persona | None, scope: str) -> HttpResponse:
        """What one reader gets; whatever they changed is taken back."""
        browser = self.browsers[str(persona)] if persona else Client(raise_request_exception=False)
        return ask(browser, self.world, address, scope)


def _say_why(browser: Client, world: World) -> None:
    session = browser.session
    session["visits"] = {str(who.public_id): "Preparing a meeting about this person" for who in world.people.values()}
    session.save()


def ask(browser: Client, world: World, address: Address, scope: str) -> HttpResponse:
    url = reverse(address.name, kwargs=world.kwargs(address.filled, scope))
    kept = SimpleCookie(browser.cookies)
    with transaction.atomic():
        response = browser.get(url) if address.method == "GET" else browser.post(url, dict(parse_qsl(address.posted)))
        response.text_of = text_of(response)
        transaction.set_rollback(True)
    browser.cookies = kept
    return response


@contextmanager
def ended(user: User) -> Iterator[None]:
    """The account ends today, in the middle of a session."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(ends_on=TODAY)
        yield
        transaction.set_rollback(True)


def wrong(world: World, address: Address, persona: Persona, scope: str, response: Any) -> list[str]:
    """What of an answer is not as the file says: its status, what is there out of place, what is missing."""
    expected = address.status(persona, scope)
    said = []
    if response.status_code != expected:
        said.append(f"{persona} {scope}: {response.status_code}, not {expected}")
    if "no-store" not in response.headers.get("Cache-Control", ""):
        said.append(f"{persona} {scope}: may be kept by a browser or a proxy")
    found = world.canaries.found_in(response.text_of, person=scope if address.of_person else "")
    in_headers = world.canaries.found_in(" ".join(f"{k}: {v}" for k, v in response.items()))
    said += [f"{persona} {scope}: {fact} of {whose} in a header" for whose, fact in sorted(in_headers)]
    for whose, fact in sorted(found):
        if not _belongs(address, persona, scope, whose, fact):
            said.append(f"{persona} {scope}: {fact} of {whose} is shown")
    if response.status_code == expected == address.ok and expected != 302:
        for whose, fact in sorted(_owed(address, persona, scope) - found):
            said.append(f"{persona} {scope}: {fact} of {whose} is missing")
    return said


def _belongs(address: Address, persona: Persona, scope: str, whose: str, fact: str) -> bool:
    if whose not in SCOPES:  # what is nobody's: the value of an import's problem
        return address.may_show(FACTS[fact]) and FACTS[fact].open_to(persona, LEVELS[str(persona), "own"])
    levels = LEVELS[str(persona), whose]
    if "pseudonyms" in address.may:
        return persona == Persona("police", "analyst") and whose in COUNTED and fact in UNDER_A_PSEUDONYM
    if address.leaves_out(persona, whose):
        return False
    if fact == "glass_reason":
        # The leads of both agencies read why, and who broke it their own words again.
        return "own_glass_reason" in address.may or (address.may_show(FACTS[fact]) and persona.role == "agency_lead")
    if "catalogue" in address.may and fact in ("cohort", "victims_cohort"):
        return True
    if _own_glass(address, levels) and whose == "glass":
        return address.may_show(FACTS[fact]) and FACTS[fact].open_to(persona, levels)
    listed = address.of_person or whose != "glass"
    return listed and address.may_show(FACTS[fact]) and levels.sees and FACTS[fact].open_to(persona, levels)


def _own_glass(address: Address, levels: Levels) -> bool:
    """The page that lists the reader's own broken glass."""
    return "own_glass_reason" in address.may and levels.sees


def _owed(address: Address, persona: Persona, scope: str) -> set[tuple[str, str]]:
    """Of the person of the page; or of everybody of a list whom this reader sees there."""
    people = [scope] if address.of_person else [other for other in SCOPES if other != "glass"]
    return {
        (whose, fact)
        for whose in people
        for fact in address.must
        if LEVELS[str(persona), whose].sees
        and not address.leaves_out(persona, whose)
        and FACTS[fact].open_to(persona, LEVELS[str(persona), whose])
        and _has(whose, fact)
    }


def _has(whose: str, fact: str) -> bool:
    """What the world gave this person: `known` is AMBER+, the others RED."""
    if fact == "consent_how":
        return whose in ("consented", "former")
    return whose != "known" if fact == "status_red" else True
