"""Two records side by side: what each says, and where they differ. Values in, values out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date
from offenders.models import Offender

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


FIELDS: tuple[tuple[str, Category, Callable[[Offender], str]], ...] = (
    ("Family name", Category.IDENTITY, lambda person: person.family_name),
    ("Given names", Category.IDENTITY, lambda person: person.given_names),
    ("Date of birth", Category.IDENTITY, lambda person: uk_date(person.date_of_birth)),
    ("Sex", Category.IDENTITY, lambda person: str(person.get_sex_display())),
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
