"""Leaving the scheme by a code: proposed, decided, disagreed with; and the scheme's numbers for it."""

from datetime import date
from uuid import uuid4

import pghistory
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, Area
from audit.models import Sourced
from audit.versions import sent_once, versioned
from cohorts.models.cohorts import Cohort, DeselectionCode
from cohorts.models.referrals import DecisionState, Way, staff
from cohorts.rules.evidence import Fate
from offenders.models import Offender


class SchemeSetting(models.Model):
    """A number of the scheme's own practice, from a day until a day, with where it comes from. It is not law."""

    code = models.SlugField(max_length=50)
    number = models.PositiveIntegerField()
    words = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    # Of its code, as a list of them has it: the one that is changed next.
    is_last: bool = True

    class Meta:
        ordering = ["code", "from_on"]
        constraints = [
            models.UniqueConstraint(fields=["code", "from_on"], name="scheme_setting_once_a_day"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="scheme_setting_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.words


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Deselection(Sourced):
    """That somebody is to leave one cohort, or all, by a code: a panel's decision, or one of a pair's proposal.

    `created_by` recorded or proposed it. What the records said then is kept; `against` is that it goes against them,
    which takes a reason and a second person, of a panel's decision as well.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="deselections")
    cohort = models.ForeignKey(
        Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="none is every cohort"
    )
    code = models.ForeignKey(DeselectionCode, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=5, choices=Way)
    because = models.TextField("why")
    evidence = models.JSONField(default=list, blank=True, editable=False)
    against = models.BooleanField(default=False, editable=False)
    against_because = models.TextField("why against the evidence", blank=True, default="")
    single_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receiving_area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receiving_place = models.CharField("where, if it is no area here", max_length=200, blank=True, default="")
    reassess_on = models.DateField("to be reassessed on", null=True, blank=True)
    fate = models.CharField(
        "which of the two",
        max_length=8,
        choices=[(f.value, f.value.capitalize()) for f in Fate],
        blank=True,
        default="",
    )
    fate_on = models.DateField("on which day", null=True, blank=True)
    state = models.CharField(max_length=11, choices=DecisionState)
    proposed_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    answered_by = staff()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["proposed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="deselection_ref_once_a_source"),
            sent_once("deselection"),
            models.UniqueConstraint(
                fields=["offender"], condition=Q(state="proposed"), name="deselection_one_proposal_a_person"
            ),
            models.CheckConstraint(condition=~Q(because=""), name="deselection_says_why"),
            models.CheckConstraint(
                condition=~Q(code="2") | Q(single_agency__isnull=False), name="deselection_2_names_the_agency"
            ),
            models.CheckConstraint(
                condition=~Q(code="5") | Q(receiving_area__isnull=False) | ~Q(receiving_place=""),
                name="deselection_5_names_the_area",
            ),
            models.CheckConstraint(
                condition=~Q(code="6A") | Q(reassess_on__isnull=False), name="deselection_6a_books_a_reassessment"
            ),
            models.CheckConstraint(
                condition=~Q(code="6B") | (~Q(fate="") & Q(fate_on__isnull=False)), name="deselection_6b_says_which"
            ),
            models.CheckConstraint(
                condition=Q(against=False) | ~Q(against_because=""), name="deselection_against_the_evidence_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="made") | Q(way="panel", against=False) | Q(answered_by__isnull=False),
                name="deselection_made_by_two",
            ),
            models.CheckConstraint(
                condition=Q(way="panel", met_on__isnull=False) | Q(way="pair", met_on=None),
                name="deselection_panel_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_on=None)
                | Q(answered_by__isnull=False, answered_on__isnull=False),
                name="deselection_answered_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="made") | Q(answered_by=None) | Q(created_by=None) | ~Q(answered_by=F("created_by")),
                name="deselection_second_person_is_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="turned_down") | ~Q(answer=""), name="deselection_turned_down_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"deselection of {self.proposed_on}"

    @property
    def decided_on(self) -> date | None:
        return (self.met_on or self.answered_on) if self.state == DecisionState.MADE else None


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Disagreement(Sourced):
    """That an agency disagrees with a deselection, and why; it is shown beside it and decides nothing."""

    deselection = models.ForeignKey(Deselection, on_delete=models.CASCADE, related_name="disagreements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()
    why = models.TextField()

    class Meta:
        ordering = ["said_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="disagreement_ref_once_a_source"),
            sent_once("disagreement"),
            models.CheckConstraint(condition=~Q(why=""), name="disagreement_says_why"),
        ]

    def __str__(self) -> str:
        return f"disagreement of {self.said_on}"
