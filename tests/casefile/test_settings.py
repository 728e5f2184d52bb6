"""The scheme's settings: read and changed by a coordinator; every change says before and after in the log."""

from datetime import date
from fractions import Fraction
from html import unescape
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from casefile.models import WorklistRule
from casefile.settings import actions
from casefile.settings.kinds import KINDS
from casefile.worklist.thresholds import limits
from cohorts.code_lists import ALWAYS
from cohorts.models import SchemeSetting
from cohorts.settings import limits as of_the_scheme
from cohorts.settings import measures
from contacts.models import ContactStandard, MissRule
from retention.models import ReviewGroup
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db

LIST = "/settings/"
RELEASE = "/settings/worklist/row/release/"
STANDARD = "/settings/contact-standard/add/"


@pytest.fixture
def femi(signed_in):
    """The coordinator, signed in."""
    return signed_in("femi")


def stood(client, address):
    page = client.get(address)
    assert page.status_code == 200
    return page.context["stood"]


def test_every_table_says_its_rows_and_where_each_number_comes_from(femi):
    page = unescape(femi.get(LIST).content.decode())
    for row in (*WorklistRule.objects.all(), *ContactStandard.objects.all(), *MissRule.objects.all()):
        assert row.source in page
    assert "4 a week, 1 at home" in page
    assert page.count("Group ") >= ReviewGroup.objects.count()


def test_the_page_costs_the_same_however_many_standards_there_are(femi, scheme):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert femi.get(LIST).status_code == 200
        return len(captured)

    queries()
    few = queries()
    ContactStandard.objects.bulk_create(
        ContactStandard(code=f"s{n}", cohort="BD", weekly=3, from_on=TODAY, source="Delivery group") for n in range(30)
    )
    assert queries() == few


def test_a_threshold_is_changed_and_today_counts_by_it(femi, scheme):
    assert limits()["release"].number == 28
    sent = {"number": 21, "unit": "days", "source": "Delivery group of 2 March 2019", "stood": stood(femi, RELEASE)}
    assert femi.post(RELEASE, sent).status_code == 302
    assert limits()["release"].number == 21
    entry = Entry.objects.filter(what="settings.change").get()
    assert (entry.detail["before"]["number"], entry.detail["after"]["number"]) == (28, 21)
    assert entry.user_name == "Femi Ade"


def test_who_was_slower_is_told_what_it_says_now_and_loses_nothing(femi):
    first = stood(femi, RELEASE)
    WorklistRule.objects.filter(code="release").update(number=35)
    sent = {"number": 21, "unit": "days", "source": "Delivery group", "stood": first}
    page = femi.post(RELEASE, sent)
    assert page.status_code == 422
    text = page.content.decode()
    assert "Somebody has changed this since you opened it" in text and "How long: 35" in text
    assert 'value="21"' in text and limits()["release"].number == 35
    assert femi.post(RELEASE, sent | {"stood": page.context["stood"]}).status_code == 302
    assert limits()["release"].number == 21


@pytest.mark.parametrize(("number", "status"), [(0, 422), (1, 302), (999, 302), (1000, 422)])
def test_how_long_is_a_number_that_can_be_meant(femi, number, status):
    sent = {"number": number, "unit": "days", "source": "Delivery group", "stood": stood(femi, RELEASE)}
    assert femi.post(RELEASE, sent).status_code == status


def standard(**changes):
    day = {"from_on": f"{TODAY:%d %m %Y}"}
    return {"request_key": str(uuid4()), "weekly": 3, "at_home": 1, "source": "Delivery group"} | day | changes


def test_a_standard_is_added_once_however_often_its_form_is_sent(femi, scheme):
    sent = standard(status="GREEN")
    for _ in range(2):
        assert femi.post(STANDARD, sent).status_code == 302
    row = ContactStandard.objects.exclude(code="default").get()
    assert (row.status, row.cohort, row.weekly, row.at_home, row.from_on) == ("GREEN", "", 3, 1, TODAY)
    assert Entry.objects.filter(what="settings.add").count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"from_on": "30 03 2019"}, "what was before stays as it was"),
        ({"weekly": 1, "at_home": 2}, "No more at home than there are in all"),
        ({"source": ""}, "Say where the number comes from"),
        ({"cohort": "XX"}, "XX"),
    ],
)
def test_a_standard_that_cannot_be_is_refused_in_words(femi, scheme, changes, words):
    page = femi.post(STANDARD, standard(**changes))
    assert page.status_code == 422 and words in page.content.decode()
    assert ContactStandard.objects.count() == 1


def test_what_has_begun_stays(femi, scheme, person):
    """The default counts since 2018: another is added, and it is not rewritten."""
    assert "/contact-standard/row/default/" not in femi.get(LIST).content.decode()
    row, kind = ContactStandard.objects.get(code="default"), KINDS["contact-standard"]
    values = {"weekly": 1, "at_home": 0}
    with pytest.raises(ValidationError, match="can no longer be changed"):
        actions.change(kind=kind, row=row, values=values, stood=actions.standing(row, values), by=person("femi"))
    row.refresh_from_db()
    assert row.weekly == 4


