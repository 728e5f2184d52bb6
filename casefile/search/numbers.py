"""A PNC, a CRN, a prison number, a date of birth, a telephone: exact, however they were typed."""

import re
from datetime import date

from django.db.models import Q, Value

from agencies.categories import Category
from agencies.models import User
from agencies.templatetags.iom_pages import uk_date
from audit import clock
from audit.prepared import Rows, Texts, prepared
from casefile.lens import Lens
from casefile.search.found import MOST, Found
from offenders import identifiers
from offenders.facts.rules import phone_digits
from offenders.identifiers import pnc_forms as pnc_forms
from offenders.models import Offender, Phone
from offenders.seen import seen_of


def find(user: User, words: str) -> Found:
    """Who has the number; a date of birth is for everybody, identifiers and past telephones for who may read them."""
    why: dict[int, str] = {}
    lens = Lens.of(user)
    if born := day_typed(words):
        why |= _born(user, born)
    if lens.reads(Category.IDENTIFIERS):
        why |= _numbered(user, words)
    if lens.reads(Category.IDENTITY) and (number := telephone(words)):
        why |= {pk: said for pk, said in _called(user, lens, number).items() if pk not in why}
    return Found(dict(list(why.items())[:MOST]), more=len(why) > MOST)


def is_one(words: str) -> bool:
    """Whether it is a whole day or number, and so no address."""
    return day_typed(words) is not None or identifiers.is_whole(words) or bool(telephone(words))


def _born(user: User, born: date) -> dict[int, str]:
    people = Offender.objects.visible_to(user).filter(date_of_birth=born)
    rows = people.order_by("family_name", "given_names", "id").values_list("pk", flat=True)
    return dict.fromkeys(rows[: MOST + 1], "date of birth")


def _numbered(user: User, words: str) -> dict[int, str]:
    kinds = {kind.column: kind for kind in identifiers.kinds(words)}
    why: dict[int, str] = {}
    for pk, column in _who_has(**{column: kind.forms for column, kind in kinds.items()}):
        why.setdefault(pk, kinds[column].words)
    seen = {person.pk for person in seen_of(user, why)}
    return {pk: said for pk, said in why.items() if pk in seen}


@prepared
def _who_has(pnc_id: Texts, crn: Texts, prison_number: Texts) -> Rows:
    """Each kind of number by its own index, which is of those who have one."""
    given = {"pnc_id": pnc_id, "crn": crn, "prison_number": prison_number}
    each = [
        Offender.objects.on_the_register()
        .filter(~Q(**{column: ""}), **{f"{column}__in": forms})
        .values_list("pk", Value(column))[:MOST]
        for column, forms in given.items()
    ]
    return each[0].union(*each[1:], all=True)


def _called(user: User, lens: Lens, number: str) -> dict[int, str]:
    """Whose telephone it is; whose it was, for those who read identifiers."""
    on = clock.today()
    rows = Phone.objects.filter(number=number, offender__in=Offender.objects.visible_to(user))
    if not lens.reads(Category.IDENTIFIERS):
        rows = rows.filter(Q(until_on=None) | Q(until_on__gt=on))
    latest_last = rows.order_by("from_on", "pk").values_list("offender", "until_on")
    return {
        pk: "phone" if until is None or until > on else f"phone until {uk_date(until)}"
        for pk, until in latest_last[:MOST]
    }


def telephone(words: str) -> str:
    """The telephone that was typed, as the register keeps it; nothing where it is none."""
    if not re.fullmatch(r"[+\d\s().-]+", words) or day_typed(words):
        return ""
    return phone_digits(words) or ""


def day_typed(words: str) -> date | None:
    """3/2/1994, 03.02.1994, 3-2-1994 or 1994-02-03."""
    if match := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", words):
        day, month, year = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", words):
        year, month, day = (int(part) for part in match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
