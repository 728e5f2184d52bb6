"""Letters after a deselection: which follow, written once, given, answered; and what they say as versions."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.models import Agency, User
from agencies.roles import Role
from audit.models import Entry, Verb
from audit.pdf import pdf_is_possible
from cohorts import letter_policies as policies
from cohorts.actions import letters as actions
from cohorts.letters import slots, to_do
from cohorts.models import Letter, LetterTemplate
from cohorts.rules import merging
from cohorts.rules.letters import How, LetterKind
from documents.models import Document, DocumentVersion
from offenders.models import Involvement, Offender
from tests.cohorts.conftest import leads  # noqa: F401 (fixture)
from tests.cohorts.rows import left, letter, template
from tests.conftest import TODAY
from tests.factories import AgencyFactory, InvolvementFactory, MembershipFactory
from tests.people import make_for

pytestmark = pytest.mark.django_db
needs_pango = pytest.mark.skipif(not pdf_is_possible(), reason="no Pango here")
P, PARTNERS, AGENCY, TEAM = LetterKind
DAY = timedelta(1)
YEAR_ON = date(2020, 3, 31)  # twelve months of follow-up from 31 March 2019


def of(code):
    return Agency.objects.get(code=code)


def one_of(agency, role):
    """Somebody of an agency with a role, the fixtures' own where there is one."""
    return User.objects.filter(agency__code=agency, role_holdings__role=role).first() or make_for(agency, role)


@pytest.fixture
def gone(chair, jarvis):
    """Jarvis left by code 2 on 31 March 2019; housing goes on with him."""
    return left(jarvis, "2", single_agency=of("housing"), created_by=chair)


def written(row, by, kind=P, agency=None, key=None, own_words="", **more):
    values = merging.examples()
    found = actions.template_of(kind, row.code_id, row.offender, TODAY)
    seen = more.get("seen") or actions.seen_as(found, values)
    return actions.keep(
        row=row, kind=kind, agency=agency, values=values, own_words=own_words, seen=seen, by=by,
        request_key=key or uuid4(),
    )  # fmt: skip


def named(row):
    return [(slot.kind, slot.agency.code if slot.agency else None) for slot in slots(row)]


class TestWhichFollow:
    def test_by_code_2_the_person_the_single_agency_and_partners_who_did_not_decide(self, gone):
        """The police recorded it; prison and probation are written to; housing is handed the person."""
        assert named(gone) == [(P, None), (PARTNERS, "probation"), (PARTNERS, "prison"), (AGENCY, "housing")]

    def test_by_code_1_the_police_of_the_home_area_take_over(self, jarvis, second):
        row = left(jarvis, "1", created_by=second)
        assert named(row) == [(P, None), (PARTNERS, "prison"), (TEAM, "police")]

    def test_nobody_writes_to_who_died(self, jarvis, second):
        row = left(jarvis, "6B", fate="deceased", fate_on=TODAY, created_by=second)
        assert named(row) == [(PARTNERS, "police"), (PARTNERS, "prison")]

    def test_not_while_it_is_proposed_nor_while_another_cohort_lasts(self, jarvis, second):
        assert named(left(jarvis, way="pair", state="proposed", met_on=None)) == []
        MembershipFactory(offender=jarvis)
        assert named(left(jarvis)) == []

    def test_an_agency_whose_work_may_say_what_it_is_about_is_named_nowhere(self, gone, jarvis):
        service = AgencyFactory(code="drugs", kind="drug_service")
        for reason in ("appointment", "plan_item", "action", "request", "cohort"):
            InvolvementFactory(offender=jarvis, agency=service, reason=reason)
        assert (PARTNERS, "drugs") not in named(gone)
        InvolvementFactory(offender=jarvis, agency=service, reason="supports")
        assert (PARTNERS, "drugs") in named(gone)

    @pytest.mark.parametrize(
        ("until", "there"), [(TODAY - DAY, False), (TODAY, True), (TODAY + DAY, True), (None, True)]
    )
    def test_partners_are_those_of_the_day(self, until, there, gone, jarvis):
        Involvement.objects.filter(offender=jarvis, agency=of("prison")).update(until_on=until)
        assert ((PARTNERS, "prison") in named(gone)) is there

    def test_a_letter_to_an_agency_that_has_gone_since_stays_on_the_page(self, gone, jarvis):
        letter(gone, kind="partners", agency=of("prison"))
        Involvement.objects.filter(agency=of("prison")).delete()
        assert named(gone)[1:3] == [(PARTNERS, "probation"), (PARTNERS, "prison")]


