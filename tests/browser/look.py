"""Pictures of pages of a running demonstration, to look at; not a test.

    python -m tests.browser.look FOLDER aisha.shaw lantern-otter-27 / /panels/ /reports/ --size 390x844

An address that begins with "find:" is searched for, and the first person found is opened.
"""

import argparse
import re
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("who")
    parser.add_argument("password")
    parser.add_argument("addresses", nargs="+")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    take(parser.parse_args())


def take(wanted: argparse.Namespace) -> None:
    wanted.folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(side) for side in wanted.size.split("x"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": width, "height": height}, base_url=wanted.url)
        sign_in(page, f"{wanted.who}@example.org", wanted.password)
        for address in wanted.addresses:
            go(page, address)
            name = re.sub(r"\W+", "-", address).strip("-") or "first"
            page.screenshot(path=wanted.folder / f"{name}-{wanted.size}.png", full_page=True)
        browser.close()


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/account/login/")
    page.fill("[name=login] >> visible=true", email)
    page.fill("[name=password] >> visible=true", password)
    page.click(".sign-in__form button")
    page.wait_for_load_state()


def go(page: Page, address: str) -> None:
    if not address.startswith("find:"):
        page.goto(address)
        return
    page.goto("/")
    page.fill("#find", address.removeprefix("find:"))
    page.press("#find", "Enter")
    page.wait_for_load_state()
    page.locator("table.people tbody a").first.click()
    page.wait_for_load_state()


if __name__ == "__main__":
    main()
