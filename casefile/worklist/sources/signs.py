"""What has happened: wanted, arrested, a positive test, missed twice."""

from collections.abc import Iterator

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from agencies.categories import Category
from agencies.templatetags.iom_pages import uk_date, uk_day
from audit.prepared import Day, Ids, Rows, prepared
from casefile.worklist.rules import Fact
from casefile.worklist.scope import Scope
from casefile.worklist.sources.base import Source, page_of
from enforcement.models import DrugTest, Regime, TestResult, Warrant
from offenders.models import Arrest, Contact, Outcome


@prepared
def _markers(people: Ids, on: Day) -> Rows:
    return Warrant.objects.in_force(on).filter(offender__in=people).order_by("issued_on", "pk")


def wanted(scope: Scope) -> Iterator[Fact]:
    """A warrant, a named-suspect marker or a recall that is not resolved."""
    within = scope.limits["warrant"]
    for marker in _markers(people=scope.reading(Category.OFFENDING), on=scope.on):
        yield Fact(
            marker.offender_id,
            within.after(marker.issued_on),
            str(marker.get_kind_display()),
            f"since {uk_date(marker.issued_on)}, to be acted on within {within.words}",
            page_of(scope, marker.offender_id, "offending"),
            "Open the warrants",
            (marker.pk, marker.version),
        )


@prepared
def _arrests(people: Ids, since: Day, on: Day) -> Rows:
    rows = Arrest.objects.filter(offender__in=people, arrested_on__gt=since, arrested_on__lte=on)
    return rows.order_by("-arrested_on", "-pk")


def arrested(scope: Scope) -> Iterator[Fact]:
    """A member's latest arrest since the last panel: one in the night stands on the page in the morning."""
    ids, within = scope.reviewed(Category.OFFENDING), scope.limits["arrest"]
    since: dict[int, list[Arrest]] = {}
    for arrest in _arrests(people=ids, since=scope.earliest(ids), on=scope.on):
        if arrest.arrested_on > scope.since_panel(arrest.offender_id):
            since.setdefault(arrest.offender_id, []).append(arrest)
    for pk, (latest, *more) in since.items():
        also = f", and {len(more)} more {scope.panel_words(pk)}" if more else f", {scope.panel_words(pk)}"
        yield Fact(
            pk,
            within.after(latest.arrested_on),
            f"Arrested on {uk_day(latest.arrested_on)}",
            f"to be looked at within {within.words}{also}",
            page_of(scope, pk, "offending"),
            "Open the arrest",
            (latest.pk, latest.version),
        )


POSITIVE = Q(opiates=TestResult.POSITIVE) | Q(cocaine=TestResult.POSITIVE)


@prepared
def _positive_tests(people: Ids, since: Day, on: Day) -> Rows:
    tests = DrugTest.objects.filter(POSITIVE, offender__in=people, tested_on__gt=since, tested_on__lte=on)
    return tests.order_by("-tested_on", "-pk")


def _positive(scope: Scope) -> list[DrugTest]:
    """The positive tests since the last panel of those of whom the reader reads either kind: read once."""
    ids = sorted({*scope.reviewed(Category.TESTS), *scope.reviewed(Category.TREATMENT)})
    return _positive_tests(people=ids, since=scope.earliest(ids), on=scope.on)


def _tests(scope: Scope, category: Category) -> Iterator[Fact]:
    """Of each person the latest positive test since the last panel, of the regimes filed under one category."""
    within, readable = scope.limits["positive_test"], set(scope.reviewed(category))
    tests = scope.once("positive", lambda: _positive(scope))
    seen: set[int] = set()
    for test in tests:
        pk = test.offender_id
        if pk in seen or pk not in readable or Regime(test.regime).category is not category:
            continue
        if test.tested_on <= scope.since_panel(pk):
            continue
        seen.add(pk)
        yield Fact(
            pk,
            within.after(test.tested_on),
            f"Positive test ({_substances(test)}) on {uk_day(test.tested_on)}",
            f"{Regime(test.regime).label.lower()}, {scope.panel_words(pk)}; to be acted on within {within.words}",
            page_of(scope, pk, "tests"),
            "Open the tests",
            (test.pk, test.version),
        )


def _substances(test: DrugTest) -> str:
    found = {"opiates": test.opiates, "cocaine": test.cocaine}
    return " and ".join(name for name, result in found.items() if result == TestResult.POSITIVE)


def statutory_tests(scope: Scope) -> Iterator[Fact]:
    return _tests(scope, Category.TESTS)


def voluntary_tests(scope: Scope) -> Iterator[Fact]:
    return _tests(scope, Category.TREATMENT)


@prepared
def _last_two(people: Ids, since: Day, on: Day) -> Rows:
    """The last two appointments of each that count."""
    counting = Q(outcome__in=[Outcome.KEPT, Outcome.MISSED_UNACCEPTABLE], due_on__lte=on, due_on__gt=since)
    number = Window(RowNumber(), partition_by=[F("offender")], order_by=[F("due_on").desc(), F("pk").desc()])
    rows = Contact.objects.filter(counting, offender__in=people)
    last = rows.annotate(back=number).filter(back__lte=2).order_by("offender_id", "back")
    return last.only("offender_id", "due_on", "outcome", "version")


def missed_twice(scope: Scope) -> Iterator[Fact]:
    """The last two appointments that count were both missed without an acceptable reason."""
    within = scope.limits["missed_twice"]
    since = scope.limits["missed_within"].before(scope.on)
    last: dict[int, list[Contact]] = {}
    for contact in _last_two(people=scope.reading(Category.ENGAGEMENT), since=since, on=scope.on):
        last.setdefault(contact.offender_id, []).append(contact)
    for pk, contacts in last.items():
        if len(contacts) == 2 and all(contact.outcome == Outcome.MISSED_UNACCEPTABLE for contact in contacts):
            second, first = contacts
            yield Fact(
                pk,
                within.after(second.due_on),
                "Second missed appointment in a row",
                f"{uk_day(first.due_on)} and {uk_day(second.due_on)}, to be acted on within {within.words}",
                page_of(scope, pk, "appointments"),
                "Open the appointments",
                (first.pk, first.version, second.pk, second.version),
            )


SIGNS = (
    Source("wanted", "Wanted", (Category.OFFENDING,), wanted),
    Source("arrest", "Arrested since the last panel", (Category.OFFENDING,), arrested),
    Source("positive_test", "Positive test since the last panel", (Category.TESTS,), statutory_tests),
    Source("voluntary_test", "Positive voluntary test", (Category.TREATMENT,), voluntary_tests),
    Source("missed_twice", "Missed twice", (Category.ENGAGEMENT,), missed_twice),
)
