"""A mark is put into every text of a person and all that is kept of them: none comes out on an analyst's pages.

So with the reports and their files as with the register under pseudonyms: no name, reference, link, day or word.
"""

import io
import re
import zipfile
from datetime import date
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from agencies.templatetags.iom_pages import short_date, uk_date
from offenders.models import CaseLead, Offender
from panels.models import Action, AgendaItem
from rag.models import Proposal, RuleSet
from ranking import actions as ranking
from tests.conftest import TODAY
from tests.factories import (
    ContactFactory,
    CustodySpellFactory,
    DecisionFactory,
    DrugTestFactory,
    IntelligenceReportFactory,
    InvolvementFactory,
    JudgementFactory,
    MembershipFactory,
    OffenderFactory,
    SupervisionFactory,
    WarrantFactory,
    arrested,
    assessed,
    sat,
)

pytestmark = pytest.mark.django_db
MARK = "Zqx7"
BORN, SELECTED, LEFT, ADMITTED, ARRESTED = (
    date(1991, 8, 17), date(2017, 1, 9), date(2018, 1, 12), date(2019, 2, 11), date(2019, 3, 19),
)  # fmt: skip


@pytest.fixture
def marked(person):
    """Somebody with everything that the register keeps, every text of it marked."""
    esther, police = person("esther"), Agency.objects.get(code="police")
    jarvis = OffenderFactory(date_of_birth=BORN)
    InvolvementFactory(offender=jarvis, agency=police)
    MembershipFactory(
        offender=jarvis, selected_on=SELECTED, deselected_on=LEFT, deselection_code_id="1", referred_on=SELECTED
    )
    MembershipFactory(offender=jarvis, selected_on=date(2018, 6, 5))
    arrested(jarvis, date(2016, 12, 21))
    arrested(jarvis, ARRESTED)
    CustodySpellFactory(offender=jarvis, admitted_on=ADMITTED)
    for make in (ContactFactory, DrugTestFactory, IntelligenceReportFactory, JudgementFactory, SupervisionFactory,
                 WarrantFactory):  # fmt: skip
        make(offender=jarvis)
    assessed(jarvis, "accommodation", "C")
    reasons = [{"code": "arrest", "text": f"{MARK} text", "category": "offending", "status": "AMBER+", "records": []}]
    proposal = Proposal.objects.create(
        offender=jarvis, as_of=TODAY, status="AMBER+", reasons=reasons, rule_set=RuleSet.objects.first()
    )
    DecisionFactory(offender=jarvis, status="AMBER+", proposal=proposal, reason="x")
    CaseLead.objects.create(offender=jarvis, agency=police, officer=esther, from_on=date(2018, 6, 5))
    panel = sat(jarvis.area, TODAY, esther, chair=esther)
    item = AgendaItem.objects.create(panel=panel, offender=jarvis, position=1, proposal=proposal)
    for ended in ("done", "cancelled"):
        Action.objects.create(item=item, offender=jarvis, text="x", owner=police, due_on=TODAY, created_by=esther,
                              request_key=uuid4(), status=ended, ended_on=TODAY, ended_at=timezone.now(),
                              ended_by=esther)  # fmt: skip
    ranking.run(as_of=TODAY, by=esther)
    assert mark() >= 12
    return Offender.objects.get(pk=jarvis.pk)


def mark():
    """Write the mark into every free text of every table that is about a person; how many columns were marked."""
    done = 0
    with connection.cursor() as cursor:
        for table, key, column, length in sorted(texts()):
            cursor.execute(
                f'UPDATE "{table}" SET "{column}" = left(%s || "{key}", %s) {of_whom(table, column)}', [MARK, length]
            )
            done += cursor.rowcount > 0
    return done


def of_whom(table, column):
    """What an action says of its end stands with one that ended so, and with no other."""
    ends = {("panels_action", "proof"): "done", ("panels_action", "ended_because"): "cancelled"}
    return f"WHERE status = '{ends[table, column]}'" if (table, column) in ends else ""


