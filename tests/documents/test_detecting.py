"""What is let in is judged by what it holds: the name of a file says nothing."""

import io
import struct
import zipfile

import pytest

from documents.detecting import Refused, detect
from documents.detecting.packed import MOST_ENTRIES
from tests.documents.files import EICAR, PDF, TEXT, WORD_CONTENTS, docx, jpeg, odt, packed, png

LET_IN = {
    "pdf": PDF,
    "jpg": jpeg(),
    "png": png(),
    "docx": docx(),
    "odt": odt(),
    "txt": TEXT,
}


@pytest.mark.parametrize("file_type", LET_IN)
def test_what_is_let_in(file_type):
    file = io.BytesIO(LET_IN[file_type])
    assert detect(file) == file_type
    assert file.tell() == 0


@pytest.mark.parametrize("content", ["Käse".encode(), "£ 40".encode("cp1252"), "\ufeffA letter".encode(), EICAR])
def test_plain_words_of_both_alphabets(content):
    """The scanner's business is viruses; this one's is what a file is."""
    assert detect(io.BytesIO(content)) == "txt"


BOMB = docx(("word/media/a.xml", b"\0" * 30_000_000))
MANY = docx(*((f"word/{n}.xml", b"") for n in range(MOST_ENTRIES)))
REFUSED = {
    "nothing": b"",
    "spaces": b"  \n ",
    "a Windows program": b"MZ\x90\0\3\0\0\0" + b"\0" * 100,
    "a Linux program": b"\x7fELF\2\1\1\0" + b"\0" * 100,
    "a shell script": b"#!/bin/sh\nrm -rf /\n",
    "a batch file": b"@echo off\r\ndel *.*\r\n",
    "HTML": b"<!DOCTYPE html><p>Hello",
    "HTML further down": b"Dear Sir,\n<script>alert(1)</script>",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "XML": b'<?xml version="1.0"?><svg/>',
    "RTF": rb"{\rtf1\ansi\objupdate}",
    "GIF": b"GIF89a\1\0\1\0\0\0\0;",
    "an old Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0\0\3",
    "7z": b"7z\xbc\xaf\x27\x1c\0\4",
    "a ZIP of something": packed(("a.txt", b"a")),
    "a spreadsheet": packed(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"")),
    "an OpenDocument spreadsheet": packed(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")),
    "a Word document with macros": docx(("word/vbaProject.bin", b"\0")),
    "macros under another name": packed(
        ("[Content_Types].xml", WORD_CONTENTS.replace(b"wordprocessingml.document.main", b"x.macroEnabled.main")),
        ("word/document.xml", b""),
    ),
    "a Word document with an object": docx(("word/embeddings/oleObject1.bin", b"\0")),
    "a Word document with a program": docx(("word/media/run.exe", b"MZ")),
    "a Word document with a page": docx(("word/media/page.html", b"<html>")),
    "an OpenDocument with macros": odt(("Basic/Standard/Module1.xml", b"")),
    "an OpenDocument with scripts": odt(("Scripts/python/a.py", b"")),
    "a bomb": BOMB,
    "a bomb of many": MANY,
    "a name that leads out": docx(("../../etc/passwd", b"")),
    "a Word document cut off": docx()[:-30],
    "a PDF cut off": PDF[:-8],
    "a PDF that runs something": PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript >>"),
    "a PDF that starts something": PDF.replace(b"/Catalog", b"/Catalog /S /Launch"),
    "a PDF with a file in it": PDF.replace(b"/Catalog", b"/Catalog /EmbeddedFiles"),
    "a PDF that begins later": b"MZ" + PDF,
    "a JPEG cut off": jpeg()[:-2] + b"\0\0",
    "a JPEG of too many pixels": jpeg(65000, 65000),
    "a JPEG without a size": b"\xff\xd8\xff\xe0\0\x04ab",
    "a PNG cut off": png()[:-6],
    "a PNG of too many pixels": png(8001, 8000),
    "a PNG of nothing": png(0, 8),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not(what):
    file = io.BytesIO(REFUSED[what])
    with pytest.raises(Refused) as refused:
        detect(file)
    assert str(refused.value).endswith(".") and file.tell() == 0


def test_a_picture_may_be_as_large_as_the_bound():
    assert detect(io.BytesIO(png(8000, 8000))) == "png"


def test_a_list_of_contents_that_lies_about_sizes():
    """The list says a hundred bytes; unpacked it is thirty million."""
    content = bytearray(BOMB)
    with zipfile.ZipFile(io.BytesIO(BOMB)) as archive:
        entry = archive.infolist()[-1]
    at = content.rfind(b"PK\x01\x02")
    assert struct.unpack_from("<I", content, at + 24) == (entry.file_size,)
    struct.pack_into("<I", content, at + 24, 100)
    with pytest.raises(Refused):
        detect(io.BytesIO(bytes(content)))


def test_a_locked_document():
    content = bytearray(docx())
    at = content.rfind(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(Refused):
        detect(io.BytesIO(bytes(content)))


def test_a_program_across_the_seam_of_two_pieces():
    filling = b"%" * (1024 * 1024 - 14)
    with pytest.raises(Refused):
        detect(io.BytesIO(b"%PDF-1.7\n" + filling + b"/JavaScript\n%%EOF"))