@needs_pango
class TestWriting:
    def test_it_is_kept_with_its_words_its_version_and_its_file(self, gone, coordinator, jarvis):
        made = written(gone, coordinator, own_words="You did it.")
        assert (made.status, made.kept_on, made.template.code_id) == ("kept", TODAY, "2")
        assert made.template.source.startswith("The wording is this project’s own")
        assert "Dear Alex," in made.text and "You did it." in made.text and "{" not in made.text
        paper = Document.objects.get()
        assert (paper.category, paper.kind, paper.offender, made.document) == ("scheme", "letter", jarvis, paper)
        assert DocumentVersion.objects.get().file_type == "pdf"
        kept = Entry.objects.get(what="letters.keep")
        assert (kept.offender_id, kept.user_name) == (jarvis.pk, coordinator.full_name)

    def test_a_double_click_makes_one_letter(self, gone, coordinator):
        key = uuid4()
        first, again = written(gone, coordinator, key=key), written(gone, coordinator, key=key)
        assert first == again and Letter.objects.count() == Document.objects.count() == 1

    def test_nor_do_two_writers_make_two(self, gone, coordinator, second):
        written(gone, coordinator)
        with pytest.raises(ValidationError, match="written already"):
            written(gone, second)
        assert Document.objects.count() == 1

    def test_what_the_writer_saw_is_what_is_kept(self, gone, coordinator):
        with pytest.raises(ValidationError, match="has changed since you opened"):
            written(gone, coordinator, seen="x")
        assert not Letter.objects.exists() and not Document.objects.exists()

    @pytest.mark.parametrize(("kind", "agency"), [(TEAM, "police"), (PARTNERS, "housing"), (AGENCY, "prison")])
    def test_only_what_follows(self, kind, agency, gone, coordinator):
        with pytest.raises(ValidationError, match="does not follow"):
            written(gone, coordinator, kind, of(agency))

    def test_in_the_persons_own_language_where_there_is_a_version(self, gone, coordinator, jarvis):
        jarvis.first_language = "Welsh"
        jarvis.save()
        gone.offender.refresh_from_db()
        assert written(gone, coordinator).template.language == "English"
        Letter.objects.all().delete()
        made = template(body="{given_names}: a version that a coordinator brought.", code_id=None)
        assert written(gone, coordinator).template == made

    def test_a_later_version_leaves_the_letter_explained_by_its_own(self, gone, coordinator):
        made = written(gone, coordinator)
        template(code_id="2", language="English", version=2, body="Other words.")
        made.refresh_from_db()
        assert made.template.version == 1 and "Other words" not in made.text

    def test_words_whose_field_may_no_longer_stand_make_no_letter(self, gone, coordinator):
        """A version that came by another way than its page, or whose field was taken off the list since."""
        template(code_id="2", language="English", version=2, body="Dear {code_words}")
        with pytest.raises(ValidationError, match="may no longer stand in it"):
            written(gone, coordinator)

    def test_no_letter_without_words(self, gone, coordinator):
        LetterTemplate.objects.filter(kind="person").delete()
        assert actions.template_of(P, "2", gone.offender, TODAY) is None
        with pytest.raises(ValidationError, match="no template in force"):
            actions.keep(row=gone, kind=P, agency=None, values={}, own_words="", seen="", by=coordinator,
                         request_key=uuid4())  # fmt: skip


class TestWho:
    @pytest.mark.parametrize(
        ("agency", "role", "may"),
        [
            ("police", Role.COORDINATOR, True),
            ("police", Role.PANEL_CHAIR, True),
            ("probation", Role.COORDINATOR, True),
            ("probation", Role.SUPERVISOR, True),  # probation supervises him: of its own caseload
            ("police", Role.SUPERVISOR, False),  # the police know of him and do not work with him
            ("police", Role.PRACTITIONER, False),
            ("police", Role.VIEWER, False),
            ("prison", Role.COORDINATOR, False),
            ("housing", Role.COORDINATOR, False),
        ],
    )
    def test_who_may_record_a_deselection_and_adds_to_the_scheme_writes(self, agency, role, may, gone):
        assert policies.may_write(one_of(agency, role), gone) is may

    def test_who_leads_the_person_may_write_to_them(self, gone, coordinator, jarvis, leads):  # noqa: F811
        leads(coordinator, jarvis)
        assert policies.may_write(coordinator, gone)

    def test_each_action_asks(self, gone, warden):
        row = letter(gone)
        with pytest.raises(PermissionDenied):
            written(gone, warden)
        with pytest.raises(PermissionDenied):
            actions.send(letter=row, how=How.POSTED, to_whom="Him", sent_on=TODAY, by=warden)
        with pytest.raises(PermissionDenied):
            actions.take_letter_back(letter=row, because="No.", by=warden)

    @pytest.mark.parametrize(
        ("agency", "role", "may"),
        [
            ("police", Role.COORDINATOR, True),
            ("probation", Role.COORDINATOR, True),
            ("prison", Role.COORDINATOR, False),
            ("police", Role.SUPERVISOR, False),
        ],
    )
    def test_a_coordinator_of_the_scheme_says_what_letters_say(self, agency, role, may, scheme):
        assert policies.may_manage_templates(one_of(agency, role)) is may


