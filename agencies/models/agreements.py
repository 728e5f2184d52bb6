"""Sharing agreements as dated data (spec/access.md, section 2): who may see which parts of people, from when to when.

An agreement is written as a draft and changed only as one. From then on the database itself keeps its terms as they
were approved; there is never more than one in force on a day, nor more than one under way.
"""

from datetime import date

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now

from agencies.agreements.rules import State
from agencies.categories import Category, Level, word_of
from agencies.models.agencies import Agency, AgencyKind

FIRST = 1  # the number of the agreement that every register starts with


class AgreementState(models.TextChoices):
    """The states of the rules, with their words."""

    DRAFT = State.DRAFT.value, "Draft"
    PROPOSED = State.PROPOSED.value, "Proposed"
    IN_FORCE = State.IN_FORCE.value, "In force"
    REPLACED = State.REPLACED.value, "Replaced"
    ENDED = State.ENDED.value, "Ended"


UNDER_WAY = (AgreementState.DRAFT, AgreementState.PROPOSED)
APPROVED = (AgreementState.IN_FORCE, AgreementState.REPLACED, AgreementState.ENDED)


class Regime(models.TextChoices):
    """The law that a kind of agency processes under."""

    LAW_ENFORCEMENT = "dpa_part_3", "Data Protection Act 2018, Part 3"
    UK_GDPR = "uk_gdpr", "UK GDPR"


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def in_force(self, on: date) -> "AgreementQuerySet":
        """The approved agreement of a day, one at most: starts_on <= day < replaced_on, expires_on."""
        return self.filter(
            Q(replaced_on=None) | Q(replaced_on__gt=on),
            Q(expires_on=None) | Q(expires_on__gt=on),
            state__in=APPROVED,
            starts_on__lte=on,
        )

    def approved(self) -> "AgreementQuerySet":
        return self.filter(state__in=APPROVED)

    def under_way(self) -> "AgreementQuerySet":
        """The draft or proposal, one at most."""
        return self.filter(state__in=UNDER_WAY)


def _terms_stand() -> pgtrigger.Trigger:
    """What was proposed is what is approved: words and dates of an agreement change only while it is a draft."""
    terms = ("number", "name", "purpose", "lawful_basis", "starts_on", "review_on", "expires_on", "based_on_id")
    old, new = (", ".join(f"{row}.{column}" for column in terms) for row in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name="terms_stand",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("OLD.state <> 'draft'"),
        func=f"""
        IF TG_OP = 'UPDATE' AND ({old}) IS NOT DISTINCT FROM ({new}) THEN RETURN NEW; END IF;
        RAISE EXCEPTION 'the terms of an agreement change only while it is a draft'
            USING ERRCODE = 'integrity_constraint_violation';
        """,
    )


def _terms_stand_with_their_agreement() -> pgtrigger.Trigger:
    """No level and no party of an agreement is added, changed or taken away once it is no draft any more."""
    refuse = (
        "RAISE EXCEPTION 'the terms of an agreement change only while it is a draft'"
        " USING ERRCODE = 'integrity_constraint_violation';"
    )
    look = "SELECT state INTO found FROM agencies_agreement WHERE id = {row}.agreement_id FOR SHARE;"
    return pgtrigger.Trigger(
        name="stands_with_its_agreement",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        declare=[("found", "text")],
        func=f"""
        IF TG_OP <> 'INSERT' THEN
            {look.format(row="OLD")}
            IF found <> 'draft' THEN {refuse} END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        {look.format(row="NEW")}
        IF found <> 'draft' THEN {refuse} END IF;
        RETURN NEW;
        """,
    )


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


