"""Two records side by side: what each says, and where they differ."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date
from audit import clock
from offenders.models import Alias, Offender

NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Line:
    """One field of both records."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


def _listed(said: Iterable[str]) -> str:
    return "; ".join(sorted(set(said)))


def _alias(row: Alias) -> str:
    return " ".join(filter(None, (row.given_names, row.family_name)))


def _addresses(person: Offender, *, now: bool) -> list[str]:
    """As they are written, those of today and to come or those that are past."""
    rows = person.addresses.current(clock.today()) if now else person.addresses.past(clock.today())
    return [", ".join(filter(None, (" ".join(row.lines.split()), row.postcode))) for row in rows]


FIELDS: tuple[tuple[str, Category, Callable[[Offender], str]], ...] = (
    ("Family name", Category.IDENTITY, lambda person: person.family_name),
    ("Given names", Category.IDENTITY, lambda person: person.given_names),
    ("Date of birth", Category.IDENTITY, lambda person: uk_date(person.date_of_birth)),
    ("Sex", Category.IDENTITY, lambda person: str(person.get_sex_display())),
    ("Also known as", Category.IDENTITY, lambda person: _listed(_alias(row) for row in person.aliases.all())),
    ("Addresses now", Category.IDENTITY, lambda person: _listed(_addresses(person, now=True))),
    ("Addresses before", Category.IDENTIFIERS, lambda person: _listed(_addresses(person, now=False))),
    ("Home area", Category.IDENTITY, lambda person: person.area.name),
    ("Lives in or visits the area", Category.IDENTITY, lambda person: "Yes" if person.resident else "No"),
    ("PNC", Category.IDENTIFIERS, lambda person: person.pnc_id),
    ("CRN", Category.IDENTIFIERS, lambda person: person.crn),
    ("Prison number", Category.IDENTIFIERS, lambda person: person.prison_number),
)


def lines(first: Offender, second: Offender, reads: Iterable[Category]) -> list[Line]:
    """What both records say in the parts that the reader reads of both."""
    parts = frozenset(reads)
    return [
        Line(label, value(first) or NOT_RECORDED, value(second) or NOT_RECORDED)
        for label, category, value in FIELDS
        if category in parts
    ]
