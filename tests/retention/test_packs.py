"""A pack: gathered as far as its maker reads, decided, approved by a second person, sent, and what it holds."""

import shutil
import subprocess
from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.categories import Category
from agencies.models import Agency
from allocation.models import Transfer
from audit import pdf
from audit.models import Entry
from offenders.models import Alias, Associate, CaseLead, Consent, Note
from offenders.policies import view_of
from retention import actions, gathering, rendering
from retention.models import Pack, PackStatus, Passage
from retention.policies import NEXT, check_pack_goes
from tests.conftest import TODAY
from tests.factories import ContactFactory, IntelligenceReportFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]
OWN = "He kept his appointment and asked about work."
ABOUT_KYLE = "Kyle Firth drove him there."


@pytest.fixture
def told(marlon, femi):
    """A note with two passages, of which one names somebody else, and an associate."""
    Note.objects.create(
        offender=marlon,
        agency=femi.agency,
        category="offending",
        noted_on=TODAY,
        text=f"{OWN} {ABOUT_KYLE}",
        created_by=femi,
    )
    Alias.objects.create(offender=marlon, kind="street_name", given_names="Maz")
    Associate.objects.create(
        offender=marlon,
        name="Kyle Firth",
        kind="co_offender",
        filed_under="offending",
        learned_from="Arrest of 2012",
        from_on=date(2012, 6, 1),
    )
    ContactFactory(offender=marlon)
    return marlon


def gather(offender, by, key=None, **changes):
    said = {"kind": "subject_access", "asked_on": TODAY, "asked_by": "Marlon Reid", "due_on": None}
    return actions.gather(offender=offender, by=by, request_key=key or uuid4(), **{**said, **changes})


def decide(passage, decision, by, reason="It names another person."):
    passage.refresh_from_db()
    return actions.decide_passage(passage=passage, decision=decision, reason=reason, version=passage.version, by=by)


def decide_all(pack, by):
    for passage in pack.passages.filter(decision="pending"):
        decide(passage, "refuse", by)


class TestGathering:
    def test_each_passage_that_names_another_person_is_to_be_decided(self, told, femi):
        pack = gather(told, femi)
        assert pack.due_on == date(2019, 4, 30)
        assert pack.passages.get(text=OWN).decision == "give"
        about = pack.passages.get(text=ABOUT_KYLE)
        assert (about.decision, about.names) == ("pending", ["Kyle", "Firth"])
        associate = pack.passages.get(heading="Associate")
        assert associate.decision == "pending"

    def test_what_its_maker_may_not_read_is_not_in_it_and_is_said(self, told, femi):
        report = IntelligenceReportFactory(offender=told, summary="Seen in the market.")
        pack = gather(told, femi)
        assert not pack.passages.filter(category="treatment").exists()
        levels = view_of(femi, told.pk).levels
        assert {Category.HEALTH, Category.TREATMENT} <= set(gathering.not_gathered(levels))
        assert pack.passages.filter(category="intelligence_original", decision="pending").count() >= 1
        assert report.summary in {p.text for p in pack.passages.all()}

    def test_original_intelligence_is_not_gathered_without_the_permission_by_name(self, told, nadia):
        IntelligenceReportFactory(offender=told, summary="Seen in the market.")
        pack = gather(told, nadia)
        assert not pack.passages.filter(category="intelligence_original").exists()

    def test_twice_is_once(self, told, femi):
        key = uuid4()
        assert gather(told, femi, key) == gather(told, femi, key)
        assert Pack.objects.count() == 1

    def test_a_court_says_its_day(self, told, femi):
        with pytest.raises(ValidationError) as error:
            gather(told, femi, kind="court", asked_by="Luton Crown Court")
        assert "due_on" in error.value.message_dict

    @pytest.mark.parametrize("who", ["aisha", "dev", "ben", "carla"])
    def test_it_is_a_coordinators_or_a_supervisors(self, who, told, person):
        with pytest.raises(PermissionDenied):
            gather(told, person(who))

    def test_every_table_of_a_person_is_filed(self):
        assert gathering.unfiled() == set()

    @pytest.mark.parametrize("label", ["allocation.Transfer", "offenders.Offence", "retention.Passage"])
    def test_one_that_nobody_has_filed_is_found_whatever_its_path(self, label, monkeypatch):
        """By a key of its own, through an arrest, through a pack."""
        monkeypatch.delitem(gathering.FILED, label)
        assert gathering.unfiled() == {label}

    def test_who_led_why_it_was_asked_and_what_was_to_be_done_are_part_of_it(self, told, femi, person):
        police, probation = (Agency.objects.get(code=code) for code in ("police", "probation"))
        CaseLead.objects.create(offender=told, agency=police, officer=person("aisha"), from_on=date(2012, 6, 1))
        Transfer.objects.create(
            offender=told, from_agency=police, to_agency=probation, because="He moved in with his mother.",
            asked_on=TODAY, asked_by=femi,
        )  # fmt: skip
        Consent.objects.create(
            offender=told, category="identity", agency=probation, given_on=TODAY, how="Form 12.", recorded_by=femi
        )
        texts = " ".join(gather(told, femi).passages.values_list("text", flat=True))
        for words in ("He moved in with his mother.", "Form 12.", "Aisha Shaw"):
            assert words in texts


