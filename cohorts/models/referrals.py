"""A referral of a person for a cohort, who referred, and how it was decided."""

from datetime import date
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from audit.models import Sourced
from audit.versions import sent_once, versioned
from cohorts.models.cohorts import Cohort
from cohorts.rules import referrals as ways
from offenders.models import Offender


class ReferredBy(models.TextChoices):
    POLICE = "police", "Police"
    PROBATION_SERVICE = "probation_service", "Probation Service"
    PROBATION_CRC = "probation_crc", "Probation (Community Rehabilitation Company)"
    PROBATION_NPS = "probation_nps", "Probation (National Probation Service)"
    YOUTH_OFFENDING = "youth_offending", "Youth offending service"
    PRISON = "prison", "Prison"
    MARAC = "marac", "MARAC"
    COURT = "court", "Court"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    HEALTH = "health", "Health"
    VOLUNTARY = "voluntary", "Voluntary sector"
    OTHER = "other", "Other"


class Route(models.TextChoices):
    """By what way somebody came to be referred (spec/source-facts.md, A2)."""

    FORM = "form", "This form"
    MARAC = "marac", "A MARAC meeting"
    COURT = "court", "The court"
    CUSTODY = "custody", "A prison or custody suite"
    PANEL = "panel", "A panel meeting"
    IMPORT = "import", "An import"


class ReferralQuerySet(models.QuerySet["Referral"]):
    def open(self) -> "ReferralQuerySet":
        return self.filter(status__in=[status.value for status in ways.OPEN])

    def to_decide(self, on: date) -> "ReferralQuerySet":
        """Screened, or deferred until a day that has come."""
        return self.filter(Q(status=ways.Status.SCREENED) | Q(status=ways.Status.DEFERRED, deferred_until__lte=on))


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Referral(Sourced):
    """One referral of a person for a cohort; who refers them again while it is open joins it."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="referrals")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="referrals")
    status = models.CharField(max_length=12, choices=ways.CHOICES, default=ways.Status.REFERRED)
    referred_on = models.DateField()
    screened_on = models.DateField(null=True, blank=True)
    deferred_until = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField(blank=True, default="", verbose_name="why it was withdrawn")

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="referral_ref_once_a_source"),
            sent_once("referral"),
            models.UniqueConstraint(
                fields=["offender", "cohort"], condition=Q(status__in=ways.OPEN), name="referral_one_open_a_cohort"
            ),
            models.CheckConstraint(
                condition=Q(status="deferred", deferred_until__isnull=False)
                | (~Q(status="deferred") & Q(deferred_until=None)),
                name="referral_deferred_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ways.OPEN, ended_on=None)
                | (~Q(status__in=ways.OPEN) & Q(ended_on__isnull=False, ended_on__gte=F("referred_on"))),
                name="referral_ended_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["referred", "withdrawn"]) | Q(screened_on__isnull=False),
                name="referral_decided_was_screened",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | ~Q(ended_because=""), name="referral_withdrawn_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["offender", "referred_on"], name="referral_of_person"),
            models.Index(fields=["referred_on"], name="referral_open", condition=Q(status__in=ways.OPEN)),
        ]

    def __str__(self) -> str:
        return f"referral of {self.referred_on}"

    def stands(self, on: date) -> ways.Status:
        return ways.stands(self.status, self.deferred_until, on)


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ReferralBy(Sourced):
    """That an agency referred somebody: why, on what evidence, by which way. `created_by` is who did."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="bys")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    route = models.CharField(max_length=10, choices=Route, default=Route.FORM)
    referred_on = models.DateField()
    why = models.TextField()
    evidence = models.TextField(blank=True, default="")

    class Meta:
        verbose_name_plural = "who referred"
        ordering = ["referred_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="referral_by_ref_once_a_source"),
            sent_once("referral_by"),
            models.CheckConstraint(condition=~Q(why=""), name="referral_by_says_why"),
        ]

    def __str__(self) -> str:
        return f"referred on {self.referred_on}"


class Way(models.TextChoices):
    """Who decides: a panel, or two named people."""

    PANEL = "panel", "A panel"
    PAIR = "pair", "Two named people"


class DecisionState(models.TextChoices):
    PROPOSED = "proposed", "Waits for a second person"
    MADE = "made", "Decided"
    TURNED_DOWN = "turned_down", "Not confirmed"
    TAKEN_BACK = "taken_back", "Taken back"


def staff() -> "models.ForeignKey[User | None, User | None]":
    """A key of who did something, without a name in the other direction."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class SelectionDecision(Sourced):
    """What a panel, or one of a pair, decided on a referral, with the screening as it stood then.

    `created_by` recorded or proposed it; a pair's holds once another has confirmed it.
    """

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="decisions")
    way = models.CharField(max_length=5, choices=Way)
    outcome = models.CharField(max_length=12, choices=ways.OUTCOMES)
    because = models.TextField()
    deferred_until = models.DateField(null=True, blank=True)
    leaves = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    screening = models.JSONField(default=dict, blank=True, editable=False)
    state = models.CharField(max_length=11, choices=DecisionState)
    proposed_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    answered_by = staff()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["proposed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="selection_ref_once_a_source"),
            sent_once("selection"),
            models.UniqueConstraint(
                fields=["referral"], condition=Q(state="proposed"), name="selection_one_proposal_a_referral"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="selection_says_why"),
            models.CheckConstraint(
                condition=Q(outcome="deferred", deferred_until__isnull=False)
                | (~Q(outcome="deferred") & Q(deferred_until=None)),
                name="selection_deferred_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(way="panel", met_on__isnull=False, state="made", answered_by=None)
                | Q(way="pair", met_on=None),
                name="selection_panel_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(way="pair")
                | Q(state="proposed", answered_by=None, answered_on=None)
                | (~Q(state="proposed") & Q(answered_by__isnull=False, answered_on__isnull=False)),
                name="selection_pair_is_answered",
            ),
            models.CheckConstraint(
                condition=~Q(way="pair", state="made") | Q(created_by=None) | ~Q(answered_by=F("created_by")),
                name="selection_second_person_is_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="turned_down") | ~Q(answer=""), name="selection_turned_down_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} of {self.proposed_on}"

    @property
    def decided_on(self) -> date | None:
        """The day from which it holds: the panel's, or that on which the second person confirmed it."""
        return (self.met_on or self.answered_on) if self.state == DecisionState.MADE else None
