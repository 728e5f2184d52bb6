"""Documents and their files, as practitioners and the scanner's task ask for them."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from agencies.categories import Category
from agencies.rules import Levels
from documents.rules import TO_CHECK, Kind, Scan

if TYPE_CHECKING:
    from documents.models import DocumentVersion


class DocumentQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def known_to(self, levels: Levels) -> "DocumentQuerySet":
        """Of whose existence the reader may know; what else they see of each is for `readable_by`."""
        return self.filter(category__in=[category for category in Category if levels.knows_of(category)])

    def readable_by(self, levels: Levels) -> "DocumentQuerySet":
        return self.filter(category__in=levels.parts)


class VersionQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def to_check(self, at: datetime) -> "VersionQuerySet":
        """Not checked yet, and due for a try."""
        return self.filter(Q(try_again_at=None) | Q(try_again_at__lte=at), scan__in=TO_CHECK)

    def of_the_face(self) -> "VersionQuerySet":
        """Photographs filed under identity, the newest document first, the newest of each first."""
        shown = self.filter(document__kind=Kind.PHOTOGRAPH, document__category=Category.IDENTITY)
        return shown.exclude(scan=Scan.INFECTED).select_related("document").order_by(
            "-document__dated_on", "-document_id", "-number"
        )  # fmt: skip


def photograph(versions: Iterable["DocumentVersion"]) -> "DocumentVersion | None":
    """The newest photograph that may be shown: of each document only what stands now, not what it replaced."""
    seen: set[int] = set()
    for version in versions:
        if version.document_id not in seen and version.opens and version.is_picture:
            return version
        seen.add(version.document_id)
    return None
