"""What agencies are told of people: notices that nobody of the reader's agency read, and prisons that did not read."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from agencies.categories import Category
from agencies.models import AgencyKind
from agencies.templatetags.iom_pages import uk_date, uk_day
from audit.prepared import Ids, Number, Rows, prepared
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_of
from offenders.custody.rules import NoticeKind
from offenders.models import Notice

OF_THE_SCHEME = frozenset({NoticeKind.SELECTED.value, NoticeKind.DESELECTED.value})


@prepared
def _unread(agency: Number, people: Ids) -> Rows:
    rows = Notice.objects.to_be_read().filter(Q(to=agency) | Q(to__kind=AgencyKind.PRISON), offender__in=people)
    return rows.select_related("to").order_by("day", "pk")


def _notices(scope: Scope) -> list[Notice]:
    """What the reader's agency has not read, and what prisons have not: read once for the three kinds of line."""
    return scope.once("notices", lambda: _unread(agency=scope.user.agency_id, people=scope.own))


def _to_read(scope: Scope, of_the_scheme: bool, people: list[int]) -> Iterator[Fact]:
    """Of people of whom the reader has that part: the notices to the reader's agency, read once for both kinds."""
    within, seen = scope.limits["notice"], set(people)
    for row in _notices(scope):
        if row.to_id != scope.user.agency_id or (row.kind in OF_THE_SCHEME) is not of_the_scheme:
            continue
        if row.offender_id not in seen:
            continue
        yield Fact(
            row.offender_id,
            within.after(row.day),
            f"Notice to read: {str(row.get_kind_display()).lower()}",
            f"{uk_date(row.day)}, to be read within {within.words}",
            reverse("custody:notices"),
            "Read the notices",
            (row.pk,),
        )


def of_the_scheme(scope: Scope) -> Iterator[Fact]:
    """That somebody whom the reader's prison holds was selected or deselected."""
    return _to_read(scope, True, scope.reading(Category.SCHEME))


def of_custody(scope: Scope) -> Iterator[Fact]:
    """That a release is expected, or has come: to the police of the home area."""
    return _to_read(scope, False, scope.reading(Category.CUSTODY))


def prison_not_told(scope: Scope) -> Iterator[Fact]:
    """A prison that holds one of the reader's people has not read, in the time for it, that the scheme took them or
    let them go: somebody calls. Not for the prison itself, whose line is to read it.
    """
    within = scope.limits["notice"]
    seen, before = set(scope.reading(Category.SCHEME, Category.CUSTODY)), within.before(scope.on)
    for row in _notices(scope):
        if row.to_id == scope.user.agency_id or row.kind not in OF_THE_SCHEME:
            continue
        if row.offender_id not in seen or row.day >= before:
            continue
        yield Fact(
            row.offender_id,
            within.after(row.day),
            f"Prison not told yet: {str(row.get_kind_display()).lower()}",
            f"nobody of {row.to.name} has read the notice of {uk_day(row.day)}",
            page_of(scope, row.offender_id, "supervision"),
            "Open custody",
            (row.pk,),
        )


TOLD = (
    Source("notice_scheme", "Notice of a selection to read", (Category.SCHEME,), of_the_scheme, on_person=False),
    Source("notice_custody", "Notice of a release to read", (Category.CUSTODY,), of_custody, on_person=False),
    Source(
        "not_told", "Prison not told yet", (Category.SCHEME, Category.CUSTODY), prison_not_told, on_person=False
    ),
)  # fmt: skip
