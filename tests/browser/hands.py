"""The hands of somebody at work: with a pointer, or with the keys alone. Both read every page that they come to.

What a person does has one word for both: `open` a link, `press` a button, `fill`, `choose` and `select` by the words
that stand beside them. Nobody types an address: where no link leads, nobody gets.
"""

import re
from collections.abc import Callable
from typing import Any

LONGEST_WAY = 150  # so many times Tab is pressed before something counts as out of reach
# What has the focus: what it is called, what kind of thing it is, and whether the eye finds it.
FOCUS = """() => {
  const it = document.activeElement;
  const labels = it.labels && it.labels.length ? [...it.labels].map((label) => label.textContent) : null;
  const said = labels ? labels.join(" ") : it.getAttribute("aria-label") || it.textContent || it.value || "";
  const box = it.getBoundingClientRect();
  const style = getComputedStyle(it);
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const ringed = (outlined && style.outlineColor !== "rgba(0, 0, 0, 0)") || style.boxShadow !== "none";
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const marked = ringed || it.nextElementSibling?.matches(".govuk-radios__label, .govuk-checkboxes__label");
  return {name: said.replace(/\\s+/g, " ").trim(), kind: it.type || it.tagName.toLowerCase(),
          group: it.closest("fieldset")?.querySelector("legend")?.textContent.trim() || "",
          seen: it === document.body || (marked && inside && box.width > 0)};
}"""


class Hands:
    """Somebody at a page. `axe` checks each page; without scripts it cannot run, and the outcome counts."""

    def __init__(self, page: Any, axe: Callable[[Any], list[str]] | None) -> None:
        self.page, self.axe = page, axe
        self.wrong: list[str] = []

    # what differs between them
    def open(self, name: str) -> None:
        raise NotImplementedError

    def unfold(self, name: str) -> None:
        raise NotImplementedError

    def press(self, name: str) -> None:
        raise NotImplementedError

    def fill(self, label: str, text: str) -> None:
        raise NotImplementedError

    def choose(self, label: str, of: str = "") -> None:
        """One of several; `of` is what the group is called."""
        raise NotImplementedError

    def select(self, label: str, option: str) -> None:
        """The first option that begins so."""
        raise NotImplementedError

    # what is the same
    def go(self, act: Callable[[], None]) -> None:
        """Do what leads to another page, and look at that page."""
        with self.page.expect_navigation():
            act()
        self.look()

    def look(self) -> None:
        """Every page is read as it comes: no barrier, nothing wider than the screen, no mistake of ours."""
        if "/why/" in self.page.url:
            return
        found = self.axe(self.page) if self.axe else []
        if self.axe and self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the screen")
        self.wrong += [f"{self.page.url}: {one}" for one in [*found, *self.page.problems]]
        self.page.problems.clear()

    def mistaken(self, press: str, says: str) -> None:
        """Send a form that is not right: the page says what is wrong. The browser says of the answer that it is 422."""
        with self.page.expect_navigation():
            self._send(press)
        assert any("422" in said for said in self.page.problems) or not self.axe, self.page.problems
        self.page.problems.clear()
        self.look()
        self.reads("There is a problem", says)

    def _send(self, name: str) -> None:
        raise NotImplementedError

    def reads(self, *words: str) -> None:
        """What the page says, as it stands before the eye."""
        said = flat(self.page.locator("main").inner_text())
        missing = [one for one in words if flat(one) not in said]
        assert not missing, f"{self.page.url} does not say {missing}; it says: {said[:1500]}"

    def reads_not(self, *words: str) -> None:
        said = flat(self.page.locator("main").inner_text())
        assert not [one for one in words if flat(one) in said], said

    def find(self, words: str, person: str) -> None:
        """By the one box of every page, and on to the person."""
        self.fill("Find a person", words)
        self.go(lambda: self.page.keyboard.press("Enter"))
        self.open(person)
        self.reads(person)


