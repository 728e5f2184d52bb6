"""What else a record may hold when it is joined: transfers, allocations, documents, reviews, packs, closed panels."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from agencies.models import Agency
from allocation.models import Allocation, HandoverItem, HandoverTick, Support, Transfer
from casefile.models import PutOff
from contacts.models import PersonStandard
from documents.models import DocumentVersion, RagDocument
from offenders.joining import actions
from offenders.models import ExpectedRelease, Involvement, Join, ReleasePlan
from panels.models import Action, AgendaItem
from rag.models import Proposal, RuleSet
from retention.models import Hold, Pack, Passage, Review, ReviewGroup
from tests.conftest import TODAY
from tests.documents.files import TEXT
from tests.factories import AgencyFactory, InvolvementFactory, OffenderFactory, sat, signed
from tests.grid.filed import document_of
from tests.offenders.test_joining import join, state

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=7)


@pytest.fixture
def two(scheme):
    """Two records that the police know of."""
    found = OffenderFactory(ref="A"), OffenderFactory(ref="B", family_name="Jarviss")
    for one in found:
        InvolvementFactory(offender=one, agency=AgencyFactory(code="police"), from_on=date(2018, 1, 1))
    return found


def transfer(who, by, **more):
    of = {code: Agency.objects.get(code=code) for code in ("police", "probation")}
    given = {"because": "He moved.", "asked_on": TODAY, "asked_by": by}
    return Transfer.objects.create(offender=who, from_agency=of["police"], to_agency=of["probation"], **given | more)


def allocation(who, by, **more):
    return Allocation.objects.create(
        offender=who, agency=by.agency, officer=by, made_on=TODAY, made_by=by, **{"state": "waits"} | more
    )


def put_off(who, by, key="arrest-1-1"):
    return PutOff.objects.create(
        offender=who, agency=by.agency, key=key, reason="Next week.", put_off_on=TODAY, until_on=SOON, put_off_by=by,
        request_key=uuid4(),
    )  # fmt: skip


def review(who, by, **more):
    given = {"decision": "dispose", "status": "proposed", "reason": "Nothing since 2012."}
    days = {"due_on": TODAY, "decided_on": TODAY}
    return Review.objects.create(offender=who, group=ReviewGroup.objects.first(), created_by=by, **days | given | more)


def expected(who, by):
    return ExpectedRelease.objects.create(
        offender=who, expected_on=SOON, kind="hdc", said_by="Letter", set_on=TODAY, created_by=by
    )


def plan(who, by):
    row = expected(who, by)
    ExpectedRelease.objects.filter(pk=row.pk).update(ended_on=TODAY, ended_as="changed")
    return ReleasePlan.objects.create(offender=who, expected=row)


def standard(who, by):
    return PersonStandard.objects.create(
        offender=who, weekly=3, at_home=1, decided_on=TODAY, from_on=date(2019, 4, 1), why="Works.",
        review_on=SOON, created_by=by,
    )  # fmt: skip


def on_a_panel(who, by, status="done", closed=True):
    """An action of a panel, which is closed now."""
    ended = {} if status == "open" else {"ended_on": TODAY, "ended_at": "2019-03-31T12:00Z", "ended_by": by}
    made = Proposal.objects.create(
        offender=who, as_of=TODAY, status="GREEN", reasons=[], rule_set=RuleSet.objects.first()
    )
    panel = sat(who.area, TODAY, by, chair=by)
    item = AgendaItem.objects.create(panel=panel, offender=who, position=1, proposal=made, not_discussed=True)
    action = Action.objects.create(
        item=item, offender=who, text="See him.", owner=by.agency, due_on=SOON, created_by=by, request_key=uuid4(),
        status=status, **ended,
    )  # fmt: skip
    if closed:
        signed(panel, by)
    return action


def everything(who, by):
    """One of each."""
    moved = transfer(who, by)
    HandoverTick.objects.create(
        transfer=moved, offender=who, item=HandoverItem.objects.first(), ticked_by=by, ticked_on=TODAY
    )
    allocation(who, by), put_off(who, by), review(who, by), plan(who, by), standard(who, by)
    helps = InvolvementFactory(offender=who, agency=Agency.objects.get(code="housing"), reason="supports")
    Support.objects.create(involvement=helps, offender=who, because="A bed.", started_by=by)
    document_of(who, by, TEXT, "txt", kind="letter", title="A letter", category="identity", dated_on=TODAY)
    RagDocument.objects.create(
        offender=who, issued_on=TODAY, issued_by=by, issued_for="PC Shaw", reason="Patrol.", request_key=uuid4()
    )
    Hold.objects.create(
        offender=who, reason="An inquest.", asked_by="The coroner", from_on=TODAY, review_on=SOON, created_by=by
    )
    pack = Pack.objects.create(
        offender=who, kind="subject_access", asked_on=TODAY, due_on=SOON, asked_by="He", gathered_on=TODAY,
        created_by=by,
    )  # fmt: skip
    Passage.objects.create(
        pack=pack, offender=who, position=1, category="identity", heading="Who the person is", text="He."
    )
    on_a_panel(who, by)


MOVED = (
    Transfer, HandoverTick, Allocation, PutOff, Review, ReleasePlan, PersonStandard, DocumentVersion, RagDocument, Hold,
    Pack, Passage,
)  # fmt: skip


def test_all_of_it_moves_and_what_a_closed_panel_says_stays(two, person):
    first, second = two
    everything(second, person("femi"))
    join(first, second, person("femi"))
    for model in MOVED:
        assert set(model.objects.values_list("offender", flat=True)) == {first.pk}, model
    for model in (AgendaItem, Action):
        assert set(model.objects.values_list("offender", flat=True)) == {second.pk}
    assert Involvement.objects.filter(offender=first, agency__code="housing", reason="supports").exists()


def test_undone_everything_is_back(two, person):
    first, second = two
    everything(second, person("femi"))
    before = state()
    made = join(first, second, person("femi"))
    actions.undo(join=made, because="Twins.", by=person("femi"))
    after = state()
    assert {key: after[key] for key in before} == before


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (transfer, "a transfer is open (one asked on 31 March 2019)"),
        (allocation, "an allocation waits for a second approval (one since 31 March 2019)"),
        (review, "disposal is proposed (of one on 31 March 2019)"),
        (expected, "a release is expected (one on 7 April 2019)"),
        (plan, "Both records have a plan for the day of release that is worked on"),
        (standard, "a contact standard is decided from 1 April 2019"),
    ],
)
def test_what_somebody_has_one_of_at_a_time_refuses_it_in_words_until_one_is_settled(two, person, make, words):
    first, second = two
    by, before = person("femi"), None
    make(first, by), make(second, by)
    before = state()
    with pytest.raises(ValidationError) as refused:
        join(first, second, by)
    assert [words in said for said in refused.value.messages] == [True]
    assert state() == before
    type(make(OffenderFactory(), by)).objects.filter(offender=first).delete()
    join(first, second, by)
    assert Join.objects.count() == 1


def test_the_same_line_put_off_twice_stays_with_the_other(two, person):
    first, second = two
    put_off(first, person("femi")), put_off(second, person("femi")), put_off(second, person("femi"), "warrant-2-1")
    outcome = actions.what_would(stands=first, gone=second, by=person("femi"))
    assert dict(outcome.stays) == {"the same line of the worklist, put off": 1}
    join(first, second, person("femi"))
    assert PutOff.objects.filter(offender=first).count() == 2


def test_an_open_action_of_a_closed_panel_is_ended_first(two, person):
    """Of a panel that is closed nothing moves: the agency that has it to do would never find it again."""
    first, second = two
    action = on_a_panel(second, person("femi"), status="open")
    with pytest.raises(ValidationError, match="An action of a closed panel is open"):
        join(first, second, person("femi"))
    Action.objects.filter(pk=action.pk).update(
        status="done", ended_on=TODAY, ended_at="2019-03-31T14:00Z", ended_by=person("femi")
    )
    join(first, second, person("femi"))


def test_of_an_open_panel_place_and_action_go_along(two, person):
    first, second = two
    action = on_a_panel(second, person("femi"), status="open", closed=False)
    join(first, second, person("femi"))
    action.refresh_from_db()
    assert (action.offender_id, action.item.offender_id) == (first.pk, first.pk)
