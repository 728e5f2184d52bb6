"""The photograph on a person's pages and at a panel: one query."""

from audit.prepared import Number, Rows, prepared
from documents.models import DocumentVersion
from documents.querysets import photograph

# Of so many files the newest that may be shown is looked for.
MOST = 20


def photograph_of(offender_id: int) -> DocumentVersion | None:
    """The newest that was found clean, filed under identity; for who reads identity."""
    return photograph(_of_the_face(person=offender_id))


@prepared
def _of_the_face(person: Number) -> Rows:
    return DocumentVersion.objects.filter(offender=person).of_the_face()[:MOST]
