"""Uploaded registers: what is let in, where it waits, how it is unpacked, and that it goes."""

from exchange.uploads.archive import Refused, check, unpack
from exchange.uploads.place import ARCHIVE, check_names, keep_archive, keep_files, remove, where

__all__ = ["ARCHIVE", "Refused", "check", "check_names", "keep_archive", "keep_files", "remove", "unpack", "where"]
