"""Filing a document, replacing its file, correcting what is said of it, and taking a mistake off the record."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any, BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from agencies.categories import Category
from agencies.models import User
from audit import outbox
from documents import storage
from documents.detecting import Refused, detect
from documents.models import Document, DocumentVersion
from documents.policies import check_move, check_replace
from documents.rules import FileType, Kind, may_be_filed, may_hold
from offenders import writing
from offenders.models import Offender
from offenders.writing.rows import SENT_BEFORE, take

SCAN = "documents.scan"
TOO_LARGE = "The file is larger than 20 MB. Make it smaller, or upload it in parts."
NOT_THERE = "A document of this kind says by itself what it is about: file it under that, not where more people read."
NO_PICTURE = "A photograph is a JPEG or PNG picture."
QUICKER = "Somebody added another version while you were choosing this file. Read it first, then add yours."


@transaction.atomic
def upload(
    *,
    offender: Offender,
    kind: Kind,
    category: Category,
    title: str,
    dated_on: date,
    file: BinaryIO,
    by: User,
    request_key: UUID,
) -> Document:
    """File a new document with its first version; the same form sent twice files it once.

    It can be opened once the scanner has found it clean. Raises ValidationError, by field, and PermissionDenied.
    """
    category = Category(category)
    writing.check_add(by, offender, category)
    take(offender)
    if before := _sent_before(request_key, file, by):
        return before.document
    file_type = _judged(Kind(kind), category, file)
    row = Document(
        offender=offender, kind=kind, category=category, title=title, dated_on=dated_on, agency=_agency(by)
    )  # fmt: skip
    what = "documents.upload"
    document = writing.add(row, what=what, offender=offender, category=category, by=by, request_key=request_key)
    _file(document, 1, "", file, file_type, by, request_key)
    return document


@transaction.atomic
def replace(
    document: Document, *, after: int, why: str, file: BinaryIO, by: User, request_key: UUID
) -> DocumentVersion:
    """Add the next version, after the one that the reader saw last; the earlier ones are kept."""
    take(document.offender)
    fresh = Document.objects.select_related("offender", "created_by").get(pk=document.pk)
    check_replace(by, fresh.offender, fresh)
    if before := _sent_before(request_key, file, by):
        return before
    last = max(fresh.versions.values_list("number", flat=True), default=0)
    if last != after:
        raise ValidationError(QUICKER)
    file_type = _judged(Kind(fresh.kind), Category(fresh.category), file)
    return _file(fresh, last + 1, why, file, file_type, by, request_key)


def correct(document: Document, *, by: User, version: int, because: str, values: Mapping[str, Any]) -> Document:
    """Change what is said of a document; moving it to another category needs the right in both."""
    with transaction.atomic():
        take(document.offender)
        fresh = _fresh(document)
        kind, category = Kind(values.get("kind", fresh.kind)), Category(values.get("category", fresh.category))
        check_move(by, fresh.offender, fresh, category)
        if not may_be_filed(kind, category):
            raise ValidationError({"category": NOT_THERE})
        if not all(may_hold(kind, one.kept_as) for one in fresh.versions.all()):
            raise ValidationError({"kind": NO_PICTURE})
        return writing.correct(
            fresh, what="documents.correct", offender=fresh.offender, category=Category(fresh.category), by=by,
            version=version, because=because, values=values,
        )  # fmt: skip


@transaction.atomic
def remove(document: Document, *, by: User, version: int, because: str) -> None:
    """For mistakes only: what it was, who removed it and why stay in the history; its files go."""
    names = list(document.versions.values_list("stored_as", flat=True))
    writing.remove(
        document, what="documents.remove", offender=document.offender, category=Category(document.category), by=by,
        version=version, because=because,
    )  # fmt: skip
    for name in names:
        transaction.on_commit(partial(storage.remove, name))


def _fresh(document: Document) -> Document:
    fresh = Document.objects.select_related("offender", "created_by").filter(pk=document.pk).first()
    if fresh is None:
        raise writing.Gone
    return fresh


def _agency(by: User) -> Any:
    assert by.agency is not None  # who has no agency sees nobody
    return by.agency


def _sent_before(request_key: UUID, file: BinaryIO, by: User) -> DocumentVersion | None:
    """What this very form made, if it came with this very file."""
    rows = DocumentVersion.objects.select_related("document__offender")
    before = rows.filter(request_key=request_key).first()
    if before is None:
        return None
    file.seek(0)
    if before.created_by_id != by.pk or before.sha256 != storage.sha256_of(file):
        raise ValidationError(SENT_BEFORE)
    return before


def _judged(kind: Kind, category: Category, file: BinaryIO) -> FileType:
    if not may_be_filed(kind, category):
        raise ValidationError({"category": NOT_THERE})
    if file.seek(0, 2) > storage.LARGEST:
        raise ValidationError({"file": TOO_LARGE})
    try:
        file_type = detect(file)
    except Refused as error:
        raise ValidationError({"file": str(error)}) from error
    if not may_hold(kind, file_type):
        raise ValidationError({"file": NO_PICTURE})
    return file_type


@contextmanager
def _kept(file: BinaryIO) -> Iterator[storage.Kept]:
    """A file in its place; gone again where the row that it is for is not written."""
    file.seek(0)
    try:
        kept = storage.keep(file)
    except storage.TooLarge as error:
        raise ValidationError({"file": TOO_LARGE}) from error
    try:
        yield kept
    except BaseException:
        storage.remove(kept.name)
        raise


def _file(
    document: Document, number: int, why: str, file: BinaryIO, file_type: FileType, by: User, request_key: UUID
) -> DocumentVersion:
    with _kept(file) as kept:
        row = DocumentVersion(
            offender=document.offender, document=document, number=number, why=why, stored_as=kept.name,
            sha256=kept.sha256, size=kept.size, file_type=file_type,
        )  # fmt: skip
        version = writing.add(
            row, what="documents.version", offender=document.offender, category=Category(document.category), by=by,
            request_key=request_key,
        )  # fmt: skip
        outbox.put(SCAN, version=version.pk)
        return version
