"""What the demonstration files: made by itself, and open in a demonstration alone."""

import pytest

from documents.models import Document, DocumentVersion
from exchange.demo import documents
from tests.conftest import TODAY
from tests.factories import MembershipFactory, OffenderFactory

pytestmark = pytest.mark.django_db


def test_papers_that_open_in_a_demonstration_alone(person, settings):
    for name in ("aisha", "ben", "ines"):
        person(name)
    for _ in range(8):
        MembershipFactory(offender=OffenderFactory())
    documents.file(TODAY)
    assert Document.objects.values("offender").distinct().count() == 6
    assert Document.objects.filter(kind="photograph").count() == 6
    assert set(DocumentVersion.objects.values_list("scan", flat=True)) == {"made_here"}
    version = DocumentVersion.objects.filter(number=2)[0]
    assert not version.opens
    settings.DEMO = True
    assert version.opens
