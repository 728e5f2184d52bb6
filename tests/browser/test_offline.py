"""Nothing that was typed is lost: without a connection for a moment, and when somebody was signed out meanwhile."""

import pytest

from offenders.models import Note, Offender
from tests.browser.test_signing_out import sign_out

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "Rang her sister: she was not at home last night."


def write(page, person):
    """A note half written, by the links."""
    page.goto(f"/people/{person.public_id}/")
    page.get_by_role("link", name="Notes").click()
    page.get_by_role("link", name="Write a note").click()
    page.get_by_label("Part of the record").select_option("offending")
    page.get_by_label("Note", exact=True).fill(SAID)


def stands(page):
    assert page.get_by_label("Note", exact=True).input_value() == SAID
    assert page.get_by_label("Part of the record").input_value() == "offending"


@pytest.fixture
def chloe(demo):
    return Offender.objects.get(family_name="Popescu", given_names="Chloe")


def test_without_a_connection_a_form_is_not_sent_into_nothing(page_of, axe, chloe):
    page = page_of("aisha.shaw")
    write(page, chloe)
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_text("There is no connection just now, so nothing was sent.").wait_for()
    stands(page)
    assert axe(page) == []
    page.wait_for_timeout(1100)  # a button that was pressed a moment ago is not pressed again: GOV.UK's own patience
    page.context.set_offline(False)
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_text("The note is kept.").wait_for()
    assert page.get_by_text(SAID).is_visible()
    assert Note.objects.filter(offender=chloe, text=SAID).count() == 1


@pytest.mark.parametrize("leaves", [False, True])
def test_leaving_a_page_half_written_asks_first(leaves, page_of, chloe):
    page = page_of("aisha.shaw")
    write(page, chloe)
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept() if leaves else dialog.dismiss()

    page.on("dialog", answer)
    page.context.set_offline(not leaves)
    page.get_by_role("link", name="Today").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    if leaves:
        page.wait_for_url("**/today/")
    else:
        stands(page)


@pytest.mark.parametrize("script", [True, False])
def test_who_was_signed_out_while_writing_is_given_it_back(script, page_of, chloe):
    page = page_of("aisha.shaw", java_script_enabled=script)
    write(page, chloe)
    other = page.context.new_page()
    other.goto("/today/")
    sign_out(other)
    page.get_by_role("button", name="Keep the note").click()
    page.wait_for_url("**/account/login/**")
    page.fill("[name=login] >> visible=true", "aisha.shaw@example.org")
    page.fill("[name=password] >> visible=true", "lantern-otter-27")
    page.click(".sign-in__form button")
    page.get_by_text("You were signed out before this was saved.").wait_for()
    stands(page)
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_text("The note is kept.").wait_for()
    assert Note.objects.filter(offender=chloe, text=SAID).count() == 1
