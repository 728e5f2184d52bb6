"""A real Chromium on the running product, with the demonstration's register in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings

CHROMIUM = os.environ.get("IOM_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
AXE = Path(django_settings.BASE_DIR) / "static" / "vendor" / "axe" / "axe.min.js"
# What WCAG 2.2 AA asks for, and what axe calls good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHECK = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(" ")).slice(0, 3).join(" | ")}`);
}"""


def pytest_collection_modifyitems(items):
    """Everything in this folder needs a browser and commits."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no Chromium here"))


@pytest.fixture
def browser(monkeypatch) -> Iterator:
    playwright = pytest.importorskip("playwright.sync_api")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield opened
        opened.close()


@pytest.fixture
def page_of(browser, demo, live_server) -> Callable:
    """`page_of("aisha.shaw")` is a page in which that account of the demonstration has signed in by the page."""
    from exchange.demo.accounts import ACCOUNTS

    passwords = {account.email.split("@")[0]: account.password for account in ACCOUNTS}

    def get(who: str | None, width: int = 1366, height: int = 768, **more):
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=live_server.url, **more)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda said: page.problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        if who:
            page.goto("/account/login/")
            page.fill("[name=login] >> visible=true", f"{who}@example.org")
            page.fill("[name=password] >> visible=true", passwords[who])
            page.click(".sign-in__form button")
            page.wait_for_url(lambda url: "/login/" not in url)
        return page

    return get


@pytest.fixture
def axe() -> Callable:
    """`axe(page)` is what breaks WCAG 2.2 AA on the page as it stands."""
    if not AXE.exists():
        pytest.skip("static/vendor/axe is not prepared: make setup")
    source = AXE.read_text(encoding="utf-8")

    def check(page) -> list[str]:
        page.evaluate(source)
        return page.evaluate(CHECK, RULES)

    return check
