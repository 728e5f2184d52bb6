"""The photograph in the bar of a person's pages: one query."""

from audit.prepared import Number, Rows, prepared
from documents.models import DocumentVersion
from documents.querysets import photograph
from offenders.models import Offender

# Of so many files the newest that may be shown is looked for.
MOST = 20


def photograph_of(person: Offender) -> DocumentVersion | None:
    """The newest that was found clean, filed under identity; for who reads identity."""
    return photograph(_of_the_face(person=person.pk))


@prepared
def _of_the_face(person: Number) -> Rows:
    return DocumentVersion.objects.filter(offender=person).of_the_face()[:MOST]
