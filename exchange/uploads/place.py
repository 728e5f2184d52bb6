"""Where an upload waits: a folder of a random name below UPLOAD_ROOT that only the service can read."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.conf import settings

from exchange.uploads.archive import NAME, Refused, is_of_a_register

ARCHIVE = "upload.zip"


def where(folder: str) -> Path:
    """The folder of an upload; its name is ours alone, and checked all the same, since it is deleted afterwards."""
    if not folder.isalnum():
        raise ValueError("not the name of an upload's folder")
    return Path(settings.UPLOAD_ROOT) / folder


def keep_archive(upload: Any) -> str:
    """Keep a ZIP as it came; the worker unpacks it."""
    folder = _new()
    _keep(upload, where(folder) / ARCHIVE)
    return folder


def check_names(uploads: Iterable[Any]) -> None:
    """Judge the files of a folder by their names; raises Refused."""
    names = [upload.name for upload in uploads if is_of_a_register(upload.name)]
    if not names:
        raise Refused("Choose a ZIP, or the CSV files and scheme.json of one folder.")
    if len({name.lower() for name in names}) < len(names):
        raise Refused("Two of the files have the same name.")
    if not all(NAME.fullmatch(name) for name in names):
        raise Refused("A CSV file has a name that is not one of the format.")


def keep_files(uploads: Iterable[Any]) -> str:
    """Keep the CSV files and scheme.json of one folder; other files are ignored, as in a folder on a disk."""
    uploads = [upload for upload in uploads if is_of_a_register(upload.name)]
    check_names(uploads)
    folder = _new()
    for upload in uploads:
        _keep(upload, where(folder) / upload.name)
    return folder


def remove(folder: str) -> None:
    """Take an upload away; what is gone already is gone."""
    if folder:
        shutil.rmtree(where(folder), ignore_errors=True)


def _new() -> str:
    folder = token_hex(16)
    Path(settings.UPLOAD_ROOT).mkdir(mode=0o700, parents=True, exist_ok=True)
    where(folder).mkdir(mode=0o700)
    return folder


def _keep(upload: Any, path: Path) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
