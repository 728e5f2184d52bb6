"""Releases, the reassessment before one, and licences and orders that end."""

from collections.abc import Iterator
from datetime import date

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date, uk_day
from audit.bank_holidays import bank_holidays
from casefile.worklist.rules import Fact, release_warning
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_of
from offenders.models import CustodySpell, Supervision


def _spells(scope: Scope, until: date) -> Iterator[CustodySpell]:
    """Who is inside and is released on a day that is known."""
    ids = scope.reading(Category.CUSTODY)
    inside = CustodySpell.objects.covering(scope.on).filter(offender__in=ids, released_on__lte=until)
    yield from inside.order_by("released_on", "pk")


def releases(scope: Scope) -> Iterator[Fact]:
    """From 28 days before; from 14 days before it is another line, so that one put off before then is back."""
    first, last = scope.limits["release"], scope.limits["release_last"]
    for spell in _spells(scope, first.after(scope.on)):
        day = spell.released_on
        assert day is not None
        length = last if day <= last.after(scope.on) else first
        yield Fact(
            spell.offender_id,
            day,
            f"Release on {day:%A} {uk_day(day)}",
            _release_words(scope, day, length.words),
            page_of(scope, spell.offender_id, "supervision"),
            "Open custody",
            (spell.pk, spell.version, length.number),
        )


def _release_words(scope: Scope, day: date, length: str) -> str:
    days, warning = (day - scope.on).days, release_warning(day, bank_holidays())
    said = f"in {days} {'day' if days == 1 else 'days'}, within {length}"
    return f"{said}. {warning[0].upper()}{warning[1:]}" if warning else said


def orders(scope: Scope) -> Iterator[Fact]:
    """A licence or an order that ends."""
    before = scope.limits["order_ends"]
    rows = Supervision.objects.in_force(scope.on).filter(
        offender__in=scope.reading(Category.SUPERVISION), ended_on__lte=before.after(scope.on)
    )
    for order in rows.order_by("ended_on", "pk"):
        assert order.ended_on is not None
        yield Fact(
            order.offender_id,
            order.ended_on,
            f"{order.get_order_type_display()} ends on {uk_date(order.ended_on)}",
            f"within {before.words}",
            page_of(scope, order.offender_id, "supervision"),
            "Open supervision",
            (order.pk, order.version),
        )


CUSTODY = (
    Source("release", "Release", (Category.CUSTODY,), releases),
    Source("order_ends", "Licence or order ends", (Category.SUPERVISION,), orders),
)
