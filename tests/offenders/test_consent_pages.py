"""The pages of consent: what each agency finds there, recording, withdrawing, and what is logged."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.roles import Role
from audit.models import Entry
from offenders.models import Consent
from tests import people
from tests.conftest import TODAY
from tests.offenders.consents import DAY, INVOLVED, agency, consent, jarvis

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def ethan(scheme):
    return jarvis()


@pytest.fixture
def ben(person):
    return person("ben")


@pytest.fixture
def of_agency(client):
    """`of_agency("prison")` is a client in which a practitioner of that agency has signed in."""

    def get(code, role=Role.PRACTITIONER):
        client.force_login(people.make_for(code, role), backend=BACKEND)
        return client

    return get


def address(name, offender, given=None):
    return reverse(f"consent:{name}", args=[offender.public_id, *([given.public_id] if given else [])])


def text(response):
    return " ".join(response.content.decode().split())


def filled(**more):
    return {
        "to": "treatment:probation", "given_on": "31 3 2019", "until_on": "", "how": "Signed form, file 12.",
        "request_key": str(uuid4()), **more,
    }  # fmt: skip


class TestWhatItShows:
    def test_what_stands_what_is_over_and_what_is_missing(self, ethan, ben, signed_in):
        consent(ethan, ben, until_on=TODAY + 60 * DAY)
        consent(ethan, ben, to="prison", until_on=TODAY - DAY)
        consent(ethan, ben, to="yot", withdrawn_on=TODAY - DAY, withdrawn_by=ben, withdrawn_how="Told Ben.")
        said = text(signed_in("ben").get(address("of_person", ethan)))
        assert "Probation may read treatment detail: <b>the person consents</b>." in said
        for missing in ("Prison", "Yot", "Health"):
            assert f"{missing} may read treatment detail if the person consents: <b>not given</b>." in said
        assert "In force" in said and "30 May 2019" in said
        assert "Ran out on 30 March 2019" in said
        assert "Withdrawn on 30 March 2019" in said and "Told Ben." in said
        assert "recorded by Ben Okafor, Drug service" in said
        assert "OFFICIAL-SENSITIVE" in said

    @pytest.mark.parametrize(
        ("days", "warned"),
        [(29, ""), (28, "in 28 days, on 28 April 2019"), (1, "in 1 day, on 1 April 2019"), (0, "")],
    )
    def test_a_warning_when_it_runs_out_within_28_days(self, days, warned, ethan, ben, signed_in):
        consent(ethan, ben, until_on=TODAY + days * DAY)
        said = text(signed_in("ben").get(address("of_person", ethan)))
        assert ("this consent runs out in" in said) is bool(warned)
        assert warned in said

    def test_no_warning_where_one_follows(self, ethan, ben, signed_in):
        consent(ethan, ben, until_on=TODAY + 5 * DAY)
        consent(ethan, ben, given_on=TODAY + 5 * DAY)
        said = text(signed_in("ben").get(address("of_person", ethan)))
        assert "runs out in" not in said
        assert "Not yet begun" in said

    def test_the_agency_it_was_given_to_sees_its_own_alone(self, ethan, ben, signed_in):
        consent(ethan, ben)
        consent(ethan, ben, to="prison")
        consent(ethan, ben, to="prison", category="health")
        said = text(signed_in("ines").get(address("of_person", ethan)))
        assert "Probation may read treatment detail: <b>the person consents</b>." in said
        assert "Prison" not in said and "Health" not in said and "ealth detail" not in said
        assert "Record a consent" not in said and "Prolong" not in said

    def test_before_it_is_given_an_agency_finds_what_it_could_read(self, ethan, signed_in):
        said = text(signed_in("ines").get(address("of_person", ethan)))
        assert "Probation may read treatment detail if the person consents: <b>not given</b>." in said

    def test_an_agency_that_is_not_involved_reads_nothing_and_the_page_says_so(self, ethan, ben, signed_in):
        consent(ethan, ben)
        ethan.involvements.filter(agency=agency("probation")).delete()
        said = text(signed_in("ben").get(address("of_person", ethan)))
        assert "but Probation is not involved today and reads nothing." in said

    @pytest.mark.parametrize("code", ["police", "housing", "employment"])
    def test_to_who_has_no_term_for_it_there_is_no_such_page(self, code, ethan, ben, of_agency):
        """Byte for byte as for somebody who is not there, with consents and without."""
        client = of_agency(code)
        nobody = client.get(reverse("consent:of_person", args=[uuid4()]))
        without = client.get(address("of_person", ethan))
        made = consent(ethan, ben)
        given = client.get(address("of_person", ethan))
        assert nobody.status_code == without.status_code == given.status_code == 404
        assert nobody.content == without.content == given.content
        for name, row in (("record", None), ("form", None), ("withdraw", made), ("renew", made)):
            assert client.get(address(name, ethan, row)).content == nobody.content
        assert not Entry.objects.filter(verb="viewed").exists()
        assert Entry.objects.filter(verb="refused", what__startswith="consent.").count() == 7

    @pytest.mark.parametrize("given", [True, False])
    def test_the_person_page_leads_there_those_alone_who_have_the_page(self, given, ethan, ben, of_agency):
        if given:
            consent(ethan, ben)
        page, link = reverse("casefile:person", args=[ethan.public_id]), address("of_person", ethan)
        leads = {code for code in INVOLVED if f'href="{link}"' in of_agency(code).get(page).content.decode()}
        assert leads == {"probation", "prison", "yot", "drug_service", "health"}

    def test_reading_is_logged_with_the_categories_that_the_page_shows(self, ethan, signed_in, of_agency):
        signed_in("ines").get(address("of_person", ethan))
        of_agency("prison").get(address("of_person", ethan))
        read = Entry.objects.filter(verb="viewed", offender_id=ethan.pk).order_by("pk")
        assert [(entry.channel, entry.categories) for entry in read] == [
            ("consent.of_person", ["identity", "treatment"]),
            ("consent.of_person", ["identity", "health", "treatment"]),
        ]

    def test_outside_ones_own_work_the_reason_is_asked_first_and_logged(self, ethan, signed_in):
        ethan.involvements.filter(agency=agency("probation")).update(reason="cohort")
        client, page = signed_in("ines"), address("of_person", ethan)
        asked = client.get(page)
        why = reverse("visits:why", args=[ethan.public_id])
        assert asked.status_code == 302 and asked["Location"].startswith(why)
        assert not Entry.objects.filter(verb="viewed", channel="consent.of_person").exists()
        client.post(why, {"why": "Standing in for a colleague"})
        assert client.get(page).status_code == 200
        assert Entry.objects.get(channel="consent.of_person").reason == "Standing in for a colleague"

    def test_a_page_costs_the_same_with_one_consent_and_with_many(
        self, ethan, ben, signed_in, django_assert_num_queries, django_assert_max_num_queries
    ):
        client, page = signed_in("ben"), address("of_person", ethan)
        consent(ethan, ben)
        with django_assert_max_num_queries(40) as first:
            client.get(page)
        for number in range(2, 8):
            consent(ethan, ben, given_on=TODAY - 30 * number * DAY, until_on=TODAY - 30 * (number - 1) * DAY)
        consent(ethan, ben, to="prison")
        with django_assert_num_queries(len(first.captured_queries)):
            client.get(page)


class TestRecording:
    def test_it_is_read_before_it_is_recorded(self, ethan, ben, signed_in):
        client, page = signed_in("ben"), address("record", ethan)
        offered = text(client.get(page))
        assert 'value="treatment:probation"' in offered and "treatment:housing" not in offered
        sent = filled()
        checked = client.post(page, sent)
        assert "Check what this consent opens" in text(checked)
        assert not Consent.objects.exists()
        for _ in range(2):  # a double click
            done = client.post(page, {**sent, "confirmed": "yes"}, follow=True)
        assert "The consent is recorded." in text(done)
        assert Consent.objects.get().agency.code == "probation"

    def test_what_was_filled_in_comes_back_to_be_changed(self, ethan, ben, signed_in):
        client, page = signed_in("ben"), address("record", ethan)
        back = text(client.post(page, {**filled(), "confirmed": "yes", "change": "yes"}))
        assert "Record a consent" in back and "Signed form, file 12." in back
        assert not Consent.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"to": ""}, "Choose to whom"),
            ({"to": "treatment:housing"}, "Choose one of these"),
            ({"to": "health:prison"}, "Choose one of these"),
            ({"given_on": "1 4 2019"}, "before it is given"),
            ({"given_on": "30 2 2019"}, "real date"),
            ({"until_on": "31 3 2019"}, "has to end after"),
            ({"how": ""}, "Say how"),
            ({"request_key": "not a key"}, "There is a problem"),
        ],
    )
    def test_a_mistake_is_said_beside_its_field(self, wrong, says, ethan, ben, signed_in):
        answer = signed_in("ben").post(address("record", ethan), filled(**wrong))
        assert answer.status_code == 422
        assert says in text(answer)
        assert not Consent.objects.exists()

    def test_an_overlap_says_which_one_stands(self, ethan, ben, signed_in):
        consent(ethan, ben)
        answer = signed_in("ben").post(address("record", ethan), filled(confirmed="yes"))
        assert answer.status_code == 422
        assert "Probation has a consent to treatment detail already: given on 1 March 2019" in text(answer)
        assert "There is a problem" in text(answer)

    def test_who_only_reads_by_consent_is_told_that_it_is_not_theirs(self, ethan, ben, signed_in):
        made = consent(ethan, ben, until_on=TODAY + 9 * DAY)
        client = signed_in("ines")
        for name, row in (("record", None), ("form", None), ("renew", made)):
            assert client.get(address(name, ethan, row)).status_code == 403
        assert client.post(address("record", ethan), filled(confirmed="yes")).status_code == 403
        assert Consent.objects.count() == 1
        assert Entry.objects.filter(verb="refused", offender_id=ethan.pk).count() == 4


class TestWithdrawingAndProlonging:
    def test_the_agency_it_was_given_to_withdraws(self, ethan, ben, signed_in):
        made = consent(ethan, ben)
        client = signed_in("ines")
        assert "31 03 2019" in text(client.get(address("withdraw", ethan, made)))
        sent = {"on": "30 3 2019", "how": "He told me."}
        done = client.post(address("withdraw", ethan, made), sent, follow=True)
        assert "The consent is withdrawn." in text(done)
        assert "Withdrawn on 30 March 2019" in text(done)
        assert client.post(address("withdraw", ethan, made), sent).status_code == 302

    def test_another_agencys_consent_is_not_found(self, ethan, ben, signed_in):
        made = consent(ethan, ben, to="prison")
        assert signed_in("ines").get(address("withdraw", ethan, made)).status_code == 404
        other = jarvis()
        assert signed_in("ben").get(address("withdraw", other, made)).status_code == 404

    def test_who_comes_second_is_shown_what_the_first_did(self, ethan, ben, person, signed_in):
        made = consent(ethan, ben, withdrawn_on=TODAY, withdrawn_by=person("ines"), withdrawn_how="He told me.")
        answer = signed_in("ben").post(address("withdraw", ethan, made), {"on": "31 3 2019", "how": "By letter."})
        assert answer.status_code == 422
        assert "It is withdrawn already, on 31 March 2019: Ines Duarte recorded that." in text(answer)

    @pytest.mark.parametrize(
        ("sent", "says"),
        [
            ({"on": "1 4 2019"}, "Withdrawal acts at once"),
            ({"on": "28 2 2019"}, "It was given on 1 March 2019"),
            ({"how": ""}, "Say how"),
        ],
    )
    def test_a_mistake_is_said(self, sent, says, ethan, ben, signed_in):
        made = consent(ethan, ben)
        answer = signed_in("ben").post(
            address("withdraw", ethan, made), {"on": "31 3 2019", "how": "He told me.", **sent}
        )
        assert answer.status_code == 422
        assert says in text(answer)

    def test_prolonging(self, ethan, ben, signed_in):
        made = consent(ethan, ben, until_on=TODAY + 9 * DAY)
        client, page = signed_in("ben"), address("renew", ethan, made)
        assert "A new consent begins on 9 April 2019" in text(client.get(page))
        sent = {"until_on": "9 7 2019", "how": "Signed again.", "request_key": str(uuid4())}
        for _ in range(2):
            assert client.post(page, sent).status_code == 302
        new = Consent.objects.get(given_on=TODAY + 9 * DAY)
        assert new.until_on - new.given_on == timedelta(days=91)
        again = client.post(page, {**sent, "request_key": str(uuid4())})
        assert again.status_code == 422
        assert "it begins on 9 April 2019, until 9 July 2019" in text(again)


def test_the_form_holds_a_name_and_the_choice_and_nothing_else(ethan, ben, signed_in):
    consent(ethan, ben)
    said = text(signed_in("ben").get(address("form", ethan)))
    assert "Ethan Jarvis" in said and "OFFICIAL-SENSITIVE" in said
    for name in ("Probation", "Prison", "Yot", "Health"):
        assert f"☐ {name}" in said
    assert "You can change your mind at any time" in said
    assert "1990" not in said and "Signed form, file 12." not in said and ethan.ref not in said
    entry = Entry.objects.get(verb="viewed", channel="consent.form")
    assert entry.categories == ["identity", "treatment"]
