"""The sub-navigation of a person: the sections of their page, and the pages that other rooms have of them."""

from django.urls import NoReverseMatch, reverse

from agencies.access import may
from agencies.categories import Category, Level
from agencies.roles import Permission
from casefile.lens import Lens
from casefile.person import sections
from casefile.register.reader import Reader
from offenders.consent.policies import may_see
from offenders.models import Offender
from offenders.policies import How, View

# What an offender manager opens less often: said smaller, in a row of its own.
COHORTS = "Cohorts and referrals"
SELDOM = frozenset(
    {
        "Notes",
        "Requests",
        "Rank and scores",
        COHORTS,
        "Lead and transfers",
        "Consent",
        "Who may see this",
        "Keeping",
        "Removed",
    }
)
SELDOM_OF_ALL = [
    ("Notes", "events:notes"),
    ("Requests", "events:requests"),
    ("Lead and transfers", "allocation:lead"),
]
LAST = frozenset({"History", "Removed"})
# Words, the address in this room, whether it is the page that is open.
Tab = tuple[str, str, bool]


def tabs(reader: Reader, person: Offender, here: str) -> list[Tab]:
    """What this reader may open of this person. `here` is a section's name, or the name of another room's address."""
    where = {"public_id": person.public_id}
    found = [("Overview", reverse("casefile:person", kwargs=where), here == "overview")]
    for part in sections.SECTIONS:
        if part.may(reader):
            href = reverse("casefile:section", kwargs={**where, "name": part.name})
            found.append((part.words, href, part.name == here))
    elsewhere = [(words, _address(name, person), name == here) for words, name in _elsewhere(reader, person)]
    found += [tab for tab in elsewhere if tab[1]]
    return sorted(found, key=lambda tab: tab[0] in LAST)


def _elsewhere(reader: Reader, person: Offender) -> list[tuple[str, str]]:
    """Consent is for who reads what it opens, or would; who may see the record, for who is not there by glass."""
    lens = reader.lens
    found = [("People and addresses", "facts:of_person")] if lens.reads(Category.IDENTITY) else []
    found += SELDOM_OF_ALL if lens.reads(Category.IDENTITY) else []
    found += [(COHORTS, "scheme:of_person")] if lens.knows_of(Category.SCHEME) else []
    found += [("Consent", "consent:of_person")] if lens.how and may_see(reader.user, person, _view(lens)) else []
    if lens.reads(Category.IDENTITY):
        found.insert(0, ("Documents", "documents:of_person"))
    if lens.reads(Category.IDENTITY) and lens.how is not How.GLASS:
        found.append(("Who may see this", "exceptions:of_person"))
    if lens.levels.level(Category.IDENTITY) >= Level.MANAGE and may(reader.user, Permission.RECORDS_KEEP):
        found.append(("Keeping", "keeping:of_person"))
    return found


def _view(lens: Lens) -> View:
    """What the reader has of this person, as the page has read it already."""
    assert lens.how is not None
    return View(lens.how, lens.levels)


def _address(name: str, person: Offender) -> str:
    """A page's address, or nothing while no room has that page."""
    try:
        return reverse(name, kwargs={"public_id": person.public_id})
    except NoReverseMatch:
        return ""
