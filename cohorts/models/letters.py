"""Letters that follow a deselection: the templates, as versions that stand, and what was made of them."""

from uuid import uuid4

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from cohorts.models.cohorts import DeselectionCode
from cohorts.models.deselections import Deselection
from cohorts.models.referrals import staff
from cohorts.rules.letters import ENGLISH, HANDOVERS, HOWS, KINDS, STATUSES, LetterKind, LetterStatus
from documents.models import Document
from offenders.models import Offender

GIVEN = sorted({LetterStatus.SENT.value, LetterStatus.CONFIRMED.value, LetterStatus.REFUSED.value})
ANSWERED = sorted({LetterStatus.CONFIRMED.value, LetterStatus.REFUSED.value})


class LetterTemplate(models.Model):
    """One version of the words of a letter: for one code or any, in one language, in force from a day on.

    A version is never changed: a letter is explained by the one that it was made with. What is to be said from now on
    is the next version; of those in force the latest counts.
    """

    kind = models.CharField("which letter", max_length=13, choices=[(k.value, w) for k, w in KINDS.items()])
    code = models.ForeignKey(
        DeselectionCode, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="none is any code"
    )
    language = models.CharField(max_length=100, default=ENGLISH)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=150)
    body = models.TextField("text")
    from_on = models.DateField("in force from")
    source = models.TextField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    request_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["kind", "code", "language", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code", "language", "version"],
                nulls_distinct=False,
                name="letter_template_version_once",
            ),
            sent_once("letter_template"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in LetterKind]), name="letter_template_is_a_kind"
            ),
            models.CheckConstraint(
                condition=~Q(language="") & ~Q(title="") & ~Q(body=""), name="letter_template_says_something"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="letter_template_names_its_source"),
            models.CheckConstraint(condition=Q(version__gte=1), name="letter_template_versions_start_at_one"),
        ]
        triggers = [pgtrigger.Protect(name="letter_template_stands", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.of_code}, {self.language}, version {self.version}"

    @property
    def of_code(self) -> str:
        return f"code {self.code_id}" if self.code_id else "any code"

    @property
    def whole(self) -> str:
        """Title and text as one, as fields are counted by lines: the title is the first."""
        return f"{self.title}\n{self.body}"


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Letter(Sourced):
    """A letter as it was kept: its words, the version that they were made with, its file, and what became of it.

    One of a kind to one agency stands for a deselection; one that was taken back lets another be written.
    """

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="letters")
    deselection = models.ForeignKey(Deselection, on_delete=models.CASCADE, related_name="letters", editable=False)
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, related_name="letters", editable=False)
    kind = models.CharField("which letter", max_length=13, choices=[(k.value, w) for k, w in KINDS.items()])
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="to"
    )
    title = models.CharField(max_length=150)
    text = models.TextField()
    own_words = models.TextField("what was added for this person", blank=True, default="", editable=False)
    kept_on = models.DateField("written on")
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    status = models.CharField(max_length=10, choices=[(s.value, w) for s, w in STATUSES.items()], default="kept")
    how = models.CharField(
        "how it was given", max_length=11, choices=[(h.value, w) for h, w in HOWS.items()], blank=True
    )
    to_whom = models.CharField("to whom", max_length=200, blank=True, default="")
    sent_on = models.DateField("given on", null=True, blank=True)
    sent_by = staff()
    answered_by = staff()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField("what the agency said, or why it was taken back", blank=True, default="")

    class Meta:
        ordering = ["kept_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="letter_ref_once_a_source"),
            sent_once("letter"),
            models.UniqueConstraint(
                fields=["deselection", "kind", "agency"], condition=~Q(status="taken_back"), nulls_distinct=False,
                name="letter_one_of_a_kind",
            ),
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in LetterKind]), name="letter_is_a_kind"),
            models.CheckConstraint(
                condition=Q(kind="person", agency=None) | ~Q(kind="person") & Q(agency__isnull=False),
                name="letter_to_an_agency_names_it",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="letter_says_something"),
            models.CheckConstraint(
                condition=Q(own_words="") | Q(kind="person"), name="letter_adds_for_the_person_alone"
            ),
            models.CheckConstraint(
                condition=Q(status__in=GIVEN, sent_on__isnull=False, sent_by__isnull=False)
                & ~(Q(how="") | Q(to_whom=""))
                | Q(status="kept", sent_on=None, sent_by=None, how="", to_whom="")
                | Q(status="taken_back"),
                name="letter_given_says_how_and_when",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_on__gte=F("kept_on")), name="letter_given_not_before_it_is_written"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["kept", "sent"], answered_by=None, answered_on=None)
                | Q(status__in=[*ANSWERED, "taken_back"], answered_by__isnull=False, answered_on__isnull=False),
                name="letter_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ANSWERED) | Q(kind__in=sorted(k.value for k in HANDOVERS)),
                name="letter_answered_is_a_handover",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["refused", "taken_back"]) | ~Q(answer=""), name="letter_not_taken_on_says_why"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.kept_on}"

    @property
    def recipient(self) -> str:
        return self.agency.name if self.agency else "the person"
