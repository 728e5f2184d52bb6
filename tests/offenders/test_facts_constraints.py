"""What the database refuses by itself about who somebody is, through raw SQL."""

from datetime import date

import pytest

from offenders.models import Address, Alias, Associate, Circumstance, Marker, Phone
from tests import constraints
from tests.constraints import Held, ref_once_a_source
from tests.factories import OffenderFactory

pytestmark = [pytest.mark.django_db, pytest.mark.services]
MARCH, JUNE = date(2019, 3, 1), date(2019, 6, 1)


def made(model, **values):
    def make():
        return model.objects.create(offender=OffenderFactory(), **values)

    return make


def a_tie():
    return Associate.objects.create(offender=OffenderFactory(), other=OffenderFactory(), **TIE)


TIE = {"kind": "family", "filed_under": "identity", "learned_from": "Himself", "from_on": MARCH}
WARNED = {"learned_from": "Police", "from_on": MARCH, "review_on": JUNE}
alias = made(Alias, kind="nickname", given_names="Spider")
home = made(Address, kind="home", lines="1 Fircroft Lane", postcode="LU1 2AB", from_on=MARCH)
of_none = made(Address, kind="no_fixed_abode", from_on=MARCH)
phone = made(Phone, kind="mobile", number="07700900123", from_on=MARCH)
circumstance = made(Circumstance, kind="employment", text="Works at the market", from_on=MARCH)
weapons = made(Marker, kind="weapons", **WARNED)
two_to_visit = made(Marker, kind="risk_to_staff", text="two to visit", **WARNED)
marac = made(Marker, kind="marac", **WARNED)
mappa = made(Marker, kind="mappa", mappa_category=1, mappa_level=1, **WARNED)
by_name = made(Associate, name="A Brother", **TIE)


def sent_once(name, table, make):
    """One form makes one row; what no form made is many."""
    key = "00000000-0000-4000-8000-000000000001"
    return Held(
        name,
        lambda: (make(), make()),
        refused=f"UPDATE {table} SET request_key = '{key}'",
        allowed=f"UPDATE {table} SET request_key = '{key}' WHERE id = (SELECT max(id) FROM {table})",
    )


def ends(name, table, make):
    return Held(
        name,
        make,
        refused=f"UPDATE {table} SET until_on = from_on - 1",
        allowed=f"UPDATE {table} SET until_on = from_on",
    )


def of_each(name, table, make):
    return [ref_once_a_source(f"{name}_ref_once_a_source", table, make), sent_once(f"{name}_sent_once", table, make)]