def _agency() -> models.ForeignKey:
    return models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Agreement(models.Model):
    """One version of the scheme's sharing agreement. It takes two people of two agencies: to propose, to approve."""

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    lawful_basis = models.TextField()
    state = models.CharField(max_length=10, choices=AgreementState, default=AgreementState.DRAFT)
    starts_on = models.DateField()
    review_on = models.DateField(help_text="by this day it is looked at again; nothing closes on it")
    expires_on = models.DateField(null=True, blank=True, help_text="the first day on which nobody sees anything by it")
    replaced_on = models.DateField(null=True, blank=True, help_text="the first day of the one that followed it")
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    created_by = _person()
    proposed_by = _person()
    proposed_for = _agency()
    proposed_at = models.DateTimeField(null=True, blank=True)
    approved_by = _person()
    approved_for = _agency()
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        triggers = [_terms_stand()]
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")), name="agreement_takes_two_people"
            ),
            models.CheckConstraint(
                condition=Q(approved_for=None) | ~Q(approved_for=F("proposed_for")), name="agreement_takes_two_agencies"
            ),
            # The first one comes with the register: nobody has proposed it, and it has no end (docs/adr).
            models.CheckConstraint(
                condition=Q(number=FIRST)
                | Q(state=AgreementState.DRAFT)
                | Q(proposed_by__isnull=False, proposed_for__isnull=False, proposed_at__isnull=False),
                name="agreement_says_who_proposed",
            ),
            models.CheckConstraint(
                condition=Q(number=FIRST)
                | Q(state__in=UNDER_WAY)
                | Q(approved_by__isnull=False, approved_for__isnull=False, approved_at__isnull=False),
                name="agreement_says_who_approved",
            ),
            models.CheckConstraint(
                condition=Q(number=FIRST) | Q(state=AgreementState.DRAFT) | Q(expires_on__isnull=False),
                name="agreement_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("starts_on")), name="agreement_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(replaced_on=None) | Q(replaced_on__gt=F("starts_on")), name="agreement_stood_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.REPLACED, replaced_on__isnull=False)
                | Q(~Q(state=AgreementState.REPLACED), replaced_on=None),
                name="agreement_replaced_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=AgreementState.DRAFT), name="agreement_one_draft"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=AgreementState.PROPOSED), name="agreement_one_proposal"
            ),
            ExclusionConstraint(
                name="agreement_one_in_force",
                expressions=[
                    (
                        Func(
                            F("starts_on"),
                            Func(F("expires_on"), F("replaced_on"), function="LEAST"),
                            function="DATERANGE",
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                condition=Q(state__in=APPROVED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class AgreementParty(models.Model):
    """What an agreement says of a kind of agency as a whole: its law, and the cohorts that it is named for."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    kind = models.CharField(max_length=20, choices=AgencyKind)
    regime = models.CharField(max_length=10, choices=Regime)
    every_cohort = models.BooleanField(default=False, help_text="involved with everybody on any cohort")
    cohorts = ArrayField(
        models.CharField(max_length=32), default=list, blank=True, help_text="the codes of the cohorts it is named for"
    )
    told_who_is_known = models.BooleanField(
        default=False, help_text="a search by an exact identifier says that somebody is known to IOM, and whom to ask"
    )

    class Meta:
        triggers = [_terms_stand_with_their_agreement()]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind"], name="agreement_party_once"),
            models.CheckConstraint(
                condition=Q(every_cohort=False) | Q(cohorts=[]), name="agreement_party_every_cohort_or_some"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class AgreementLevel(models.Model):
    """How much of one category a kind of agency sees, or one agency in place of its kind."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="levels")
    kind = models.CharField(max_length=20, choices=AgencyKind, null=True, blank=True)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, choices=[(category.value, category.label) for category in Category])
    level = models.PositiveSmallIntegerField(choices=[(level.value, level.word) for level in Level])
    if_consent = models.BooleanField(default=False, help_text="only where the person has consented")
    in_room = models.PositiveSmallIntegerField(choices=[(level.value, level.word) for level in Level])
    in_room_if_consent = models.BooleanField(default=False)

    class Meta:
        triggers = [_terms_stand_with_their_agreement()]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__isnull=True, agency__isnull=False) | Q(kind__isnull=False, agency__isnull=True),
                name="agreement_level_of_a_kind_or_an_agency",
            ),
            models.UniqueConstraint(
                fields=["agreement", "kind", "category"], condition=Q(agency=None), name="agreement_level_once_a_kind"
            ),
            models.UniqueConstraint(
                fields=["agreement", "agency", "category"],
                condition=Q(kind=None),
                name="agreement_level_once_an_agency",
            ),
            models.CheckConstraint(
                condition=Q(if_consent=False) | Q(level=Level.READ), name="agreement_consent_is_to_reading"
            ),
            models.CheckConstraint(
                condition=Q(in_room_if_consent=False) | Q(in_room=Level.READ),
                name="agreement_consent_in_room_is_to_reading",
            ),
            models.CheckConstraint(
                condition=Q(level__in=[level.value for level in Level], in_room__in=[level.value for level in Level]),
                name="agreement_level_is_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.word}"

    @property
    def word(self) -> str:
        """The everyday level in the words of the agreement's table."""
        return word_of(self.level, self.if_consent)

    @property
    def in_room_word(self) -> str:
        return word_of(self.in_room, self.in_room_if_consent)