class TestGiving:
    def test_how_to_whom_when_and_by_whom(self, gone, coordinator, jarvis):
        made = actions.send(letter=letter(gone), how=How.READ_OUT, to_whom="To him", sent_on=TODAY, by=coordinator)
        assert (made.status, made.how, made.to_whom, made.sent_on, made.sent_by) == (
            "sent", "read_out", "To him", TODAY, coordinator,
        )  # fmt: skip
        told = Entry.objects.get(verb=Verb.DISCLOSED)
        assert (told.offender_id, told.channel) == (jarvis.pk, f"letters.send {made.pk}")
        assert "Jarvis" not in told.reason and mail.outbox == []
        assert not Involvement.objects.filter(reason="handover").exists()

    def test_twice_is_once(self, gone, coordinator):
        row = letter(gone)
        for _ in range(2):
            actions.send(letter=row, how=How.POSTED, to_whom="Home", sent_on=TODAY, by=coordinator)
        assert Entry.objects.filter(verb=Verb.DISCLOSED).count() == 1

    @pytest.mark.parametrize("on", [TODAY - DAY, TODAY + DAY])
    def test_not_before_it_was_written_nor_on_a_day_to_come(self, on, gone, coordinator):
        with pytest.raises(ValidationError):
            actions.send(letter=letter(gone), how=How.POSTED, to_whom="Home", sent_on=on, by=coordinator)

    def test_not_by_a_way_that_is_none_of_its_kind(self, gone, coordinator):
        with pytest.raises(ValidationError, match="does not go that way"):
            actions.send(letter=letter(gone), how=How.SHOWN_HERE, to_whom="x", sent_on=TODAY, by=coordinator)

    def test_what_was_given_is_not_taken_back(self, gone, coordinator):
        row = letter(gone)
        actions.send(letter=row, how=How.POSTED, to_whom="Home", sent_on=TODAY, by=coordinator)
        with pytest.raises(ValidationError, match="has moved on since you opened the page: given"):
            actions.take_letter_back(letter=row, because="Wrong.", by=coordinator)

    def test_one_that_was_not_given_is_taken_back_and_another_written(self, gone, coordinator):
        row = letter(gone)
        with pytest.raises(ValidationError):
            actions.take_letter_back(letter=row, because=" ", by=coordinator)
        for _ in range(2):
            back = actions.take_letter_back(letter=row, because="Wrong day.", by=coordinator)
        assert (back.status, back.answer) == ("taken_back", "Wrong day.")
        slot = slots(gone)[0]
        assert slot.letter is None and slot.before == [back]
        letter(gone)


@pytest.fixture
def handed(gone, coordinator):
    row = letter(gone, kind="agency", agency=of("housing"))
    return actions.send(letter=row, how=How.SHOWN_HERE, to_whom="Housing", sent_on=TODAY, by=coordinator)


