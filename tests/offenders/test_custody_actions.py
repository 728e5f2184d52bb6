"""Into prison and out: what is recorded, who is involved by it, and what becomes of what was expected."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from agencies.code_lists import command_line
from audit.models import Entry
from exchange import involvement
from offenders import writing
from offenders.custody import actions
from offenders.models import (
    ConditionCode,
    CustodySpell,
    ExpectedRelease,
    Involvement,
    LicenceCondition,
    Offender,
    Supervision,
)
from tests.factories import OffenderFactory, SupervisionFactory
from tests.offenders.releases import EXPECTED, TODAY, expect, held, involve, officer

pytestmark = [pytest.mark.django_db, pytest.mark.services]
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def free(scheme):
    offender = OffenderFactory(family_name="Jarvis", given_names="Ethan")
    involve(offender, ("police", "leads"), ("probation", "leads"))
    return offender


def admit(offender, by, key=None, on=TODAY, establishment="Prison"):
    return actions.admit(
        offender=offender,
        establishment=establishment,
        reason="remand",
        admitted_on=on,
        by=by,
        request_key=key or uuid4(),
    )


TOMORROW = TODAY + timedelta(days=1)


def running(offender, reason, on=TODAY):
    return set(
        Involvement.objects.in_force(on).filter(offender=offender, reason=reason).values_list("agency__code", flat=True)
    )


class TestAdmission:
    def test_the_prison_of_that_name_holds_from_now_on(self, free, person):
        assert running(free, "holds") == set()
        admit(free, person("aisha"))
        assert running(free, "holds") == {"prison"}

    def test_a_prison_that_is_no_agency_here_holds_for_nobody(self, free, person):
        admit(free, person("aisha"), establishment="HMP Elsewhere")
        assert running(free, "holds") == set()

    def test_the_same_form_twice_is_one_spell(self, free, person):
        key = uuid4()
        assert admit(free, person("aisha"), key) == admit(free, person("aisha"), key)
        assert CustodySpell.objects.count() == 1
        assert Involvement.objects.filter(reason="holds").count() == 1

    def test_a_second_open_spell_is_refused_in_words(self, free, person):
        admit(free, person("aisha"))
        with pytest.raises(ValidationError, match="in custody already"):
            admit(free, person("aisha"))

    @pytest.mark.parametrize(("days", "good"), [(-1, True), (0, True), (1, False)])
    def test_a_day_to_come_is_none(self, free, person, days, good):
        day = TODAY + timedelta(days=days)
        if good:
            assert admit(free, person("aisha"), on=day).admitted_on == day
        else:
            with pytest.raises(ValidationError, match="still to come"):
                admit(free, person("aisha"), on=day)

    def test_who_reads_does_not_write(self, free, person):
        involve(free, ("drug_service", "supports"))
        for reader in ("dev", "ben", "carla"):
            with pytest.raises(PermissionDenied):
                admit(free, person(reader))
        assert not CustodySpell.objects.exists()


class TestRelease:
    def test_it_ends_the_spell_the_involvement_and_what_was_expected(self, scheme):
        offender, spell = held()
        by = officer()
        expect(offender, by)
        actions.release(spell=spell, released_on=TODAY, engagement="good", version=1, by=by)
        spell.refresh_from_db()
        assert (spell.released_on, spell.engagement) == (TODAY, "good")
        assert running(offender, "holds") == {"prison"}  # "ends that day": until it is over
        assert running(offender, "holds", TOMORROW) == set()
        row = ExpectedRelease.objects.get()
        assert (row.ended_on, row.ended_as) == (TODAY, "released")
        assert [entry.what for entry in Entry.objects.filter(what__startswith="custody.").order_by("pk")] == [
            "custody.expect",
            "custody.release",
        ]

    def test_the_police_record_a_release_of_a_spell_that_came_by_an_import(self, scheme, person):
        offender, spell = held()
        spell = CustodySpell.objects.get(pk=spell.pk)
        involve(offender, ("police", "leads"))
        actions.release(spell=spell, released_on=TODAY, version=1, by=person("aisha"))
        with pytest.raises(PermissionDenied):  # to put it right is the prison's: the row is not the police's
            actions.correct_spell(
                spell=spell,
                values={"admitted_on": spell.admitted_on, "released_on": None},
                version=2,
                because="No.",
                by=person("aisha"),
            )

    @pytest.mark.parametrize(
        ("day", "why"), [(TODAY + timedelta(days=1), "still to come"), (date(2019, 1, 6), "before the")]
    )
    def test_the_day_is_one_of_the_spell(self, scheme, day, why):
        _, spell = held()
        with pytest.raises(ValidationError, match=why):
            actions.release(spell=spell, released_on=day, version=1, by=officer())

    def test_twice_is_once_and_another_day_is_refused(self, scheme):
        offender, spell = held()
        by = officer()
        involve(offender, ("prison", "leads"))  # who sees the person after the release too
        actions.release(spell=spell, released_on=YESTERDAY, version=1, by=by)
        actions.release(spell=spell, released_on=YESTERDAY, version=1, by=by)
        with pytest.raises(ValidationError, match="over already"):
            actions.release(spell=spell, released_on=TODAY, version=2, by=by)

    def test_taking_a_release_back_opens_the_spell_and_the_prison_holds_again(self, scheme):
        offender, spell = held()
        by = officer()
        involve(offender, ("prison", "leads"))
        spell = actions.release(spell=spell, released_on=TODAY, version=1, by=by)
        values = {"admitted_on": spell.admitted_on, "released_on": None}
        actions.correct_spell(spell=spell, values=values, version=2, because="Another man.", by=by)
        assert running(offender, "holds") == {"prison"}

    def test_the_prison_puts_right_on_the_day_what_it_recorded_wrong(self, scheme):
        """A day too early: nobody but the prison may write into its row, and it sees the person by that row alone."""
        offender, spell = held()
        by = officer()
        spell = actions.release(spell=spell, released_on=YESTERDAY, version=1, by=by)
        assert Offender.objects.visible_to(by).filter(pk=offender.pk).exists()
        values = {"admitted_on": spell.admitted_on, "released_on": None}
        spell = actions.correct_spell(spell=spell, values=values, version=2, because="Not him.", by=by)
        assert running(offender, "holds", TOMORROW) == {"prison"}
        actions.release(spell=spell, released_on=TODAY, version=3, by=by)
        assert running(offender, "holds", TOMORROW) == set()

    def test_from_the_next_day_on_the_prison_neither_reads_nor_writes(self, scheme, settings):
        offender, spell = held()
        by = officer()
        spell = actions.release(spell=spell, released_on=TODAY, version=1, by=by)
        settings.FIXED_TODAY = TOMORROW
        assert not Offender.objects.visible_to(by).filter(pk=offender.pk).exists()  # it does not taper
        with pytest.raises(PermissionDenied):
            actions.correct_spell(
                spell=spell,
                values={"admitted_on": spell.admitted_on, "released_on": None},
                version=2,
                because="Not him.",
                by=by,
            )

    def test_the_night_and_an_import_leave_it_until_the_day_is_over(self, scheme):
        offender, spell = held()
        actions.release(spell=spell, released_on=TODAY, version=1, by=officer())
        involvement.refresh(TODAY, by=command_line())
        assert running(offender, "holds") == {"prison"}
        involvement.refresh(TOMORROW, by=command_line())
        assert running(offender, "holds", TOMORROW) == set()

    def test_a_spell_that_never_was_takes_its_involvement_along(self, scheme):
        offender, spell = held()
        actions.remove_spell(spell=spell, version=1, because="Another man.", by=officer())
        assert running(offender, "holds") == set()
        assert not CustodySpell.objects.exists()


class TestTransfer:
    def move(self, spell, by, key=None, to="HMP Leicester"):
        return actions.transfer(
            spell=spell, establishment=to, moved_on=YESTERDAY, version=spell.version, by=by, request_key=key or uuid4()
        )

    def test_one_spell_ends_and_the_next_begins_on_the_day(self, scheme):
        offender, spell = held()
        expected = expect(offender, officer())
        row = self.move(spell, officer("probation"))
        spell.refresh_from_db()
        assert (spell.released_on, row.admitted_on, row.establishment) == (YESTERDAY, YESTERDAY, "HMP Leicester")
        assert row.reason == spell.reason
        assert CustodySpell.objects.filter(released_on=None).get() == row
        expected.refresh_from_db()
        assert expected.ended_on is None  # it is no release
        assert running(offender, "holds", TOMORROW) == set()

    def test_the_same_form_twice_is_one_move(self, scheme):
        _, spell = held()
        key, by = uuid4(), officer("probation")
        assert self.move(spell, by, key) == self.move(spell, by, key)
        assert CustodySpell.objects.count() == 2

    def test_to_where_they_are_is_no_move(self, scheme):
        _, spell = held()
        with pytest.raises(ValidationError, match="there already"):
            self.move(spell, officer(), to="Prison")


class TestSupervision:
    def supervise(self, offender, by, **changes):
        values = {
            "provider": "nps",
            "order_type": "licence",
            "started_on": YESTERDAY,
            "due_to_end_on": date(2019, 9, 1),
        }
        return actions.supervise(offender=offender, by=by, request_key=uuid4(), **{**values, **changes})

    def test_probation_supervises_from_now_on(self, free, person):
        row = self.supervise(free, person("ines"))
        assert running(free, "supervises") == {"probation"}
        actions.end_supervision(supervision=row, ended_on=TODAY, version=1, by=person("ines"))
        assert (running(free, "supervises"), running(free, "supervises", TOMORROW)) == ({"probation"}, set())

    def test_the_police_read_it_and_do_not_write_it(self, free, person):
        with pytest.raises(PermissionDenied):
            self.supervise(free, person("aisha"))

    def test_the_eight_standard_conditions_once(self, free, person):
        row, key = self.supervise(free, person("ines")), uuid4()
        for again in (key, key, uuid4()):
            actions.add_standard(supervision=row, policy="V4", by=person("ines"), request_key=again)
        assert row.conditions.count() == 8
        assert set(row.conditions.values_list("condition__policy", flat=True)) == {"V4"}

    def test_an_additional_condition_is_written_out(self, free, person):
        row = self.supervise(free, person("ines"))
        curfew = ConditionCode.objects.get(policy="V4", code="curfew")

        def add(text):
            return actions.add_condition(
                supervision=row, condition=curfew, text=text, from_on=TODAY, by=person("ines"), request_key=uuid4()
            )

        with pytest.raises(ValidationError, match="Write out"):
            add(" ")
        assert add("At home from seven to seven.").condition == curfew

    def test_conditions_are_of_a_licence(self, free, person):
        row = self.supervise(free, person("ines"), order_type="community_order")
        with pytest.raises(ValidationError, match="of a licence"):
            actions.add_standard(supervision=row, policy="V4", by=person("ines"), request_key=uuid4())

    def test_they_end_with_the_licence(self, free, person):
        row = self.supervise(free, person("ines"))
        actions.add_standard(supervision=row, policy="V4", by=person("ines"), request_key=uuid4())
        actions.end_supervision(supervision=row, ended_on=TODAY, version=1, by=person("ines"))
        assert set(LicenceCondition.objects.values_list("until_on", flat=True)) == {TODAY}

    @pytest.mark.parametrize(("days", "ends"), [(-1, False), (0, True), (28, True), (29, False)])
    def test_ending_within_28_days_both_bounds_inclusive(self, free, days, ends):
        SupervisionFactory(offender=free, due_to_end_on=TODAY + timedelta(days=days))
        assert Supervision.objects.ending_within(28, TODAY).exists() is ends

    def test_what_has_ended_is_not_about_to(self, free):
        SupervisionFactory(offender=free, due_to_end_on=TODAY, ended_on=YESTERDAY)
        assert not Supervision.objects.ending_within(28, TODAY).exists()


class TestExpectedRelease:
    def test_another_date_is_another_row_and_the_old_one_is_kept(self, scheme):
        offender, _ = held()
        by = officer()
        expect(offender, by)
        expect(offender, officer("probation"), on=date(2019, 5, 3), kind="hdc", said_by="Letter")
        rows = list(ExpectedRelease.objects.order_by("pk").values_list("expected_on", "ended_as"))
        assert rows == [(EXPECTED, "replaced"), (date(2019, 5, 3), "")]

    def test_the_same_form_twice_is_one_date(self, scheme):
        offender, _ = held()
        key, by = uuid4(), officer()
        assert expect(offender, by, key=key) == expect(offender, by, key=key)
        assert ExpectedRelease.objects.count() == 1

    def test_only_of_somebody_in_custody(self, free, person):
        with pytest.raises(ValidationError, match="not in custody"):
            expect(free, person("aisha"))

    @pytest.mark.parametrize(("days", "good"), [(-1, False), (0, True), (1, True)])
    def test_today_or_later(self, scheme, days, good):
        offender, _ = held()
        day = TODAY + timedelta(days=days)
        if good:
            assert expect(offender, officer(), on=day).expected_on == day
        else:
            with pytest.raises(ValidationError, match="passed"):
                expect(offender, officer(), on=day)

    def test_no_longer_expected_keeps_the_row_with_the_reason(self, scheme):
        offender, _ = held()
        row = expect(offender, officer())
        row = actions.expect_no_more(
            expected=row, version=1, because="Recalled for a new sentence.", by=officer("probation")
        )
        assert (row.ended_on, row.ended_as) == (TODAY, "not_expected")
        assert writing.history(row)[0].because == "Recalled for a new sentence."
