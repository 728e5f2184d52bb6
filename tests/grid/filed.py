"""The documents of the grid's people: one that half of the readers read, one for few, and a photograph."""

import io
from typing import Any

from django.utils import timezone

from agencies.models import User
from documents import storage
from documents.models import Document, DocumentVersion
from documents.rules import Scan
from offenders.models import Offender
from tests.documents.files import png
from tests.grid.canaries import Canaries


def filed(plant: Canaries, scope: str, who: Offender, by: User) -> dict[str, Any]:
    words = plant.word(scope, "document_words").encode()
    licence = document_of(
        who, by, words, "txt", kind="licence", category="supervision", title=plant.word(scope, "document_title"),
        dated_on=plant.day(scope, "documented_on"),
    )  # fmt: skip
    document_of(
        who, by, words, "txt", kind="letter", category="treatment", title=plant.word(scope, "treatment_document"),
        dated_on=plant.day(scope, "treatment_documented_on"),
    )  # fmt: skip
    face = document_of(
        who, by, png(), "png", kind="photograph", category="identity", title=plant.word(scope, "photograph"),
        dated_on=plant.day(scope, "photographed_on"),
    )  # fmt: skip
    return {"document": licence.pk, "face": face.pk}


def document_of(who: Offender, by: User, content: bytes, file_type: str, **said: Any) -> Document:
    document = Document.objects.create(offender=who, agency=by.agency, created_by=by, **said)
    kept = storage.keep(io.BytesIO(content))
    DocumentVersion.objects.create(
        offender=who, document=document, number=1, stored_as=kept.name, sha256=kept.sha256, size=kept.size,
        file_type=file_type, scan=Scan.CLEAN, scanned_at=timezone.now(), created_by=by,
    )  # fmt: skip
    return document
