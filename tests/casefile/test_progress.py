"""How far a person has come, on their page: what each reader is told of it, and what it gives away of no other part."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from agencies.roles import Role
from audit.models import Entry
from cohorts.models import SchemeSetting
from offenders.models import Consent
from pathways.models import Pathway, PathwaySet, ServiceReferral
from pathways.rules.progress import Move
from tests.conftest import TODAY
from tests.factories import InvolvementFactory, OffenderFactory, assessed, plan_item
from tests.people import make_for

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EIGHT = ("accommodation", "ete", "drugs_alcohol", "finance", "relationships", "lifestyle", "attitudes", "health")
SEPTEMBER, DECEMBER, MARCH = date(2018, 9, 10), date(2018, 12, 3), date(2019, 3, 4)


@pytest.fixture
def ines(scheme, person):
    return person("ines")


@pytest.fixture
def who(ines):
    found = OffenderFactory(family_name="Yardley")
    InvolvementFactory(offender=found, agency=ines.agency, reason="leads")
    return found


def read(client, user, who):
    client.force_login(user, backend=BACKEND)
    answer = client.get(reverse("pathways:progress", args=[who.public_id]))
    assert answer.status_code == 200
    return answer


def rows(answer):
    return {row.name: row for row in answer.context["rows"]}


def asked(item, on, **more):
    return ServiceReferral.objects.create(offender=item.offender, item=item, referred_on=on, **more)


def test_each_pathway_from_the_first_to_the_latest(client, who, ines):
    assessed(who, "accommodation", "F", on=SEPTEMBER)
    assessed(who, "accommodation", "C", on=DECEMBER)
    assessed(who, "accommodation", "E", on=MARCH)
    assessed(who, "ete", "G", on=SEPTEMBER)
    assessed(who, "ete", "A", on=MARCH)
    assessed(who, "finance", "A", on=SEPTEMBER)
    assessed(who, "finance", "B", on=MARCH)
    assessed(who, "lifestyle", "F", on=MARCH)
    found = rows(read(client, ines, who))
    home = found["Accommodation"]
    assert [(said.on, said.letter, said.need) for said in home.said] == [
        (SEPTEMBER, "F", True), (DECEMBER, "C", False), (MARCH, "E", True),
    ]  # fmt: skip
    assert (home.first.letter, [each.letter for each in home.between], home.latest.letter) == ("F", ["C"], "E")
    assert (home.move, home.notes) == (Move.STILL_NEED, ["at another letter"])
    assert found["Education, training and employment"].move is Move.MET
    assert found["Finance, debt and benefits"].move is Move.CAME
    assert (found["Lifestyle and associates"].move, found["Lifestyle and associates"].latest) == (Move.ONCE, None)
    assert found["Drugs and alcohol"].move is Move.NEVER
    assert len(found) == 8


def test_the_share_against_the_schemes_own_number(client, who, ines):
    for code in EIGHT[:6]:
        assessed(who, code, "A", on=MARCH)
    page = read(client, ines, who).content.decode()
    assert "<b>6 of 8</b> pathways stand at a level that is no need" in page
    assert "Not assessed: Attitudes, thinking and behaviour, and restorative justice, Mental and physical" in page
    assessed(who, "attitudes", "C", on=MARCH)
    assessed(who, "health", "E", on=MARCH)
    page = read(client, ines, who).content.decode()
    assert "asks for 6 of 8" in page and ">reached<" in page
    SchemeSetting.objects.filter(code="stable_percent").update(until_on=TODAY)
    SchemeSetting.objects.create(code="stable_percent", number=76, words="Of a hundred", source="x", from_on=TODAY)
    page = read(client, ines, who).content.decode()
    assert "asks for 7 of 8" in page and ">not reached<" in page


def test_letters_of_drugs_and_health_are_for_who_reads_their_detail(client, who, ines):
    """Probation is told need or no need; that another letter stands there now is told to who reads the letters."""
    assessed(who, "drugs_alcohol", "G", on=SEPTEMBER)
    assessed(who, "drugs_alcohol", "H", on=MARCH)
    assessed(who, "health", "D", on=MARCH)
    answer = read(client, ines, who)
    drugs = rows(answer)["Drugs and alcohol"]
    assert [(said.letter, said.text, said.need) for said in drugs.said] == [("", "", True), ("", "", True)]
    assert (drugs.move, drugs.notes) == (Move.STILL_NEED, [])
    assert "recovery services" not in answer.content.decode() and "Diagnosed" not in answer.content.decode()
    assert set(Entry.objects.filter(what="pathways.progress").latest("pk").categories) == {"identity", "pathways"}
    worker = make_for("drug_service", Role.PRACTITIONER)
    InvolvementFactory(offender=who, agency=worker.agency, reason="supports")
    answer = read(client, worker, who)
    drugs = rows(answer)["Drugs and alcohol"]
    assert ([said.letter for said in drugs.said], drugs.notes) == (["G", "H"], ["at another letter"])
    assert rows(answer)["Mental and physical health"].first.letter == ""
    entry = Entry.objects.filter(what="pathways.progress").latest("pk")
    assert set(entry.categories) == {"identity", "pathways", "treatment"}


def test_a_service_that_was_asked_is_read_with_its_item(client, who, ines):
    """Recovery for drugs is not there for probation, in no row and in no count, until the person consents."""
    home = plan_item(who, ines.agency, "accommodation")
    asked(home, date(2019, 3, 1), service="Housing options", answer="waiting_list", answered_on=date(2019, 3, 5))
    asked(home, date(2019, 1, 1), service="Hostel", answer="accepted", answered_on=date(2019, 1, 2),
          started_on=date(2019, 1, 11))  # fmt: skip
    drugs = plan_item(who, Agency.objects.get(code="drug_service"), "drugs_alcohol")
    asked(drugs, date(2019, 2, 1), service="Recovery service")
    page = read(client, ines, who).content.decode()
    assert "2 referrals that you may read: 1 begun (days to the start: median 10, longest 10)" in page
    assert "1 still waiting (longest so far 30 days)." in page
    assert "Recovery" not in page
    Consent.objects.create(
        offender=who, category="treatment", agency=ines.agency, given_on=TODAY, how="Signed.", recorded_by=ines
    )
    page = read(client, ines, who).content.decode()
    assert "3 referrals" in page and "Recovery service" in page and "longest so far 58 days" in page
    entry = Entry.objects.filter(what="pathways.progress").latest("pk")
    assert "treatment" in entry.categories


def test_nobody_waits_once_the_work_is_over(client, who, ines):
    item = plan_item(who, ines.agency, status="no_longer_needed", status_why="Moved.", status_on=date(2019, 3, 20))
    asked(item, date(2019, 3, 1), service="Money advice")
    page = read(client, ines, who).content.decode()
    assert "1 referral that you may read: 0 begun; 0 still waiting." in page
    assert "The item of the plan is over" in page


def test_another_set_of_pathways_is_compared_by_theme_alone(client, who, ines):
    """Preston's eight open on 1 January: victims are new, lifestyle is theirs no more, accommodation goes on."""
    first = date(2019, 1, 1)
    PathwaySet.objects.filter(code="bedfordshire").update(closes_on=first)
    PathwaySet.objects.filter(code="preston").update(opens_on=first)
    assessed(who, "accommodation", "F", on=SEPTEMBER)
    assessed(who, "lifestyle", "F", on=SEPTEMBER)
    assessed(who, "lifestyle", "A", on=DECEMBER)
    assessed(who, "pr_accommodation", "0", on=MARCH)
    found = rows(read(client, ines, who))
    assert len(found) == 9
    assert found["Accommodation"].move is Move.MET
    assert found["Accommodation"].notes == ["read by two sets: the need alone is compared"]
    assert [said.text for said in found["Accommodation"].said] == ["Street homeless", "No need"]
    assert found[Pathway.objects.get(code="pr_victims").name].move is Move.NEVER
    older = found["Lifestyle and associates (Bedfordshire’s eight)"]
    assert (older.move, older.notes[-1]) == (Move.MET, "not comparable with today: its set has no such pathway")
    assert list(found)[-1] == "Lifestyle and associates (Bedfordshire’s eight)"


def test_without_a_set_in_force_it_says_so(client, who, ines):
    PathwaySet.objects.filter(code="bedfordshire").update(closes_on=date(2019, 1, 1))
    assert "No set of pathways is in force today" in read(client, ines, who).content.decode()


def test_of_two_levels_of_a_day_the_need_stands(client, who, ines):
    assessed(who, "finance", "A", on=MARCH)
    assessed(who, "finance", "B", on=MARCH)
    assessed(who, "finance", "D", on=MARCH)
    found = rows(read(client, ines, who))["Finance, debt and benefits"]
    assert [said.letter for said in found.said] == ["B"]


def test_the_queries_do_not_grow(client, who, ines):
    item = plan_item(who, ines.agency, "accommodation")
    asked(item, date(2019, 3, 1), service="Hostel")
    assessed(who, "accommodation", "F", on=SEPTEMBER)

    def count():
        read(client, ines, who)
        with CaptureQueriesContext(connection) as found:
            read(client, ines, who)
        return len(found)

    few = count()
    for n in range(9):
        for code in EIGHT:
            assessed(who, code, "A", on=date(2019, 1, 1 + n))
        asked(plan_item(who, ines.agency, "finance"), date(2019, 3, 1 + n), service="Money advice")
    assert count() == few
