"""Small files of each kind, and some that pretend: made here, byte by byte."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
TEXT = b"He will live with his mother. Curfew 7 pm to 7 am.\r\n"
WORD_CONTENTS = (
    b'<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


def png(width=8, height=8):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\0" + b"\x7f\x80\x90" * min(width, 64) for _ in range(min(height, 64)))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg(width=8, height=8):
    app = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    return b"\xff\xd8" + app + frame + b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0" + b"\0" * 8 + b"\xff\xd9"


def packed(*entries, how=zipfile.ZIP_DEFLATED):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return held.getvalue()


def docx(*more):
    body = ("word/document.xml", b"<w:document>A letter.</w:document>")
    return packed(("[Content_Types].xml", WORD_CONTENTS), body, *more)


def odt(*more):
    return packed(
        ("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<office>A letter.</office>"), *more
    )


def sent(content=PDF, name="Ethan Jarvis.pdf"):
    """As a browser sends it, under a name that names somebody."""
    return SimpleUploadedFile(name, content)