class TestDeciding:
    def test_leaving_out_says_why(self, told, femi):
        passage = gather(told, femi).passages.get(text=ABOUT_KYLE)
        with pytest.raises(ValidationError) as error:
            decide(passage, "refuse", femi, reason=" ")
        assert "reason" in error.value.message_dict

    def test_who_was_slower_looks_again(self, told, femi, nadia):
        passage = gather(told, femi).passages.get(text=ABOUT_KYLE)
        decide(passage, "refuse", femi)
        with pytest.raises(ValidationError, match="Somebody else"):
            actions.decide_passage(passage=passage, decision="give", reason="", version=1, by=nadia)

    def test_not_after_it_is_approved(self, told, femi, nadia):
        pack = gather(told, femi)
        decide_all(pack, femi)
        actions.approve_pack(pack=pack, by=nadia)
        with pytest.raises(ValidationError, match="approved"):
            decide(pack.passages.get(text=ABOUT_KYLE), "give", femi)


class TestApproving:
    def test_nothing_undecided(self, told, femi, nadia):
        with pytest.raises(ValidationError, match="still to be decided"):
            actions.approve_pack(pack=gather(told, femi), by=nadia)

    def test_a_second_person(self, told, femi):
        pack = gather(told, femi)
        decide_all(pack, femi)
        with pytest.raises(PermissionDenied):
            actions.approve_pack(pack=pack, by=femi)

    @pytest.mark.parametrize("status", PackStatus)
    @pytest.mark.parametrize("to", PackStatus)
    def test_the_grid_of_its_status(self, status, to):
        allowed = {
            ("deciding", "ready"),
            ("deciding", "withdrawn"),
            ("ready", "deciding"),
            ("ready", "sent"),
            ("ready", "withdrawn"),
        }
        pack = Pack(status=status)
        if (status, to) in allowed:
            check_pack_goes(pack, to)
        else:
            with pytest.raises(ValidationError):
                check_pack_goes(pack, to)
        assert set(NEXT) == set(PackStatus)


@pytest.fixture
def approved(told, femi, nadia):
    pack = gather(told, femi)
    decide_all(pack, femi)
    return actions.approve_pack(pack=pack, by=nadia)


class TestWhatGoesOut:
    def test_the_page_holds_none_of_what_is_left_out(self, approved):
        page = rendering.as_html(approved)
        assert OWN in page
        assert ABOUT_KYLE not in page
        assert "Firth" not in page
        assert "2 passages are left out" in page

    @pytest.mark.skipif(not pdf.pdf_is_possible() or not shutil.which("pdftotext"), reason="needs Pango and pdftotext")
    def test_text_extracted_from_the_pdf_holds_none_of_it(self, approved, tmp_path):
        file = tmp_path / "pack.pdf"
        file.write_bytes(pdf.pdf_of(rendering.as_html(approved)))
        text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
        assert "asked about work" in " ".join(text.split())
        for refused in Passage.objects.filter(decision="refuse"):
            assert refused.text not in " ".join(text.split())
        assert "Firth" not in text

    def test_what_went_out_to_whom_is_recorded(self, approved, femi):
        sent = actions.send(pack=approved, on=TODAY, to="Marlon Reid", how="Recorded post", by=femi)
        assert (sent.status, sent.sent_to, sent.sent_on, len(sent.digest)) == ("sent", "Marlon Reid", TODAY, 64)
        entry = Entry.objects.get(verb="disclosed", what="retention.pack")
        assert (entry.offender_id, entry.user_id) == (sent.offender_id, femi.pk)
        assert "offending" in entry.categories

    def test_what_is_not_approved_is_not_sent(self, told, femi):
        with pytest.raises(ValidationError, match="cannot become"):
            actions.send(pack=gather(told, femi), on=TODAY, to="Marlon Reid", how="By hand", by=femi)

    def test_not_in_the_future(self, approved, femi):
        with pytest.raises(ValidationError) as error:
            actions.send(pack=approved, on=date(2019, 4, 1), to="Marlon Reid", how="By hand", by=femi)
        assert "on" in error.value.message_dict
