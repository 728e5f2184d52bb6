"""Watching a ranking that is under way: the page says by itself when it has finished, and without scripts by a link."""

from agencies.models import User
from audit import clock
from ranking import actions
from ranking.models import Run
from tests.browser.test_pages import look


def asked(who="femi.ade"):
    actions.ask(by=User.objects.get(email=f"{who}@example.org"), after=Run.objects.latest("pk").pk)
    return Run.objects.get(status="waiting")


def test_a_ranking_is_watched_until_it_is_there(page_of, axe):
    page = page_of("femi.ade")
    page.goto("/ranking/")
    page.get_by_role("button", name="Rank now").click()
    part = page.locator("#ranking-progress")
    assert "is waiting for a worker" in part.inner_text()
    assert look(page, ["/ranking/", "/ranking/runs/"], axe) == ""
    page.goto("/ranking/")
    made = actions.carry_out(Run.objects.get(status="waiting").pk)
    page.get_by_text("A new ranking has finished").wait_for(timeout=600_000)
    assert page.evaluate("document.activeElement.tagName") == "BODY", "the focus is left where it was"
    assert axe(page) == []
    part.get_by_role("link", name="Show it").click()
    page.get_by_role("heading", name="Ranking as of 31 March 2019").wait_for()
    assert made.as_of == clock.today() and page.problems == []


def test_what_died_is_said_without_a_barrier(page_of, axe):
    run = asked()
    Run.objects.filter(pk=run.pk).update(status="died", attempts=3, died_of="lost", died_at=run.started_at)
    for size in ((1366, 768), (390, 844)):
        page = page_of("femi.ade", *size)
        assert look(page, ["/ranking/", "/ranking/runs/"], axe) == ""
    page.goto("/ranking/")
    assert "has come to no end" in page.locator("#ranking-progress").inner_text()


def test_without_scripts_a_link_refreshes(page_of):
    run = asked()
    page = page_of("femi.ade", java_script_enabled=False)
    page.goto("/ranking/")
    actions.carry_out(run.pk)
    page.locator("#ranking-progress").get_by_role("link", name="Refresh").click()
    assert page.get_by_role("heading", name="Ranking as of 31 March 2019").is_visible()
    assert page.locator("#ranking-progress").inner_text().strip() == ""
