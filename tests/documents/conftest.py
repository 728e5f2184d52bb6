"""A folder for the files, a case, and what is filed in it."""

from datetime import date
from uuid import uuid4

import pytest

from agencies.models import Agency
from documents import actions
from tests.documents.files import sent
from tests.factories import InvolvementFactory, OffenderFactory


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.DOCUMENT_ROOT = tmp_path / "documents"
    settings.CLAMD = ""
    return settings.DOCUMENT_ROOT


@pytest.fixture
def jarvis(scheme):
    """The police's case, which probation supervises and the drug service supports; housing is a stranger to it."""
    who = OffenderFactory()
    for code, reason in (("police", "leads"), ("probation", "supervises"), ("drug_service", "supports")):
        InvolvementFactory(offender=who, agency=Agency.objects.get(code=code), reason=reason)
    return who


@pytest.fixture
def file_it(jarvis):
    """`file_it(by)` uploads a document of Jarvis."""

    def upload(by, content=None, **more):
        said = {
            "kind": "letter", "category": "identity", "title": "From his landlord", "dated_on": date(2019, 3, 1),
            "request_key": uuid4(), "offender": jarvis, "file": sent() if content is None else sent(content),
        }  # fmt: skip
        return actions.upload(by=by, **{**said, **more})

    return upload
