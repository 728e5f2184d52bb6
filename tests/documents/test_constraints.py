"""What the database refuses by itself about documents and their files, through raw SQL."""

from datetime import date
from uuid import uuid4

import pytest

from agencies.models import Agency
from documents.models import Document, DocumentVersion, RagDocument
from tests import constraints, people
from tests.constraints import Held, ref_once_a_source, sent_once
from tests.factories import AgencyFactory, OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def document():
    AgencyFactory()
    return Document.objects.create(
        offender=OffenderFactory(), kind="letter", category="identity", title="A letter", dated_on=date(2019, 3, 1),
        agency=Agency.objects.get(code="police"), request_key=uuid4(),
    )  # fmt: skip


def version(of=None, number=1):
    of = of or document()
    return DocumentVersion.objects.create(
        offender=of.offender, document=of, number=number, stored_as=uuid4().hex, sha256="0" * 64, size=1,
        file_type="pdf", request_key=uuid4(),
    )  # fmt: skip


def two_versions():
    first = version()
    version(first.document, 2)


def issued():
    AgencyFactory()
    by = people.make("aisha")
    for _ in range(2):
        RagDocument.objects.create(
            offender=OffenderFactory(), issued_on=date(2019, 3, 31), issued_by=by, issued_for="The night shift",
            reason="On patrol.", request_key=uuid4(),
        )  # fmt: skip


SENT = "UPDATE {table} SET request_key = '00000000-0000-0000-0000-000000000001'"


TABLE = [
    ref_once_a_source("document_ref_once_a_source", "documents_document", document),
    ref_once_a_source("document_version_ref_once_a_source", "documents_documentversion", version),
    sent_once("document", "documents_document", document),
    sent_once("document_version", "documents_documentversion", version),
    Held(
        "document_kind_is_known",
        document,
        refused="UPDATE documents_document SET kind = 'mg11'",
        allowed="UPDATE documents_document SET kind = 'mg6'",
    ),
    Held(
        "document_category_is_known",
        document,
        refused="UPDATE documents_document SET category = ''",
        allowed="UPDATE documents_document SET category = 'victims'",
    ),
    Held(
        "document_version_number_once",
        two_versions,
        refused="UPDATE documents_documentversion SET number = 2",
        allowed="UPDATE documents_documentversion SET number = number + 2",
    ),
    Held(
        "document_version_file_once",
        two_versions,
        refused="UPDATE documents_documentversion SET stored_as = repeat('a', 32)",
        allowed="UPDATE documents_documentversion SET stored_as = repeat(number::text, 32)",
    ),
    Held(
        "document_version_numbers_start_at_one",
        version,
        refused="UPDATE documents_documentversion SET number = 0",
        allowed="UPDATE documents_documentversion SET number = 1",
    ),
    Held(
        "document_version_holds_something",
        version,
        refused="UPDATE documents_documentversion SET size = 0",
        allowed="UPDATE documents_documentversion SET size = 1",
    ),
    Held(
        "document_version_scan_is_known",
        version,
        refused="UPDATE documents_documentversion SET scan = 'fine'",
        allowed="UPDATE documents_documentversion SET scan = 'failed'",
    ),
    Held(
        "document_version_judged_at_a_time",
        version,
        refused="UPDATE documents_documentversion SET scan = 'clean'",
        allowed="UPDATE documents_documentversion SET scan = 'made_here'",
    ),
    Held("rag_document_sent_once", issued, refused=SENT.format(table="documents_ragdocument")),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_an_infected_file_has_a_time_too():
    version()
    with pytest.raises(Exception, match="document_version_judged_at_a_time"):
        DocumentVersion.objects.update(scan="infected")


def test_every_constraint_is_in_the_table():
    assert {row.name for row in TABLE} == constraints.names_of("documents")
