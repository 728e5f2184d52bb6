"""A document of a person's record, and each file that it has been."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.categories import LABELS
from agencies.models import Agency
from audit.models import Sourced
from audit.versions import sent_once, versioned
from documents import rules
from documents.querysets import DocumentQuerySet, VersionQuerySet
from documents.rules import FileType, Kind, Scan
from offenders.models import Offender


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Document(Sourced):
    """What a paper is and where it is filed: who has the category of the person has the paper (spec/access.md, 2)."""

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=24, choices=list(rules.KINDS.items()))
    category = models.CharField(
        "filed under", max_length=24, choices=[(category, words.capitalize()) for category, words in LABELS.items()]
    )
    title = models.CharField(max_length=150)
    dated_on = models.DateField("date of the document")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="from")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="document_ref_once_a_source"),
            sent_once("document"),
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="document_kind_is_known"),
            models.CheckConstraint(condition=Q(category__in=list(LABELS)), name="document_category_is_known"),
        ]
        indexes = [models.Index(fields=["offender", "dated_on"], name="document_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.dated_on}"

    @property
    def newest(self) -> "DocumentVersion | None":
        """The newest version that was let in; read many with their versions, the newest first."""
        return next((one for one in self.versions.all() if one.scan != Scan.INFECTED), None)


@versioned
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class DocumentVersion(Sourced):
    """One file of a document. Uploaded by and when is the row's own `created_by` and `created_at`.

    The file's name on the disk is random and says nothing; the name that it was uploaded under is not kept, since it
    is mostly somebody's name.
    """

    offender = models.ForeignKey(Offender, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    why = models.CharField("why it replaces the one before", max_length=300, blank=True)
    stored_as = models.CharField(max_length=32, editable=False)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    file_type = models.CharField(max_length=4, choices=list(rules.WORDS.items()))
    scan = models.CharField(max_length=9, choices=list(rules.SCANS.items()), default=Scan.WAITING)
    scanned_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    try_again_at = models.DateTimeField(null=True, blank=True)
    found = models.CharField(max_length=100, blank=True, help_text="what the scanner said it was")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="document_version_ref_once_a_source"),
            sent_once("document_version"),
            models.UniqueConstraint(fields=["document", "number"], name="document_version_number_once"),
            models.UniqueConstraint(fields=["stored_as"], name="document_version_file_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="document_version_numbers_start_at_one"),
            models.CheckConstraint(condition=Q(size__gte=1), name="document_version_holds_something"),
            models.CheckConstraint(condition=Q(scan__in=list(Scan)), name="document_version_scan_is_known"),
            models.CheckConstraint(
                condition=~Q(scan__in=[Scan.CLEAN, Scan.INFECTED]) | Q(scanned_at__isnull=False),
                name="document_version_judged_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["try_again_at"], condition=Q(scan__in=[Scan.WAITING, Scan.FAILED]), name="document_to_check"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of document {self.document_id}"

    @property
    def opens(self) -> bool:
        """Whether its file may be given out at all, to whom reads it."""
        return rules.may_be_opened(Scan(self.scan), demonstration=settings.DEMO)

    @property
    def kept_as(self) -> FileType:
        return FileType(self.file_type)

    @property
    def is_picture(self) -> bool:
        return self.kept_as.is_picture

    @property
    def download_name(self) -> str:
        """Says what it is and nothing of whom: it stays in a folder of downloads."""
        return f"{self.document.kind.replace('_', '-')}-{self.document_id}-version-{self.number}.{self.file_type}"