class TestHandover:
    def sees(self, user, who):
        return who in Offender.objects.visible_to(user)

    def test_its_agency_sees_the_person_from_then_on(self, gone, coordinator, jarvis):
        carla = make_for("housing", Role.PRACTITIONER)
        row = letter(gone, kind="agency", agency=of("housing"))
        assert not self.sees(carla, jarvis)
        actions.send(letter=row, how=How.SHOWN_HERE, to_whom="Housing", sent_on=TODAY, by=coordinator)
        assert self.sees(User.objects.get(pk=carla.pk), jarvis)

    def test_taken_on_it_sees_them_while_the_scheme_follows_up(self, handed, jarvis):
        carla = make_for("housing", Role.PRACTITIONER)
        for _ in range(2):
            made = actions.confirm(letter=handed, words="", by=carla)
        assert (made.status, made.answered_by, made.answered_on) == ("confirmed", carla, TODAY)
        assert Involvement.objects.get(reason="handover").until_on == YEAR_ON

    def test_not_taken_on_it_says_why_and_sees_them_no_more(self, handed, jarvis, coordinator):
        carla = make_for("housing", Role.PRACTITIONER)
        with pytest.raises(ValidationError):
            actions.refuse(letter=handed, because="", by=carla)
        made = actions.refuse(letter=handed, because="We have no place.", by=carla)
        assert Involvement.objects.get(reason="handover").until_on == TODAY
        back = actions.take_letter_back(letter=made, because="Asked another.", by=coordinator)
        assert back.answer == "We have no place.\nAsked another."

    @pytest.mark.parametrize(
        ("agency", "role", "may"),
        [
            ("housing", Role.PRACTITIONER, True),
            ("housing", Role.SUPERVISOR, True),
            ("housing", Role.VIEWER, False),
            ("police", Role.COORDINATOR, False),
            ("prison", Role.PRACTITIONER, False),
        ],
    )
    def test_who_answers(self, agency, role, may, handed):
        assert policies.may_answer(one_of(agency, role), handed) is may

    def test_nobody_answers_what_they_handed_over(self, jarvis, coordinator, chair):
        row = left(jarvis, "1", created_by=chair)
        made = letter(row, kind="neighbourhood", agency=of("police"))
        made = actions.send(letter=made, how=How.SHOWN_HERE, to_whom="Team", sent_on=TODAY, by=coordinator)
        assert not policies.may_answer(coordinator, made) and policies.may_answer(chair, made)


WORDS = {"title": "Left", "body": "Dear {given_names},", "from_on": TODAY, "source": "The board."}


def new_version(by, *, after=1, key=None, kind=P, code="2", language="English", **values):
    return actions.write_template(
        kind=kind, code=code, language=language, after_version=after, values=WORDS | values, by=by,
        request_key=key or uuid4(),
    )  # fmt: skip


class TestWords:
    def test_what_is_said_from_now_on_is_the_next_version(self, coordinator):
        made = new_version(coordinator)
        assert (made.version, made.written_by, made.body) == (2, coordinator, "Dear {given_names},")
        assert LetterTemplate.objects.get(kind="person", code="2", version=1).body.startswith("Dear {given_names},\n")

    def test_another_language_is_a_letter_of_its_own(self, coordinator):
        assert new_version(coordinator, after=0, language="Welsh").version == 1
        assert new_version(coordinator, after=1, language="welsh").language == "Welsh"

    def test_a_double_click_writes_one(self, coordinator):
        key = uuid4()
        assert new_version(coordinator, key=key) == new_version(coordinator, key=key)
        with pytest.raises(PermissionDenied):
            new_version(coordinator, key=key, title="Other")

    def test_who_was_slower_reads_first(self, coordinator, second):
        new_version(coordinator)
        with pytest.raises(ValidationError, match="Somebody wrote version 2"):
            new_version(second)

    def test_an_unknown_field_is_named_with_its_line(self, coordinator):
        with pytest.raises(ValidationError) as said:
            new_version(coordinator, body="Dear\n{nmae}", title="{x}")
        assert said.value.message_dict["body"] == [
            "Line 2: {nmae} is no merge field. The fields are listed beside the text."
        ]
        assert said.value.message_dict["title"][0].startswith("Line 1: {x}")

    def test_nor_may_a_letter_carry_what_its_reader_may_not_have(self, coordinator):
        with pytest.raises(ValidationError) as said:
            new_version(coordinator, kind=PARTNERS, code="", body="{name}\n{rag}")
        assert "a letter to partners may not carry" in said.value.message_dict["body"][0]

    @pytest.mark.parametrize(("on", "may"), [(TODAY - DAY, False), (TODAY, True), (TODAY + DAY, True)])
    def test_not_from_a_day_that_is_over(self, on, may, coordinator):
        if may:
            assert new_version(coordinator, from_on=on).from_on == on
        else:
            with pytest.raises(ValidationError):
                new_version(coordinator, from_on=on)

    def test_who_else_is_refused(self, warden):
        with pytest.raises(PermissionDenied):
            new_version(warden)


def test_what_is_still_to_be_done_of_many_costs_as_often_as_of_one(gone, jarvis, django_assert_num_queries):
    others = [left(code="6C", created_by=gone.created_by) for _ in range(5)]
    whom = [jarvis.pk, *(row.offender_id for row in others)]
    with django_assert_num_queries(4):
        found = to_do(whom, TODAY - 30 * DAY, TODAY)
    assert {row: len(open_ones) for row, open_ones in found} == {gone: 4, **dict.fromkeys(others, 1)}


def test_letters_are_looked_for_from_a_day_on(gone, jarvis):
    assert to_do([jarvis.pk], TODAY, TODAY) and not to_do([jarvis.pk], TODAY + DAY, TODAY + DAY)
