"""What warns of somebody or binds the scheme's hands (MAPPA, MARAC, child protection), and whom they are with."""

import pghistory
from django.db import models
from django.db.models import F, Q

from agencies.categories import Category
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models.identity import Offender
from offenders.querysets import AssociateQuerySet, MarkerQuerySet


class MarkerKind(models.TextChoices):
    MAPPA = "mappa", "MAPPA"
    MARAC = "marac", "MARAC"
    CHILD_PROTECTION = "child_protection", "Child protection"
    RISK_TO_STAFF = "risk_to_staff", "Risk to staff"
    WEAPONS = "weapons", "Weapons"
    VIOLENCE = "violence", "Violence"
    DOG = "dog", "Dangerous dog"
    SELF_HARM = "self_harm", "Self-harm"
    OTHER = "other", "Other warning"


# What a visitor must know before they knock.
STAFF_KINDS = frozenset({MarkerKind.RISK_TO_STAFF, MarkerKind.WEAPONS, MarkerKind.VIOLENCE, MarkerKind.DOG})


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Marker(Sourced):
    """A warning or a boundary, with where it comes from and when it is looked at again.

    Of a MARAC it holds only that there is one: nothing of a victim, so it has no words at all.
    """

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="markers")
    kind = models.CharField(max_length=16, choices=MarkerKind)
    mappa_category = models.PositiveSmallIntegerField(null=True, blank=True, verbose_name="MAPPA category")
    mappa_level = models.PositiveSmallIntegerField(null=True, blank=True, verbose_name="MAPPA level")
    led_by = models.CharField(max_length=200, blank=True, verbose_name="lead agency")
    text = models.CharField(max_length=500, blank=True, verbose_name="what to know")
    learned_from = models.CharField(max_length=200, verbose_name="where it comes from")
    from_on = models.DateField(verbose_name="from")
    review_on = models.DateField(verbose_name="review on")
    ended_on = models.DateField(null=True, blank=True, verbose_name="ended on")
    ended_because = models.CharField(max_length=500, blank=True, verbose_name="why it ended")

    # What is said by its own name to who knows no more than that it exists; of all else, whom to ask before contact.
    NAMED_AT_A_FLAG = frozenset({MarkerKind.MAPPA, MarkerKind.MARAC, MarkerKind.CHILD_PROTECTION})

    objects = MarkerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="marker_ref_once_a_source"),
            sent_once("marker"),
            models.CheckConstraint(
                # No value is neither within a range nor outside of it: that there is one is said by itself.
                condition=Q(
                    kind="mappa",
                    mappa_category__isnull=False,
                    mappa_category__range=(1, 4),
                    mappa_level__isnull=False,
                    mappa_level__range=(1, 3),
                )
                | (~Q(kind="mappa") & Q(mappa_category=None, mappa_level=None)),
                name="marker_mappa_has_category_and_level",
            ),
            models.CheckConstraint(
                condition=Q(mappa_level=None) | Q(mappa_level=1) | ~Q(led_by=""),
                name="marker_mappa_2_and_3_say_who_leads",
            ),
            models.CheckConstraint(
                condition=~Q(kind="marac") | Q(text="", led_by=""), name="marker_marac_says_only_that_there_is_one"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["risk_to_staff", "other"]) | ~Q(text=""), name="marker_says_what_to_know"
            ),
            models.CheckConstraint(condition=~Q(learned_from=""), name="marker_says_where_it_comes_from"),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("from_on")), name="marker_reviewed_not_before_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_because="")
                | (Q(ended_on__isnull=False, ended_on__gte=F("from_on")) & ~Q(ended_because="")),
                name="marker_ended_says_when_and_why",
            ),
        ]
        indexes = [
            models.Index(fields=["offender", "from_on"], name="marker_of_person"),
            models.Index(fields=["review_on"], name="marker_to_review", condition=Q(ended_on=None)),
        ]

    def __str__(self) -> str:
        return f"marker {self.pk}"


class AssociateKind(models.TextChoices):
    CO_OFFENDER = "co_offender", "Co-offender"
    FAMILY = "family", "Family"
    SHARED_ADDRESS = "shared_address", "Shared address"


class FiledUnder(models.TextChoices):
    """The part of the record to which an associate belongs (spec/access.md: the category they are filed under)."""

    IDENTITY = Category.IDENTITY.value, "Identity: all who read the record"
    IDENTIFIERS = Category.IDENTIFIERS.value, "Identifiers and past addresses"
    OFFENDING = Category.OFFENDING.value, "Arrests, offences, warrants"
    INTELLIGENCE = Category.INTELLIGENCE_ORIGINAL.value, "Original intelligence"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Associate(Sourced):
    """Somebody with whom a person is: another person of the register, or a name. It reads the same from both ends.

    Shown only to who may see both people and reads the part it is filed under of both; the floor of the database
    asks both too.
    """

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="associates")
    other = models.ForeignKey(
        Offender, null=True, blank=True, on_delete=models.CASCADE, related_name="associate_of", verbose_name="with"
    )
    name = models.CharField(max_length=200, blank=True, help_text="who is not on the register")
    kind = models.CharField(max_length=14, choices=AssociateKind)
    filed_under = models.CharField(max_length=30, choices=FiledUnder)
    learned_from = models.CharField(max_length=200, verbose_name="where it comes from")
    from_on = models.DateField(verbose_name="from")
    until_on = models.DateField(null=True, blank=True, verbose_name="until")

    objects = AssociateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="associate_ref_once_a_source"),
            sent_once("associate"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="associate_ends_not_before_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=False, name="") | (Q(other=None) & ~Q(name="")),
                name="associate_is_a_person_or_a_name",
            ),
            models.CheckConstraint(condition=~Q(other=F("offender")), name="associate_is_somebody_else"),
            models.CheckConstraint(condition=~Q(learned_from=""), name="associate_says_where_it_comes_from"),
            models.CheckConstraint(
                condition=~Q(kind="co_offender") | Q(filed_under__in=["offending", "intelligence_original"]),
                name="associate_co_offender_is_filed_with_offending",
            ),
        ]
        indexes = [
            models.Index(fields=["offender", "from_on"], name="associate_of_person"),
            models.Index(fields=["other"], name="associate_of_other", condition=Q(other__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"associate {self.pk}"
