"""Who looked at a document: from the log, for who may replace it.

A person's own log is for agency leads and auditors (spec/access.md, section 3); they find each opening there. Whoever
keeps a document is told which agency opened it and when, and the name of a colleague of their own.
"""

from dataclasses import dataclass
from datetime import datetime

from agencies.models import Agency, User
from audit.models import Entry, Verb
from documents.models import Document, DocumentVersion

MOST = 50


@dataclass(frozen=True)
class Look:
    at: datetime
    agency: str
    name: str
    number: str


def channel(version: DocumentVersion) -> str:
    """What the log says was opened: which document and which of its files, and not what it is."""
    return f"{_of(version.document)}{version.number}"


def _of(document: Document) -> str:
    return f"documents.open {document.pk}/"


def who_looked(document: Document, reader: User) -> list[Look]:
    """The openings of its files, the newest first, fifty at most. Two statements."""
    rows = Entry.objects.filter(
        offender_id=document.offender_id, verb__in=(Verb.VIEWED, Verb.DISCLOSED), channel__startswith=_of(document)
    )
    agencies = dict(Agency.objects.values_list("code", "name"))
    return [_look(row, agencies, reader) for row in rows.order_by("-at", "-pk")[:MOST]]


def _look(row: Entry, agencies: dict[str, str], reader: User) -> Look:
    own = row.agency == reader.log_agency()
    return Look(
        row.at, agencies.get(row.agency, row.agency), row.user_name if own else "", row.channel.rpartition("/")[2]
    )
