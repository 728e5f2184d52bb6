"""The agencies of the scheme (spec/exchange.md; the kinds of spec/access.md)."""

import pghistory
from django.db import models


class AgencyKind(models.TextChoices):
    POLICE = "police", "Police"
    PROBATION = "probation", "Probation"
    PRISON = "prison", "Prison"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    DRUG_SERVICE = "drug_service", "Drug service"
    LOCAL_AUTHORITY = "local_authority", "Local authority"
    HEALTH = "health", "Health"
    VOLUNTARY = "voluntary", "Voluntary sector"
    OTHER = "other", "Other"


class AgencyQuerySet(models.QuerySet["Agency"]):
    def with_code(self, code: str) -> "Agency | None":
        """The agency of that code as an address gives it; PostgreSQL has no text with a NUL in it, so none has that."""
        return None if "\0" in code else self.filter(code=code).first()


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Agency(models.Model):
    """An agency of the scheme."""

    code = models.CharField(max_length=32, unique=True, db_collation="C")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=AgencyKind)
    position = models.PositiveIntegerField(default=0)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name
