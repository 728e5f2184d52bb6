"""Who somebody is."""

from uuid import uuid4

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from agencies.models import Area
from audit.models import Sourced
from audit.versions import sent_once, versioned
from offenders.models.codes import Ethnicity
from offenders.querysets import OffenderQuerySet


class Sex(models.TextChoices):
    MALE = "M", "Male"
    FEMALE = "F", "Female"
    NOT_KNOWN = "N", "Not known"
    NOT_SPECIFIED = "NS", "Not specified"


class GenderIdentity(models.TextChoices):
    """As the person says it themselves (spec/domain-facts.md, 7.6)."""

    FEMALE = "GIF", "Female"
    MALE = "GIM", "Male"
    NON_BINARY = "GINB", "Non-binary"
    REFUSED = "GIRF", "Prefers not to say"
    SELF_DESCRIBED = "GISD", "Describes themselves otherwise"
    NOT_KNOWN = "UNK", "Not known"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Offender(Sourced):
    """A person on the register. `ref` is the sender's offender_ref; addresses carry `public_id`."""

    public_id = models.UUIDField(
        default=uuid4, db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )
    family_name = models.CharField(max_length=200)
    given_names = models.CharField(max_length=200)
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=2, choices=Sex)
    ethnicity = models.ForeignKey(Ethnicity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pnc_id = models.CharField(max_length=13, blank=True, db_collation="C")
    crn = models.CharField(max_length=7, blank=True, db_collation="C")
    prison_number = models.CharField(max_length=7, blank=True, db_collation="C")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", help_text="home area")
    resident = models.BooleanField(help_text="lives in or visits the area")
    # With a default of the database, since an import names only the columns of the exchange format.
    nationality = models.CharField(max_length=100, blank=True, default="", db_default="")
    first_language = models.CharField(max_length=100, blank=True, default="", db_default="")
    interpreter_needed = models.BooleanField(default=False, db_default=False)
    adjustments = models.TextField(
        blank=True, default="", db_default="", help_text="what must be adjusted for a disability or a need"
    )
    gender_identity = models.CharField(max_length=4, choices=GenderIdentity, blank=True, default="", db_default="")
    withdrawn = models.BooleanField(
        default=False, db_default=False, help_text="taken back by the sender: kept in history, in no figure and no list"
    )

    objects = OffenderQuerySet.as_manager()

    class Meta:
        # Guardian's, for a record granted by name (offenders.models.NamedGrant); no other of Django's own is used.
        permissions = [("see_person", "Can see this person by name")]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="offender_ref_once_a_source"),
            sent_once("offender"),
        ]
        indexes = [
            models.Index(fields=["family_name", "given_names", "id"], name="offender_by_name"),
            models.Index(fields=["date_of_birth"], name="offender_born"),
            models.Index(fields=["pnc_id"], name="offender_pnc", condition=~Q(pnc_id="")),
            models.Index(fields=["crn"], name="offender_crn", condition=~Q(crn="")),
            models.Index(fields=["prison_number"], name="offender_prison_number", condition=~Q(prison_number="")),
            GinIndex(fields=["family_name"], opclasses=["gin_trgm_ops"], name="offender_family_trigrams"),
            GinIndex(fields=["given_names"], opclasses=["gin_trgm_ops"], name="offender_given_trigrams"),
        ]

    def __str__(self) -> str:
        return f"person {self.public_id}"

    @property
    def name(self) -> str:
        """The name as the register writes it: IQBAL, Wayne."""
        return f"{self.family_name.upper()}, {self.given_names}"
