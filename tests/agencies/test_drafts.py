"""Versions of the RAG rules and of the matrix alike: who drafts, who agrees, what is told whom, and two at once."""

import threading
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction

from agencies.drafts import actions as drafts
from agencies.drafts.rules import Step
from agencies.roles import Role
from audit.models import Entry
from rag.models import RuleSet
from rag.rule_sets import in_force
from ranking.models import Matrix
from ranking.queries import matrix_in_force
from tests.conftest import TODAY
from tests.drafted import agreed, draft, proposed
from tests.people import make_for

pytestmark = [pytest.mark.django_db, pytest.mark.services]
COUNTING = {RuleSet: in_force, Matrix: matrix_in_force}


@pytest.fixture(params=[RuleSet, Matrix], ids=["rules", "matrix"])
def kind(request, scheme):
    return request.param


@pytest.fixture
def femi(person, scheme):
    return person("femi")


@pytest.fixture
def second(scheme):
    return make_for("probation", Role.SUPERVISOR)


def counting(kind, *days):
    return [COUNTING[kind](day).version for day in days]


def test_from_a_draft_to_its_day(kind, femi, second):
    row = draft(kind, femi)
    assert (row.version, row.state, counting(kind, TODAY)) == (2, "draft", [1])
    row = agreed(proposed(row, femi), second, date(2019, 4, 1))
    assert (row.state, row.settled_by, row.drafted_by) == ("agreed", second, femi)
    assert counting(kind, TODAY, date(2019, 4, 1), date(2019, 4, 2)) == [1, 2, 2]
    name = kind._meta.label_lower
    said = [(e.what, e.user_name) for e in Entry.objects.filter(what__startswith=name).order_by("id")]
    steps = [(f"{name}.start", femi), (f"{name}.propose", femi), (f"{name}.agree", second)]
    assert said == [(what, by.log_name()) for what, by in steps]


def test_of_one_day_one_counts(kind, femi, second):
    for _ in range(2):
        agreed(proposed(draft(kind, femi), femi), second, date(2019, 4, 1))
    assert counting(kind, TODAY, date(2019, 4, 1)) == [1, 3]


@pytest.mark.parametrize(
    ("agency", "role", "drafts_it", "agrees"),
    [
        ("police", Role.COORDINATOR, True, True),
        ("probation", Role.COORDINATOR, True, True),
        ("police", Role.SUPERVISOR, False, True),
        ("police", Role.PANEL_CHAIR, False, True),
        ("police", Role.PRACTITIONER, False, False),
        ("police", Role.VIEWER, False, False),
        ("police", Role.ANALYST, False, False),
        ("police", Role.SYSTEM_ADMINISTRATOR, False, False),
        ("housing", Role.COORDINATOR, False, False),  # reads the scheme, and does not manage it
        ("prison", Role.PANEL_CHAIR, False, False),
    ],
)
def test_who_drafts_and_who_agrees(agency, role, drafts_it, agrees, kind, femi):
    by = make_for(agency, role)
    row = proposed(draft(kind, femi), femi)
    assert _may(lambda: agreed(row, by)) == agrees
    kind.objects.filter(version=2, state="proposed").update(state="withdrawn")
    assert _may(lambda: draft(kind, by)) == drafts_it


def _may(act):
    try:
        with transaction.atomic():
            act()
    except PermissionDenied:
        return False
    return True


def test_nobody_agrees_what_they_drafted(kind, femi):
    with pytest.raises(PermissionDenied):
        agreed(proposed(draft(kind, femi), femi), femi)


def test_only_who_drafts_it_changes_and_proposes_it(kind, femi):
    row, other = draft(kind, femi), make_for("probation", Role.COORDINATOR)
    with pytest.raises(PermissionDenied):
        drafts.edit(row=row, values={}, source="x", because="y", edits=1, by=other)
    with pytest.raises(PermissionDenied):
        proposed(row, other)
    assert drafts.step(row=row, step=Step.WITHDRAW, edits=1, by=other).state == "withdrawn"


def test_one_change_of_a_kind_is_under_way_at_a_time(femi):
    draft(RuleSet, femi)
    draft(Matrix, femi)
    for kind in (RuleSet, Matrix):
        with pytest.raises(ValidationError, match="under way"):
            draft(kind, femi)


def test_nobody_agrees_to_what_they_have_not_read(kind, femi):
    row = draft(kind, femi)
    drafts.edit(row=row, values={"other": 1}, source="x", because="y", edits=1, by=femi)
    with pytest.raises(ValidationError, match="while you had it open"):
        drafts.step(row=row, step=Step.PROPOSE, edits=1, by=femi)


def test_sent_back_says_why_and_is_a_draft_again(kind, femi, second):
    row = proposed(draft(kind, femi), femi)
    with pytest.raises(ValidationError):
        drafts.step(row=row, step=Step.SEND_BACK, edits=1, because=" ", by=second)
    row = drafts.step(row=row, step=Step.SEND_BACK, edits=1, because="That is too much.", by=second)
    assert (row.state, row.sent_back_because) == ("draft", "That is too much.")


@pytest.mark.parametrize("day", [date(2019, 3, 30), None])
def test_it_counts_from_no_day_gone_by(day, kind, femi, second):
    with pytest.raises(ValidationError):
        agreed(proposed(draft(kind, femi), femi), second, day)


def test_what_is_agreed_is_never_edited(kind, femi, second):
    agreed(proposed(draft(kind, femi), femi), second)
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {kind._meta.db_table} SET {kind.HOLDS} = '{{}}' WHERE version = 2")


@pytest.mark.django_db(transaction=True)
def test_two_people_put_it_in_force_at_once_and_one_of_them_does(kind, femi, second):
    third, later = make_for("police", Role.SUPERVISOR), date(2019, 4, 5)
    row, ready, said = proposed(draft(kind, femi), femi), threading.Barrier(2), []

    def work(by, day):
        ready.wait()
        try:
            agreed(row, by, day)
        except ValidationError as error:
            said.append(error.messages[0])
        finally:
            connection.close()

    both = [threading.Thread(target=work, args=who) for who in ((second, TODAY), (third, later))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert [words.split(":")[0] for words in said] == ["This version is agreed"]
    row.refresh_from_db()
    assert (row.settled_by, row.in_force_from) in ((second, TODAY), (third, later))
    assert Entry.objects.filter(what=f"{kind._meta.label_lower}.agree").count() == 1
