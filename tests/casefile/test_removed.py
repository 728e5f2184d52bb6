"""What was removed from a record leaves a trace for its readers: who, what kind, when and why; not what it said."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from contacts import actions as contacts
from contacts.models import ContactNote
from enforcement.models import Warrant
from offenders.events import notes
from offenders.facts import actions as facts
from offenders.models import Address, Associate, Marker
from offenders.writing import remove
from tests.conftest import TODAY
from tests.exceptional import visit
from tests.factories import InvolvementFactory, OffenderFactory

pytestmark = pytest.mark.django_db
WHY = "That was his brother."


@pytest.fixture
def jarvis(scheme):
    """The police's case, which the drug service and probation support; housing is a stranger to it."""
    who = OffenderFactory(family_name="Jarvis")
    for agency, reason in (("police", "leads"), ("drug_service", "supports"), ("probation", "supervises")):
        InvolvementFactory(offender=who, agency=Agency.objects.get(code=agency), reason=reason)
    return who


def page(client, who):
    return visit(client, who).get(reverse("casefile:section", args=[who.public_id, "removed"]))


def listed(client, who):
    return [(one.what, one.who, one.because) for one in page(client, who).context["page"]]


def taken_off(row, by):
    facts.remove(row, version=row.version, because=WHY, by=by)


def warned(who, by, kind="marac", **more):
    days = {"from_on": TODAY, "review_on": TODAY + timedelta(90)}
    row = Marker(offender=who, kind=kind, learned_from="Report 7", **days | more)
    return facts.add(row, by=by, request_key=uuid4())


def lives_at(who, by, **more):
    row = Address(offender=who, kind="home", lines="1 Fircroft Lane", from_on=date(2019, 1, 1), **more)
    return facts.add(row, by=by, request_key=uuid4())


def test_who_removed_what_when_and_why_and_not_what_it_said(jarvis, person, signed_in):
    taken_off(lives_at(jarvis, person("aisha")), person("aisha"))
    said = page(signed_in("ben"), jarvis)
    assert listed(signed_in("ben"), jarvis) == [("Address", "Aisha Shaw, Police", WHY)]
    assert "Fircroft" not in said.content.decode()
    assert "1</b> row removed" in said.content.decode()


def test_what_stands_is_not_there_and_the_newest_is_first(jarvis, person, signed_in):
    aisha = person("aisha")
    lives_at(jarvis, aisha)
    assert listed(signed_in("aisha"), jarvis) == []
    came = {"kind": "office", "happened_on": TODAY, "at": None, "outcome": "", "text": "Came in."}
    note = contacts.record_contact(offender=jarvis, **came, by=aisha, request_key=uuid4())
    contacts.remove_note(note=note, version=note.version, because=WHY, by=aisha)
    assert not ContactNote.objects.exists()
    taken_off(Address.objects.get(), aisha)
    assert sorted(what for what, *_ in listed(signed_in("aisha"), jarvis)) == ["Address", "Contact note"]


def test_each_part_for_its_readers(jarvis, person, signed_in):
    """Warrants are flagged to the drug service, past addresses are read by it, notes go with their part."""
    aisha = person("aisha")
    warrant = Warrant.objects.create(offender=jarvis, kind="warrant", issued_on=TODAY, created_by=aisha)
    remove(warrant, what="enforcement.remove", offender=jarvis, category="offending", by=aisha, version=1, because=WHY)
    note = notes.add_note(
        offender=jarvis, category="offending", noted_on=TODAY, text="Seen in town.", by=aisha, request_key=uuid4()
    )
    notes.remove_note(note=note, version=1, because=WHY, by=aisha)
    assert {what for what, *_ in listed(signed_in("aisha"), jarvis)} == {"Warrant", "Note"}
    assert listed(signed_in("ben"), jarvis) == []


def test_that_there_was_a_marac_is_for_police_and_probation(jarvis, person, signed_in):
    InvolvementFactory(offender=jarvis, agency=Agency.objects.get(code="prison"), reason="supports")
    taken_off(warned(jarvis, person("aisha")), person("aisha"))
    taken_off(warned(jarvis, person("aisha"), "dog", text="An Alsatian."), person("aisha"))
    assert len(listed(signed_in("ines"), jarvis)) == 2
    from agencies.roles import Role
    from tests.people import make_for

    prison = signed_in("ben")
    prison.force_login(
        make_for("prison", Role.PRACTITIONER), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert len(listed(prison, jarvis)) == 1
    assert listed(signed_in("ben"), jarvis) == []  # boundaries at a flag: not what was removed of them


def test_a_tie_to_somebody_is_for_who_has_both(jarvis, person, signed_in):
    other = OffenderFactory(family_name="Iqbal")
    InvolvementFactory(offender=other, agency=Agency.objects.get(code="police"), reason="leads")
    row = Associate(
        offender=jarvis, other=other, kind="co_offender", filed_under="offending", learned_from="Custody record",
        from_on=TODAY,
    )  # fmt: skip
    taken_off(facts.add(row, by=person("aisha"), request_key=uuid4()), person("aisha"))
    assert len(listed(signed_in("aisha"), jarvis)) == len(listed(signed_in("aisha"), other)) == 1
    assert listed(signed_in("ines"), jarvis) == []


def test_what_an_import_took_back_is_nobodys_removal(jarvis, signed_in):
    Warrant.objects.create(offender=jarvis, kind="warrant", issued_on=TODAY, import_number=7).delete()
    assert listed(signed_in("aisha"), jarvis) == []


def test_another_persons_are_not_there(jarvis, person, signed_in):
    other = OffenderFactory(family_name="Iqbal")
    InvolvementFactory(offender=other, agency=Agency.objects.get(code="police"), reason="leads")
    taken_off(lives_at(other, person("aisha")), person("aisha"))
    assert listed(signed_in("aisha"), jarvis) == []


def test_the_number_of_queries_does_not_grow_with_what_was_removed(jarvis, person, signed_in):
    aisha, client = person("aisha"), signed_in("aisha")
    taken_off(lives_at(jarvis, aisha), aisha)
    page(client, jarvis)
    with CaptureQueriesContext(connection) as few:
        page(client, jarvis)
    for _ in range(6):
        taken_off(lives_at(jarvis, aisha), aisha)
    with CaptureQueriesContext(connection) as many:
        assert len(listed(client, jarvis)) == 7
    assert len(many) == len(few)
