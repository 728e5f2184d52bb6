"""Markers that somebody is wanted, and drug tests."""

from collections.abc import Collection
from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency
from agencies.sharing import Category
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models import Offender
from offenders.querysets import holds


class WarrantKind(models.TextChoices):
    WARRANT = "warrant", "Wanted on warrant"
    NAMED_SUSPECT = "named_suspect", "Named suspect"
    RECALL = "recall", "Recalled to prison"


class Resolution(models.TextChoices):
    """How somebody came to be wanted no longer; which of them a kind of marker takes stands in enforcement.rules."""

    ARRESTED = "arrested", "Arrested"
    SURRENDERED = "surrendered", "Gave themselves up"
    INTERVIEWED = "interviewed", "Interviewed voluntarily"
    ELIMINATED = "eliminated", "No longer suspected"
    CANCELLED = "cancelled", "Withdrawn by the court"
    RETURNED = "returned", "Returned to custody"
    RESCINDED = "rescinded", "Recall rescinded"


class WarrantQuerySet(models.QuerySet["Warrant"]):
    def in_force(self, on: date) -> "WarrantQuerySet":
        """Wanted on a day: issued_on <= day < resolved_on."""
        return self.filter(holds(on, "issued_on", "resolved_on"))


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Warrant(Sourced):
    """A marker that the person is wanted, from issued_on until resolved_on."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="warrants")
    kind = models.CharField(max_length=15, choices=WarrantKind)
    issued_on = models.DateField()
    resolved_on = models.DateField(null=True, blank=True)
    # What came by an import says neither.
    resolved_how = models.CharField(
        max_length=12, choices=Resolution, blank=True, default="", db_default="", verbose_name="how it was resolved"
    )
    resolved_by = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="resolved by"
    )

    objects = WarrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="warrant_ref_once_a_source"),
            sent_once("warrant"),
            models.CheckConstraint(
                condition=Q(resolved_on=None) | Q(resolved_on__gte=F("issued_on")),
                name="warrant_resolved_not_before_issued",
            ),
            models.CheckConstraint(
                condition=Q(resolved_on__isnull=False) | Q(resolved_how="", resolved_by=None),
                name="warrant_resolved_how_and_by_whom_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["offender", "issued_on"], name="warrant_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.issued_on}"


class Regime(models.TextChoices):
    LICENCE = "licence", "Test on licence"
    DRR = "drr", "Drug rehabilitation requirement"
    DIP = "dip", "Drug interventions programme"
    VOLUNTARY = "voluntary", "Voluntary"

    @property
    def category(self) -> Category:
        """What a test is filed under: a voluntary one is a detail of treatment (spec/access.md, section 2)."""
        return Category.TREATMENT if self is Regime.VOLUNTARY else Category.TESTS


class DrugTestQuerySet(models.QuerySet["DrugTest"]):
    def filed_under(self, readable: Collection[Category]) -> "DrugTestQuerySet":
        """The tests that a reader of these categories sees: statutory ones, and voluntary ones as treatment."""
        regimes = [regime for regime in Regime if regime.category in readable]
        return self.filter(regime__in=regimes)


class TestResult(models.TextChoices):
    NEGATIVE = "negative", "Negative"
    POSITIVE = "positive", "Positive"
    REFUSED = "refused", "Refused"
    FAILED_TO_ATTEND = "failed_to_attend", "Failed to attend"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class DrugTest(Sourced):
    """One drug test with its result for opiates and for cocaine."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="drug_tests")
    tested_on = models.DateField()
    regime = models.CharField(max_length=10, choices=Regime)
    opiates = models.CharField(max_length=20, choices=TestResult)
    cocaine = models.CharField(max_length=20, choices=TestResult)

    objects = DrugTestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="drug_test_ref_once_a_source"),
            sent_once("drug_test"),
        ]
        indexes = [models.Index(fields=["offender", "tested_on"], name="drug_test_of_person")]

    def __str__(self) -> str:
        return f"test of {self.tested_on}"
