"""What is known of who somebody is: other names, where they live, how to reach them, their circumstances."""

from typing import Any

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from agencies.models import Area
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models.identity import Offender
from offenders.querysets import DatedQuerySet, ReviewedQuerySet


def _once(name: str) -> list[Any]:
    return [models.UniqueConstraint(fields=["source", "ref"], name=f"{name}_ref_once_a_source"), sent_once(name)]


def _ends_not_before_it_starts(name: str) -> Any:
    return models.CheckConstraint(
        condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name=f"{name}_ends_not_before_it_starts"
    )


class AliasKind(models.TextChoices):
    ALIAS = "alias", "Alias"
    FORMER_NAME = "former_name", "Former name"
    NICKNAME = "nickname", "Nickname"
    STREET_NAME = "street_name", "Name on the street"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Alias(Sourced):
    """Another name of a person. A nickname may be one word, in either field."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=12, choices=AliasKind)
    family_name = models.CharField(max_length=200, blank=True)
    given_names = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "aliases"
        constraints = [
            *_once("alias"),
            models.CheckConstraint(condition=~Q(family_name="", given_names=""), name="alias_has_a_name"),
        ]
        indexes = [
            models.Index(fields=["offender"], name="alias_of_person"),
            GinIndex(fields=["family_name"], opclasses=["gin_trgm_ops"], name="alias_family_trigrams"),
            GinIndex(fields=["given_names"], opclasses=["gin_trgm_ops"], name="alias_given_trigrams"),
        ]

    def __str__(self) -> str:
        return f"alias {self.pk}"

    @property
    def name(self) -> str:
        """As the register writes a name: IQBAL, Wayne; one word alone as it was written."""
        if self.family_name and self.given_names:
            return f"{self.family_name.upper()}, {self.given_names}"
        return self.family_name.upper() or self.given_names


class AddressKind(models.TextChoices):
    HOME = "home", "Home"
    BAIL = "bail", "Bail address"
    RELEASE = "release", "Release address"
    FAMILY = "family", "Family"
    OTHER = "other", "Other"
    NO_FIXED_ABODE = "no_fixed_abode", "No fixed abode"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Address(Sourced):
    """Where somebody is on the days from_on <= day < until_on; past ones belong to the identifiers."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=14, choices=AddressKind)
    lines = models.TextField(blank=True, verbose_name="address")
    postcode = models.CharField(max_length=8, blank=True, db_collation="C", help_text="as it is written: LU1 2AB")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(verbose_name="from")
    until_on = models.DateField(null=True, blank=True, verbose_name="until")

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "addresses"
        constraints = [
            *_once("address"),
            _ends_not_before_it_starts("address"),
            models.CheckConstraint(
                condition=Q(kind="no_fixed_abode", lines="", postcode="")
                | (~Q(kind="no_fixed_abode") & ~Q(lines="", postcode="")),
                name="address_says_where_unless_of_no_fixed_abode",
            ),
        ]
        indexes = [
            models.Index(fields=["offender", "from_on"], name="address_of_person"),
            models.Index(fields=["postcode"], name="address_postcode", condition=~Q(postcode="")),
        ]

    def __str__(self) -> str:
        return f"address {self.pk}"


class PhoneKind(models.TextChoices):
    MOBILE = "mobile", "Mobile"
    HOME = "home", "Home"
    WORK = "work", "Work"
    FAMILY = "family", "Family"
    OTHER = "other", "Other"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Phone(Sourced):
    """A number, as digits alone and in the form of this country where it is one: 07700900123."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="phones")
    kind = models.CharField(max_length=10, choices=PhoneKind)
    number = models.CharField(max_length=20, db_collation="C")
    from_on = models.DateField(verbose_name="from")
    until_on = models.DateField(null=True, blank=True, verbose_name="until")

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            *_once("phone"),
            _ends_not_before_it_starts("phone"),
            models.CheckConstraint(condition=Q(number__regex=r"^[0-9]{5,20}$"), name="phone_is_digits"),
        ]
        indexes = [
            models.Index(fields=["offender", "from_on"], name="phone_of_person"),
            models.Index(fields=["number"], name="phone_number"),
        ]

    def __str__(self) -> str:
        return f"phone {self.pk}"


class CircumstanceKind(models.TextChoices):
    RELATIONSHIP = "relationship", "Relationship"
    DEPENDANTS = "dependants", "Dependants"
    CARING = "caring", "Cares for somebody"
    EMPLOYMENT = "employment", "Employment"
    EDUCATION = "education", "Education or training"
    BENEFITS = "benefits", "Benefits"
    MONEY = "money", "Money and debt"
    OTHER = "other", "Other"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Circumstance(Sourced):
    """What somebody's life is like on the days from_on <= day < until_on."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="circumstances")
    kind = models.CharField(max_length=12, choices=CircumstanceKind)
    text = models.TextField(verbose_name="what is known")
    from_on = models.DateField(verbose_name="from")
    until_on = models.DateField(null=True, blank=True, verbose_name="until")
    review_on = models.DateField(null=True, blank=True, verbose_name="look at it again on")

    objects = ReviewedQuerySet.as_manager()

    class Meta:
        constraints = [
            *_once("circumstance"),
            _ends_not_before_it_starts("circumstance"),
            models.CheckConstraint(condition=~Q(text=""), name="circumstance_says_what"),
        ]
        indexes = [
            models.Index(fields=["offender", "from_on"], name="circumstance_of_person"),
            models.Index(
                fields=["review_on"], name="circumstance_to_review", condition=Q(until_on=None, review_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"circumstance {self.pk}"
