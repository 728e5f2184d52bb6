"""A few papers and photographs of the demonstration's people: invented, and made here, never uploaded.

Each is marked so, and opens in a demonstration alone. What somebody uploads there waits for a scanner like anywhere.
They say nothing of what anybody did that the register does not say, and enter no figure.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.models import Agency, User
from agencies.roles import Role
from cohorts.models import Membership
from documents import storage
from documents.models import Document, DocumentVersion
from documents.rules import FileType, Kind, Scan
from offenders.models import Offender

INVENTED = "Invented for the demonstration. It stands for the paper that an agency would file here."
PEOPLE = 6


@dataclass(frozen=True)
class Paper:
    """One document, counted in days from the demonstration's day; `versions` are the reasons of the later ones."""

    kind: Kind
    category: str
    title: str
    day: int
    by: str
    versions: tuple[str, ...] = ()


FACE = Paper(Kind.PHOTOGRAPH, "identity", "Photograph for the record", -200, "police")
PAPERS = (
    Paper(Kind.PREVIOUS_CONVICTIONS, "offending", "Print of previous convictions", -45, "police"),
    Paper(Kind.LICENCE, "supervision", "Licence as signed at release", -120, "probation", ("A condition was added.",)),
    Paper(Kind.AGREEMENT, "scheme", "Agreement to take part in the scheme", -90, "police"),
    Paper(Kind.MG6, "offending", "Information for the prosecutor", -12, "police"),
    Paper(Kind.BAIL_CONDITIONS, "offending", "Bail conditions from the court", -10, "police"),
    Paper(Kind.LETTER, "identity", "Letter from his landlord", -30, "police"),
    Paper(Kind.LETTER, "treatment", "Letter from the prescriber", -25, "drug_service"),
)


def file(day: date) -> None:
    """For the first people of the register who are on the scheme: the first of them have the most."""
    members = Membership.objects.current(day).values("offender")
    officers = {user.agency.code: user for user in _officers() if user.agency}
    for place, person in enumerate(Offender.objects.filter(pk__in=members).order_by("ref")[:PEOPLE]):
        for paper in (FACE, *PAPERS[: max(0, len(PAPERS) - place)]):
            if paper.by in officers:
                _file(person, paper, day, officers[paper.by])


def _officers() -> Iterator[User]:
    rows = User.objects.filter(role_holdings__role=Role.PRACTITIONER).select_related("agency")
    return rows.order_by("-pk").iterator()


def _file(person: Offender, paper: Paper, day: date, by: User) -> None:
    document = Document.objects.create(
        offender=person, kind=paper.kind, category=paper.category, title=paper.title,
        dated_on=day + timedelta(days=paper.day), agency=Agency.objects.get(code=paper.by), created_by=by,
    )  # fmt: skip
    is_face = paper.kind is Kind.PHOTOGRAPH
    for number, why in enumerate(("", *paper.versions), start=1):
        content = face() if is_face else pdf(paper.title, f"{INVENTED} Version {number}.")
        kept = storage.keep(io.BytesIO(content))
        DocumentVersion.objects.create(
            offender=person, document=document, number=number, why=why, stored_as=kept.name, sha256=kept.sha256,
            size=kept.size, file_type=FileType.PNG if is_face else FileType.PDF, scan=Scan.MADE_HERE, created_by=by,
        )  # fmt: skip


def pdf(heading: str, words: str) -> bytes:
    """One page of two lines, written out by hand."""
    drawn = f"BT /F1 18 Tf 60 760 Td ({heading}) Tj /F1 10 Tf 0 -30 Td ({words}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


WIDE, HIGH = 144, 180


def face() -> bytes:
    """Nobody's: a head and shoulders in grey."""
    rows = b"".join(b"\0" + bytes(_grey(x, y) for x in range(WIDE)) for y in range(HIGH))
    head = struct.pack(">IIBBBBB", WIDE, HIGH, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _grey(x: int, y: int) -> int:
    is_head = ((x - 72) / 34) ** 2 + ((y - 74) / 42) ** 2 <= 1
    is_body = ((x - 72) / 64) ** 2 + ((y - 190) / 66) ** 2 <= 1
    return 0x6E if is_head or is_body else 0xD6


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
