"""export_rag: exact, worked out now, nothing stored."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.models import Entry
from rag.models import Proposal
from tests.factories import ContactFactory, MembershipFactory, OffenderFactory, WarrantFactory, arrested
from tests.rag import register
from tests.rag.slow import Person

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def export(on="2019-03-31"):
    out = StringIO()
    call_command("export_rag", f"--as-of={on}", stdout=out)
    return out.getvalue()


def member(ref, **more):
    return MembershipFactory(offender__ref=ref, **more).offender


def test_rows_are_by_ref_byte_by_byte_and_reasons_are_sorted(scheme):
    """Upper case before lower, digits by their bytes, accents last."""
    for ref in ("é1", "b1", "a,1", "B10", "B2"):
        ContactFactory(offender=member(ref), due_on=date(2019, 3, 10))
    wanted = member("C1")
    WarrantFactory(offender=wanted)
    seen = member("D1")
    arrested(seen, date(2018, 1, 1))
    arrested(seen, date(2019, 3, 10))
    OffenderFactory(ref="no member")
    member("gone", offender__withdrawn=True)
    member("left", deselected_on=date(2019, 3, 31), deselection_code_id="5")
    assert export() == (
        "offender_ref,status,reasons\n"
        "B10,GREEN,no_concern\n"
        "B2,GREEN,no_concern\n"
        "C1,RED,wanted\n"
        "D1,AMBER+,arrest arrest_similar_or_higher engagement_not_evidenced\n"
        '"a,1",GREEN,no_concern\n'
        "b1,GREEN,no_concern\n"
        "é1,GREEN,no_concern\n"
    )


def test_the_demonstration_is_as_the_slow_implementation_has_it():
    files = register.demo()
    register.keep(files)
    severity = register.severities()
    people = [Person(files, ref, severity) for ref in sorted(row["offender_ref"] for row in files["offenders"])]
    day = date(2019, 3, 31)
    rows = [f"{p.ref},{s},{' '.join(codes)}" for p in people if p.is_member(day) for s, codes in [p.proposal(day)]]
    assert export().splitlines() == ["offender_ref,status,reasons", *rows]


def test_a_day_without_members_is_a_header(scheme):
    assert export("2001-01-01") == "offender_ref,status,reasons\n"


def test_nothing_is_stored(scheme):
    member("B1")
    export()
    assert not Proposal.objects.exists()


def test_each_row_is_a_disclosure_in_the_log(scheme):
    jarvis = member("B1")
    export()
    entry = Entry.objects.get()
    assert (entry.verb, entry.offender_id, entry.user_name) == ("disclosed", jarvis.pk, "command line")
    assert entry.channel == "export_rag"
    assert entry.reason.startswith("export_rag as of 2019-03-31, run by ")


@pytest.mark.parametrize("ref", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_ref_that_begins_like_a_formula_is_defused(ref, scheme):
    member(ref)
    assert "'" + ref in export()


@pytest.mark.parametrize(
    "text", ["20190331", "2019-3-31", "2019-02-29", "2019-W13-7", "today", "", "٢٠١٩-٠٣-٣١", "0001-01-01"]
)
def test_a_wrong_date_is_wrong_use(text):
    with pytest.raises(CommandError, match="is not a date"):
        export(text)


@pytest.mark.parametrize("words", [["--as-of", "2019-02-29"], []])
def test_wrong_use_ends_with_2(words):
    from django.core.management import ManagementUtility

    with pytest.raises(SystemExit) as ended:
        ManagementUtility(["manage.py", "export_rag", *words]).execute()
    assert ended.value.code == 2
