"""Arrests and the offences they were made for."""

import pghistory
from django.db import models

from agencies.models import Area
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models.codes import Disposal, OffenceCode
from offenders.models.identity import Offender


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Arrest(Sourced):
    """One arrest: one person, one day, one or more offences. `ref` is the sender's arrest_ref."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="arrests")
    arrested_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="arrest_ref_once_a_source"),
            sent_once("arrest"),
        ]
        indexes = [models.Index(fields=["offender", "arrested_on"], name="arrest_of_person")]

    def __str__(self) -> str:
        return f"arrest of {self.arrested_on}"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Offence(Sourced):
    """One offence of an arrest, with its disposal. `ref` is the sender's offence_ref."""

    arrest = models.ForeignKey(Arrest, on_delete=models.CASCADE, related_name="offences")
    offence_code = models.ForeignKey(OffenceCode, on_delete=models.PROTECT, related_name="+")
    disposal = models.CharField(max_length=30, choices=Disposal)
    # No index of its own: the one below begins with the area.
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", help_text="where the offence was", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="offence_ref_once_a_source"),
            sent_once("offence"),
        ]
        # When the last offence of an area arrived is asked of each ranking.
        indexes = [models.Index(fields=["area", "created_at"], name="offence_arrival_by_area")]

    def __str__(self) -> str:
        return f"{self.offence_code_id} {self.disposal}"
