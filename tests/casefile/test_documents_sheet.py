"""The RAG document with much to say: one side of A4, cut where it must be, and nobody whom the reader does not see."""

import re
import shutil
import subprocess
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.models import Agency
from audit.models import Entry
from audit.pdf import pdf_is_possible
from documents import actions
from documents.rules import Scan
from documents.scanning import Answer
from offenders.models import Address, Associate, ConditionCode, LicenceCondition, Marker
from tests.documents.conftest import file_it, folder, jarvis  # noqa: F401
from tests.documents.files import png
from tests.factories import (
    DecisionFactory,
    InvolvementFactory,
    MembershipFactory,
    OffenderFactory,
    SupervisionFactory,
    WarrantFactory,
)

pytestmark = pytest.mark.django_db
LONG = (
    "must not enter the town centre between the market, the station and the river, nor go near any of the shops in it; "
)
SINCE = date(2019, 1, 5)


@pytest.fixture
def full(jarvis, file_it, person):  # noqa: F811
    """Of everything more than there is room for."""
    DecisionFactory(offender=jarvis, status="RED", reason="Wanted for a series of burglaries. " * 12)
    MembershipFactory(offender=jarvis)
    order = SupervisionFactory(offender=jarvis)
    code = ConditionCode.objects.create(policy="test", code="t1", additional=True, text="A condition", source="a test")
    for n in range(12):
        WarrantFactory(offender=jarvis, issued_on=date(2019, 1, 1 + n))
        said = {"offender": jarvis, "from_on": SINCE}
        LicenceCondition.objects.create(supervision=order, condition=code, text=f"{n} {LONG * 3}", **said)
        Marker.objects.create(kind="weapons", text=LONG, learned_from="PNC", review_on=date(2020, 1, 1), **said)
        Address.objects.create(kind="home", lines=f"Flat {n}, " + "Very Long Street " * 8, postcode="LU1 2AB", **said)
        Associate.objects.create(name=f"Friend {n}", kind="family", filed_under="identity", learned_from="x", **said)
        actions.scanned(
            file_it(person("aisha"), kind="mg6", category="offending").versions.get().pk, Answer(Scan.CLEAN)
        )
    face = file_it(person("aisha"), png(60, 75), kind="photograph", dated_on=date(2018, 5, 3))
    actions.scanned(face.versions.get().pk, Answer(Scan.CLEAN))
    return jarvis


def issue(client, who, **more):
    said = {
        "issued_for": "The response team of the night shift at Luton police station, for all of its officers",
        "reason": "Patrol of the area tonight.", "form_of_file": "page", "request_key": uuid4(),
    }  # fmt: skip
    return client.post(reverse("documents:rag", args=[who.public_id]), said | more)


def test_each_part_is_cut_and_says_so(full, signed_in):
    said = issue(signed_in("aisha"), full).content.decode()
    # Of twelve warnings and twelve warrants five are shown; of conditions and associates four, of the rest three.
    assert "and 19 more" in said and said.count("and 8 more") == 2 and said.count("and 9 more") == 2
    assert said.index("Weapons: must not") < said.index("and 19 more")
    assert max(len(line) for line in re.findall("<li>(.*?)</li>", said)) == 105


@pytest.mark.skipif(not pdf_is_possible() or not shutil.which("pdftotext"), reason="no Pango, or nothing to read a PDF")
def test_it_is_one_page_whatever_there_is_to_say(full, signed_in):
    answer = issue(signed_in("aisha"), full, form_of_file="pdf")
    assert answer["Content-Type"] == "application/pdf" and "arvis" not in answer["Content-Disposition"]
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
    words = read.stdout.decode()
    assert words.count("\f") == 1
    for shown in ("OFFICIAL-SENSITIVE", "Ethan", "JARVIS", "3 May 1990", "RED", "Warnings", "RAG-0", "and 19 more"):
        assert shown in words, shown


def test_an_associate_is_shown_to_who_sees_both(jarvis, person, signed_in):  # noqa: F811
    shown, hidden = OffenderFactory(family_name="Shown"), OffenderFactory(family_name="Hidden")
    InvolvementFactory(offender=shown, agency=Agency.objects.get(code="police"), reason="supports")
    for other in (shown, hidden):
        first, second = sorted((jarvis, other), key=lambda who: who.pk)
        Associate.objects.create(
            offender=first, other=second, kind="co_offender", filed_under="offending", learned_from="an arrest",
            from_on=SINCE,
        )  # fmt: skip
    said = issue(signed_in("aisha"), jarvis).content.decode()
    assert "SHOWN" in said and "HIDDEN" not in said
    assert Entry.objects.filter(verb="disclosed", offender_id=shown.pk).count() == 1
    assert not Entry.objects.filter(verb="disclosed", offender_id=hidden.pk).exists()