MARKER, ASSOCIATE, ADDRESS = "offenders_marker", "offenders_associate", "offenders_address"
TABLE = [
    *of_each("alias", "offenders_alias", alias),
    *of_each("address", ADDRESS, home),
    *of_each("phone", "offenders_phone", phone),
    *of_each("circumstance", "offenders_circumstance", circumstance),
    *of_each("marker", MARKER, weapons),
    *of_each("associate", ASSOCIATE, by_name),
    ends("address_ends_not_before_it_starts", ADDRESS, home),
    ends("phone_ends_not_before_it_starts", "offenders_phone", phone),
    ends("circumstance_ends_not_before_it_starts", "offenders_circumstance", circumstance),
    ends("associate_ends_not_before_it_starts", ASSOCIATE, by_name),
    Held(
        "alias_has_a_name",
        alias,
        refused="UPDATE offenders_alias SET given_names = ''",
        allowed="UPDATE offenders_alias SET given_names = '', family_name = 'Spider'; "
        "UPDATE offenders_alias SET given_names = 'Spider', family_name = ''",
    ),
    Held(
        "address_says_where_unless_of_no_fixed_abode",
        home,
        refused=f"UPDATE {ADDRESS} SET lines = '', postcode = ''",
        allowed=f"UPDATE {ADDRESS} SET lines = ''",
    ),
    Held(
        "address_says_where_unless_of_no_fixed_abode",
        of_none,
        refused=f"UPDATE {ADDRESS} SET postcode = 'LU1 2AB'",
    ),
    Held(
        "phone_is_digits",
        phone,
        refused="UPDATE offenders_phone SET number = '07700 900123'",
        allowed="UPDATE offenders_phone SET number = '10101'",
    ),
    Held("phone_is_digits", phone, refused="UPDATE offenders_phone SET number = '1010'"),
    Held("circumstance_says_what", circumstance, refused="UPDATE offenders_circumstance SET text = ''"),
    Held(
        "marker_mappa_has_category_and_level",
        mappa,
        refused=f"UPDATE {MARKER} SET mappa_category = 5",
        allowed=f"UPDATE {MARKER} SET mappa_category = 4",
    ),
    Held(
        "marker_mappa_has_category_and_level", mappa, refused=f"UPDATE {MARKER} SET mappa_level = 4, led_by = 'Police'"
    ),
    Held(
        "marker_mappa_has_category_and_level", mappa, refused=f"UPDATE {MARKER} SET mappa_level = 0, led_by = 'Police'"
    ),
    Held("marker_mappa_has_category_and_level", mappa, refused=f"UPDATE {MARKER} SET mappa_level = NULL"),
    Held("marker_mappa_has_category_and_level", weapons, refused=f"UPDATE {MARKER} SET mappa_level = 1"),
    Held(
        "marker_mappa_2_and_3_say_who_leads",
        mappa,
        refused=f"UPDATE {MARKER} SET mappa_level = 2, led_by = ''",
        allowed=f"UPDATE {MARKER} SET mappa_level = 2, led_by = 'Probation'",
    ),
    Held("marker_marac_says_only_that_there_is_one", marac, refused=f"UPDATE {MARKER} SET text = 'a name'"),
    Held("marker_marac_says_only_that_there_is_one", marac, refused=f"UPDATE {MARKER} SET led_by = 'a name'"),
    Held("marker_says_what_to_know", two_to_visit, refused=f"UPDATE {MARKER} SET text = ''"),
    Held("marker_says_where_it_comes_from", weapons, refused=f"UPDATE {MARKER} SET learned_from = ''"),
    Held(
        "marker_reviewed_not_before_it_starts",
        weapons,
        refused=f"UPDATE {MARKER} SET review_on = from_on - 1",
        allowed=f"UPDATE {MARKER} SET review_on = from_on",
    ),
    Held(
        "marker_ended_says_when_and_why",
        weapons,
        refused=f"UPDATE {MARKER} SET ended_on = from_on, ended_because = ''",
        allowed=f"UPDATE {MARKER} SET ended_on = from_on, ended_because = 'Over'",
    ),
    Held(
        "marker_ended_says_when_and_why",
        weapons,
        refused=f"UPDATE {MARKER} SET ended_on = from_on - 1, ended_because = 'Over'",
    ),
    Held("marker_ended_says_when_and_why", weapons, refused=f"UPDATE {MARKER} SET ended_because = 'Over'"),
    Held("associate_is_a_person_or_a_name", by_name, refused=f"UPDATE {ASSOCIATE} SET name = ''"),
    Held("associate_is_a_person_or_a_name", a_tie, refused=f"UPDATE {ASSOCIATE} SET name = 'A Brother'"),
    Held("associate_is_somebody_else", a_tie, refused=f"UPDATE {ASSOCIATE} SET other_id = offender_id"),
    Held("associate_says_where_it_comes_from", by_name, refused=f"UPDATE {ASSOCIATE} SET learned_from = ''"),
    Held(
        "associate_co_offender_is_filed_with_offending",
        by_name,
        refused=f"UPDATE {ASSOCIATE} SET kind = 'co_offender', filed_under = 'identifiers'",
        allowed=f"UPDATE {ASSOCIATE} SET kind = 'co_offender', filed_under = 'offending'; "
        f"UPDATE {ASSOCIATE} SET kind = 'co_offender', filed_under = 'intelligence_original'",
    ),
]


@constraints.each(TABLE)
def test_the_database_refuses(row):
    constraints.hold(row)


def test_every_constraint_of_these_tables_is_held():
    models = (Alias, Address, Phone, Circumstance, Marker, Associate)
    assert {row.name for row in TABLE} == {one.name for model in models for one in model._meta.constraints}