class Pointer(Hands):
    """Clicks; without a script in the page as well as with."""

    def open(self, name: str) -> None:
        self.go(lambda: self.page.get_by_role("link", name=spaced(name)).first.click())

    def unfold(self, name: str) -> None:
        self.page.locator("summary", has_text=name).first.click()

    def press(self, name: str) -> None:
        self.go(lambda: self._send(name))

    def _send(self, name: str) -> None:
        self.page.get_by_role("button", name=spaced(name)).first.click()

    def fill(self, label: str, text: str) -> None:
        self._one("textbox", "searchbox", of=self.page, name=label).fill(text)

    def choose(self, label: str, of: str = "") -> None:
        where = self.page.get_by_role("group", name=of) if of else self.page
        self._one("radio", "checkbox", of=where, name=label).check()

    def _one(self, role: Any, other: Any, *, of: Any, name: str) -> Any:
        return of.get_by_role(role, name=name).or_(of.get_by_role(other, name=name)).first

    def select(self, label: str, option: str) -> None:
        box = self.page.get_by_label(label).first
        box.select_option(label=next(one for one in box.locator("option").all_inner_texts() if one.startswith(option)))


class Keyboard(Hands):
    """Tab, Enter, Space, arrows and letters, and nothing else; what has the focus is always to be seen."""

    def open(self, name: str) -> None:
        self._reach(name, "a")
        self.go(lambda: self.page.keyboard.press("Enter"))

    def unfold(self, name: str) -> None:
        self._reach(name, "summary")
        self.page.keyboard.press("Enter")

    def press(self, name: str) -> None:
        self.go(lambda: self._send(name))

    def _send(self, name: str) -> None:
        self._reach(name, "submit")
        self.page.keyboard.press("Enter")

    def fill(self, label: str, text: str) -> None:
        self._reach(label, "text", "search", "textarea", "password", "email")
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def choose(self, label: str, of: str = "") -> None:
        """Into the group by Tab, and along it by the arrows, as radio buttons are."""
        for _ in range(LONGEST_WAY):
            now = self._step()
            if of not in now["group"]:
                continue
            if now["kind"] == "radio" and self._along(label):
                return
            if now["kind"] == "checkbox" and label in now["name"]:
                self.page.keyboard.press("Space")
                return
        raise AssertionError(f"no Tab leads to {label!r} on {self.page.url}")

    def _along(self, label: str) -> bool:
        first = None
        while (now := self._focus())["name"] != first:
            first = first or now["name"]
            if label in now["name"]:
                self.page.keyboard.press("Space")
                return True
            self.page.keyboard.press("ArrowDown")
        return False

    def select(self, label: str, option: str) -> None:
        self._reach(label, "select-one")
        self.page.keyboard.type(option)
        chosen = self.page.evaluate("document.activeElement.selectedOptions[0].text")
        assert chosen.startswith(option), chosen

    def skip(self) -> None:
        """The first stop of a page leads past its head, into what it is about."""
        assert self._step()["name"] == "Skip to main content"
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "main"

    def _reach(self, name: str, *kinds: str) -> None:
        for _ in range(LONGEST_WAY):
            now = self._step()
            if now["kind"] in kinds and name in now["name"]:
                return
        raise AssertionError(f"no Tab leads to {name!r} on {self.page.url}")

    def _step(self) -> dict[str, Any]:
        self.page.keyboard.press("Tab")
        now = self._focus()
        if not now["seen"]:
            self.wrong.append(f"{self.page.url}: the focus on {now['name'][:60]!r} is not to be seen")
        return now

    def _focus(self) -> dict[str, Any]:
        return self.page.evaluate(FOCUS)


def spaced(name: str) -> re.Pattern[str]:
    """The words with any space between them: before what is said to the ear alone a browser may count one."""
    return re.compile(r"\s*".join(re.escape(part) for part in re.findall(r"\w+|[^\w\s]", name)))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
