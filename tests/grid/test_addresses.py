"""Every address, by every reader, of every person: the status, and the categories that come out.

Every day each reader asks for their own by every row that is open to them, tries each URL that is shut to them once
(their own, another agency's, a restricted person: which, and by which of its rows, by the seed), with an ended account
too, and a sample of the rest by a seed that is printed; `make test-all` asks for everything.
"""

from collections import Counter
from functools import cache

import pytest

from tests.access.addresses import addresses
from tests.grid import findings
from tests.grid.addresses import ADDRESSES, Address
from tests.grid.asking import Readers, ask, ended, wrong
from tests.grid.chance import SEED, SOME_OR_ALL, some
from tests.grid.levels import PERSONAS, SCOPES
from tests.grid.world import World

pytestmark = pytest.mark.django_db

EVERY_DAY = ("own", "other_agency", "restricted")
A_SAMPLE = 2  # of the other cells of each address
OF_THE_ENDED = 3


def cells(address: Address):
    """(persona, scope) of everything that an address can be asked for; a list has no person."""
    scopes = address.scopes if address.by_scope else ("own",)
    return [(persona, scope) for persona in PERSONAS for scope in scopes]


def walk(readers: Readers, address: Address, asked):
    world: World = readers.world
    said = []
    for persona, scope in asked:
        said += wrong(world, address, persona, scope, readers.ask(address, persona, scope))
    return said


def is_of_every_day(address: Address, persona, scope):
    """Each door that is open to one's own; and each URL once for everybody to whom it is shut, by the seed."""
    if scope == "own" and address.status(persona, scope) == address.ok:
        return True
    return (address, scope) == the_shut_door(address.name, persona)


@cache
def the_shut_door(name: str, persona):
    """The row, and whose, by which this reader tries a URL today: one's own, another agency's, a restricted person."""
    tried = [
        (address, scope)
        for address in ADDRESSES
        if address.name == name
        for scope in (address.scopes if address.by_scope else ("own",))
        if scope in EVERY_DAY and address.status(persona, scope) != address.ok
    ]
    return some(tried, 1, name, persona)[0] if tried else None


def complain(said, more=""):
    """Every cell that is wrong, in full."""
    if said:
        pytest.fail("\n".join([*said, more]), pytrace=False)


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_every_reader_gets_what_the_file_says(address, readers):
    every_day = [cell for cell in cells(address) if is_of_every_day(address, *cell)]
    rest = [cell for cell in cells(address) if cell not in every_day]
    said = walk(readers, address, every_day + some(rest, A_SAMPLE, address))
    complain(findings.unexpected(address, said), f"GRID_SEED={SEED}")


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_every_reader_of_every_person_gets_what_the_file_says(address, readers):
    said = walk(readers, address, cells(address))
    complain(findings.unexpected(address, said))
    assert findings.mended(address, said) == []


ONE_EACH = list({(a.name, a.method): a for a in ADDRESSES}.values())


@SOME_OR_ALL
@pytest.mark.parametrize("address", ONE_EACH, ids=lambda address: f"{address.method} {address.name}")
def test_without_a_session_that_stands_there_is_nothing(address, whole, readers):
    world = readers.world
    response = readers.ask(address, None, address.scopes[0])
    assert response.status_code == address.signed_out
    assert world.canaries.found_in(response.text_of) == set()
    if response.status_code == 302:
        assert response["Location"].startswith("/account/login/")
    for persona in some(PERSONAS, OF_THE_ENDED, address, whole=whole):
        with ended(world.reader(persona)):
            response = readers.ask(address, persona, address.scopes[0])
        assert response.status_code == (address.signed_out if is_ours(address) else 302), persona
        assert world.canaries.found_in(response.text_of) == set()


def is_ours(address: Address) -> bool:
    """Public by our own word: allauth's pages send who has left to sign in."""
    return address.public and not address.name.startswith("account_")


def test_every_address_has_a_row():
    assert {name for name, _ in addresses()} - {address.name for address in ADDRESSES} == set()


def test_no_row_is_of_an_address_that_is_gone():
    assert {address.name for address in ADDRESSES} - {name for name, _ in addresses()} == set()


def test_every_scope_of_an_address_has_one_row():
    said = Counter((a.name, a.method, a.filled, a.posted, scope) for a in ADDRESSES for scope in a.scopes)
    assert [what for what, times in said.items() if times > 1] == []
    asked = {(a.name, a.method, a.filled, a.posted) for a in ADDRESSES}
    assert [(*one, scope) for one in asked for scope in SCOPES if (*one, scope) not in said] == []


# Of whom a reason is asked first: seen by what is none of the agency's own work, and on no agenda of its own.
ASKED = {("probation/practitioner", scope) for scope in ("known", "granted")}


@pytest.mark.parametrize("scope", SCOPES)
def test_before_the_reason_is_said_nothing_of_the_person_is_shown(scope, readers):
    page = next(a for a in ADDRESSES if a.name == "casefile:person")
    for persona in PERSONAS:
        browser = readers.browsers[str(persona)]
        session = browser.session
        session["visits"] = {}
        session.save()
        response = ask(browser, readers.world, page, scope)
        if (str(persona), scope) in ASKED:
            assert response.status_code == 302, persona
        if response.status_code == 302:
            assert "/why/" in response["Location"], persona
            assert readers.world.canaries.found_in(response.text_of + response["Location"]) == set()