def test_a_rule_of_misses_ends_on_a_day_and_cannot_end_in_the_past(femi):
    address = "/settings/misses/row/licence_first/"
    said = stood(femi, address)
    assert femi.post(address, {"until_on": "30 03 2019", "stood": said}).status_code == 422
    assert femi.post(address, {"until_on": "30 04 2019", "stood": said}).status_code == 302
    assert MissRule.objects.get(code="licence_first").until_on == date(2019, 4, 30)


def test_a_period_of_records_keeps_the_bounds_of_its_table(femi):
    address = "/settings/records/row/3/"
    sent = {
        "clear_years": 7,
        "again_years": 6,
        "until_age": "",
        "source": "Force policy",
        "stood": stood(femi, address),
    }
    assert femi.post(address, sent | {"clear_years": 0}).status_code == 422
    assert femi.post(address, sent).status_code == 302
    group = ReviewGroup.objects.get(code="3")
    assert (group.clear_years, group.until_age) == (7, None)


STABLE = "/settings/scheme/row/stable_percent/"


def number(client, **changes):
    said = {"number": 80, "from_on": "01 05 2019", "source": "Delivery group of 2 March 2019"}
    return said | {"stood": stood(client, STABLE)} | changes


def test_the_numbers_of_the_scheme_say_what_they_count_and_from_which_day(femi):
    page = unescape(femi.get(LIST).content.decode())
    for said in ("Code 2: so many of a hundred pathways stabilised, at least", "75%", "1,826 days", "6 months",
                 "the beginning"):  # fmt: skip
        assert said in page
    for row in SchemeSetting.objects.all():
        assert row.source in page
    assert "In per cent, from 1 to 100." in unescape(femi.get(STABLE).content.decode())
    assert "In months, from 0 to 60." in femi.get("/settings/scheme/row/cooling_off_months/").content.decode()


def test_a_number_of_the_scheme_counts_from_its_day_and_the_one_before_until_then(femi):
    sent = number(femi)
    for _ in range(2):  # a double click
        assert femi.post(STABLE, sent).status_code == 302
    assert [row.number for row in SchemeSetting.objects.filter(code="stable_percent")] == [75, 80]
    assert of_the_scheme(date(2019, 4, 30)).stable == Fraction(3, 4)
    assert of_the_scheme(date(2019, 5, 1)).stable == Fraction(4, 5)
    entry = Entry.objects.filter(what="settings.change").get()
    assert (entry.detail["before"]["number"], entry.detail["after"]["number"]) == (75, 80)
    assert (entry.detail["setting"], entry.detail["after"]["from_on"]) == ("scheme", "2019-05-01")
    page = unescape(femi.get(LIST).content.decode())
    assert "75%" in page and "80%" in page
    assert page.count(STABLE) == 1  # what is to come is what is changed next


def test_a_number_to_come_is_changed_itself_and_another_day_is_another(femi):
    femi.post(STABLE, number(femi))
    assert femi.post(STABLE, number(femi, number=85)).status_code == 302
    assert femi.post(STABLE, number(femi, number=70, from_on="15 04 2019")).status_code == 302
    found = SchemeSetting.objects.filter(code="stable_percent").values_list("number", "from_on")
    assert list(found) == [(75, ALWAYS), (70, date(2019, 4, 15)), (85, date(2019, 5, 1))]


def test_who_was_slower_with_a_number_of_the_scheme_is_told(femi):
    slow = number(femi, number=90)
    femi.post(STABLE, number(femi))
    page = femi.post(STABLE, slow)
    assert page.status_code == 422
    assert "Somebody has changed this since you opened it. It says now: How many: 80" in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"number": 0}, 422),
        ({"number": 1}, 302),
        ({"number": 100}, 302),
        ({"number": 101}, 422),
        ({"from_on": "30 03 2019"}, 422),
        ({"from_on": "31 03 2019"}, 302),
        ({"source": ""}, 422),
    ],
)
def test_a_number_of_the_scheme_keeps_its_bounds_and_the_days_before(femi, changes, status):
    assert femi.post(STABLE, number(femi, **changes)).status_code == status
    assert SchemeSetting.objects.filter(code="stable_percent").count() == 1 + (status == 302)


def test_each_number_of_the_scheme_has_its_bounds_and_is_within_them():
    found = measures()
    assert set(found) == set(SchemeSetting.objects.values_list("code", flat=True))
    assert all(found[row.code].least <= row.number <= found[row.code].most for row in SchemeSetting.objects.all())


@pytest.mark.parametrize(
    "address",
    [
        "/settings/nothing/add/",
        "/settings/worklist/add/",
        "/settings/worklist/row/no/",
        "/settings/scheme/row/no/",
        "/settings/scheme/add/",
    ],
)
def test_what_there_is_not_is_not_found(femi, address):
    assert femi.get(address).status_code == 404


@pytest.mark.parametrize("who", ["aisha", "esther", "hari", "karl"])
def test_nobody_else_changes_them(person, who):
    row, kind = WorklistRule.objects.get(code="release"), KINDS["worklist"]
    with pytest.raises(PermissionDenied):
        actions.change(kind=kind, row=row, values={"number": 1}, stood="", by=person(who))