def texts():
    """The free texts of the person, and of whatever is about a person: by table, with its key."""
    for model in about():
        for field in model._meta.concrete_fields:
            if isinstance(field, (models.CharField, models.TextField)) and not field.choices:
                yield model._meta.db_table, model._meta.pk.column, field.column, field.max_length or 200


def about():
    """Offender, and each model with a key to one of these: an offence is of an arrest, which is of a person."""
    rooms = [apps.get_app_config(room) for room in settings.ROOMS if room != "audit"]
    every = [model for room in rooms for model in room.get_models() if not model.__name__.endswith("Event")]
    found = {Offender}
    while more := {m for m in every if m not in found and {f.related_model for f in m._meta.concrete_fields} & found}:
        found |= more
    return found


def text_of(answer):
    """What a page or a file says; a spreadsheet is unpacked."""
    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist())
    return content.decode(errors="replace")


def never(marked):
    """What no analyst is told of a person."""
    days = [BORN, SELECTED, LEFT, ADMITTED, ARRESTED]
    words = [form(day) for day in days for form in (uk_date, short_date, date.isoformat)]
    words += [f"{day.day:02}/{day.month:02}/{day.year}" for day in days]
    return [MARK, str(marked.public_id), f"/people/{marked.public_id}", *words]


def addresses():
    register, take_out = reverse("pseudonyms:register"), reverse("pseudonyms:take_out")
    yield "GET", register, {}
    for sort in ("rag", "rank", "-rank", "age", "area", "arrests"):
        yield "GET", f"{register}?sort={sort}&custody=in&rag=AMBER%2B", {}
    yield "GET", f"{register}?custody=out", {}
    yield "GET", take_out, {}
    yield "POST", take_out, {"form_of_file": "csv", "reason": "Figures for the board."}
    yield "POST", take_out, {"form_of_file": "xlsx", "reason": "Figures for the board."}
    for year in ("2018", "2017"):
        yield "GET", f"{reverse('reporting:report')}?year={year}", {}
        for form in ("html", "xlsx"):  # the PDF is made of the HTML file and of nothing else
            yield (
                "FILE",
                f"{reverse('reporting:download', args=[form])}?year={year}",
                {"reason": "Figures for the board."},
            )


def test_the_marks_are_where_they_should_be(marked, signed_in):
    """The test would be green of an empty page: who sees people by name sees the marks."""
    assert marked.family_name.startswith(MARK) and marked.ref.startswith(MARK)
    assert MARK in text_of(signed_in("aisha").get(reverse("casefile:register"))).replace(MARK.upper(), MARK)
    assert MARK in text_of(signed_in("aisha").get(reverse("reporting:report"), {"year": "2018"}))


@pytest.mark.parametrize(("method", "address", "posted"), list(addresses()))
def test_none_comes_out(method, address, posted, marked, signed_in):
    client = signed_in("hari")
    answer = client.get(address) if method == "GET" else client.post(address, posted)
    if method == "FILE" and answer.status_code == 405:
        answer = client.get(address)
    assert (method == "GET") is ("attachment" not in answer.get("Content-Disposition", ""))
    text = text_of(answer)
    for word in never(marked):
        assert word.lower() not in text.lower(), word


def test_the_row_itself_is_there(marked, signed_in):
    text = text_of(signed_in("hari").get(reverse("pseudonyms:register")))
    assert re.search(r"AMBER\+</strong>", text) and "25 to 34" in text and ">yes</td>" in text


def test_a_person_is_at_no_address_of_an_analyst(marked, signed_in):
    client = signed_in("hari")
    for name in ("casefile:person", "ranking:latest", "panels:list"):
        address = reverse(name, args=[marked.public_id] if name == "casefile:person" else [])
        assert client.get(address).status_code in (403, 404), name
    assert client.get(reverse("reporting:people"), {"of": "cohort", "row": "total"}).status_code == 404
