"""Which letters follow a code, how one goes, which version is taken, and what may stand in it: pure rules."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from agencies.categories import Category, Level
from agencies.rules import Levels
from audit.code_lists import rows
from cohorts.code_lists import DATA
from cohorts.rules import merging
from cohorts.rules.letters import (
    FOLLOWS,
    HANDOVERS,
    How,
    LetterKind,
    LetterStatus,
    LetterStep,
    after,
    follows,
    lang_of,
    template_for,
    ways,
)
from cohorts.rules.merging import Block, Field, blocks, examples, merged, problems, reaches, used, withheld

P, PARTNERS, AGENCY, TEAM = LetterKind
ON = date(2019, 3, 31)
C = Category


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        ("1", [P, PARTNERS, TEAM]),
        ("2", [P, PARTNERS, AGENCY]),
        ("3", [P, PARTNERS]),
        ("4", [P, PARTNERS, TEAM]),
        ("5", [P, PARTNERS]),
        ("6A", [P, PARTNERS]),
        ("6B", [PARTNERS]),  # nobody writes to who died or was deported
        ("6C", [P, PARTNERS]),
    ],
)
def test_what_follows_each_code(code, kinds):
    assert list(follows(code)) == kinds


def test_every_code_of_the_list_is_in_the_table():
    assert set(FOLLOWS) == {row["code"] for row in rows(DATA / "deselection.csv")}


S, T = LetterStatus, LetterStep
GOES = {
    (S.KEPT, T.SEND): S.SENT,
    (S.KEPT, T.TAKE_BACK): S.TAKEN_BACK,
    (S.SENT, T.CONFIRM): S.CONFIRMED,
    (S.SENT, T.REFUSE): S.REFUSED,
    (S.REFUSED, T.TAKE_BACK): S.TAKEN_BACK,
}


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("step", LetterStep)
@pytest.mark.parametrize("now", LetterStatus)
def test_the_whole_grid_of_steps(now, step, kind):
    """A letter to the person or to partners is answered by nobody."""
    answered = step in (T.CONFIRM, T.REFUSE) and kind in (P, PARTNERS)
    assert after(kind, now, step) == (None if answered else GOES.get((now, step)))


@pytest.mark.parametrize("kind", LetterKind)
def test_a_handover_is_shown_here_and_a_letter_leaves_on_paper(kind):
    assert ways(kind) == ((How.SHOWN_HERE,) if kind in HANDOVERS else (How.HANDED_OVER, How.POSTED, How.READ_OUT))
    assert not any("mail" in how.value for how in How)


@dataclass(frozen=True)
class Row:
    code_id: str | None
    language: str
    version: int
    from_on: date = date(2000, 1, 1)
    kind: str = "person"


ANY, TWO = Row(None, "English", 1), Row("2", "English", 1)
WELSH = Row(None, "Welsh", 1)


@pytest.mark.parametrize(
    ("there", "language", "taken"),
    [
        ([ANY], "", ANY),
        ([ANY, TWO], "", TWO),
        ([ANY, Row("3", "English", 9)], "", ANY),
        ([ANY, TWO, WELSH], "Welsh", WELSH),  # in their own language, though it is for any code
        ([ANY, TWO, WELSH], " welsh ", WELSH),
        ([ANY, TWO, WELSH], "Polish", TWO),  # else in English
        ([WELSH], "English", None),
        ([ANY, Row(None, "Welsh", 1, ON + timedelta(1))], "Welsh", ANY),  # to come tomorrow
        ([ANY, Row(None, "Welsh", 1, ON)], "Welsh", Row(None, "Welsh", 1, ON)),
        ([ANY, Row(None, "English", 2, ON), Row(None, "English", 3, ON + timedelta(1))], "",
         Row(None, "English", 2, ON)),
        ([Row(None, "English", 1, kind="partners")], "", None),
    ],
)  # fmt: skip
def test_the_version_that_is_taken(there, language, taken):
    assert template_for(there, P, "2", language, ON) == taken


@pytest.mark.parametrize(
    ("language", "lang"), [("English", "en-GB"), ("welsh ", "cy"), ("Cymraeg", "cy"), ("Polish", "")]
)
def test_the_language_as_a_machine_is_told_it(language, lang):
    assert lang_of(language) == lang


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (P, "Dear {given_names},\n\n{paragraph}", []),
        (P, "Dear {given_name},", ["Line 1: {given_name} is no merge field"]),
        (P, "Dear\n\n{ nmae }", ["Line 3: {nmae} is no merge field"]),
        (P, "a { b", ["Line 1: a brace without its other"]),
        (P, "a } b", ["Line 1: a brace without its other"]),
        (P, "a {} b", ["Line 1: a brace without its other, or without a field in it"]),
        (P, "{name}\n{code_words}", ["Line 2: {code_words} is of “sanitised intelligence”, which a letter to the"]),
        (P, "{code}", ["Line 1: {code} says nothing in a letter to the person"]),
        (P, "{rag}", ["Line 1: {rag} says nothing in a letter to the person"]),
        (PARTNERS, "{name} {left_on} {supervision}", []),
        (PARTNERS, "{code}", ["Line 1: {code} is of “scheme (cohort, RAG status, panel decisions, own actions)”, "
                              "which a letter to partners may not carry beyond that it exists and its date"]),
        (PARTNERS, "{rag}", ["Line 1: {rag} is of “scheme"]),
        (PARTNERS, "{paragraph}", ["Line 1: {paragraph} says nothing in a letter to partners"]),
        (AGENCY, "{code} {rag} {plan_items} {appointments} {supervision}", []),
        (AGENCY, "{code_words}", ["Line 1: {code_words} is of “sanitised intelligence”"]),
        (TEAM, "{code_words} {rag}", []),
        (TEAM, "{nothing}\n{else}", ["Line 1: {nothing}", "Line 2: {else}"]),
    ],
)  # fmt: skip
def test_what_may_stand_in_a_template(kind, text, said):
    found = problems(kind, text)
    assert len(found) == len(said) and all(one.startswith(begins) for one, begins in zip(found, said, strict=True))


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize(
    "part", [C.TREATMENT, C.HEALTH, C.VICTIMS, C.INTELLIGENCE_ORIGINAL, C.TARGETING, C.SCORES, C.BOUNDARIES]
)
def test_no_letter_carries_what_needs_consent_or_is_of_others(part, kind):
    """Were there a field of it: refused whatever the letter, even that there is something."""
    there = {"x": Field("x", "x", "x", {part: Level.FLAG})}
    assert problems(kind, "{x}", there) == [f"Line 1: {{x}} is of “{part.label}”, which {WHOSE[kind]} may not carry."]


WHOSE = {
    P: "a letter to the person",
    PARTNERS: "a letter to partners",
    AGENCY: "a handover to a single agency",
    TEAM: "a handover to the neighbourhood team",
}


@pytest.mark.parametrize("level", [Level.FLAG, Level.READ])
@pytest.mark.parametrize("allowed", [None, Level.FLAG, Level.READ])
def test_a_field_needs_the_level_that_it_tells(allowed, level, monkeypatch):
    monkeypatch.setattr(merging, "ALLOWED", {P: {C.CUSTODY: allowed} if allowed else {}})
    there = {"x": Field("x", "x", "x", {C.CUSTODY: level})}
    assert bool(problems(P, "{x}", there)) is ((allowed or Level.NONE) < level)


def test_the_products_own_letters_are_in_order():
    listed = list(rows(DATA / "letters.csv"))
    wrong = [
        (row["file"], said)
        for row in listed
        for text in (row["title"], (DATA / "letters" / row["file"]).read_text(encoding="utf-8"))
        for said in problems(LetterKind(row["kind"]), text)
    ]
    assert wrong == []
    assert all("this project’s own" in row["source"] for row in listed)


def test_each_letter_that_follows_has_words_to_begin_with():
    there = {(row["kind"], row["code"]) for row in rows(DATA / "letters.csv")}
    wanted = {(kind.value, code) for code, kinds in FOLLOWS.items() for kind in kinds}
    assert [one for one in wanted if one not in there and (one[0], "") not in there] == []


def test_codes_3_and_4_say_the_same_to_the_person():
    """Else a letter would tell whether the police have intelligence."""
    files = {row["code"]: row["file"] for row in rows(DATA / "letters.csv") if row["kind"] == "person"}
    assert files["3"] == files["4"]
    words = (DATA / "letters" / files["3"]).read_text(encoding="utf-8").lower()
    assert not any(word in words for word in ("police", "intelligence", "suspect"))


def test_values_are_put_in_once():
    assert merged("{name} and {name}\n{own}", {"name": "{own}", "own": "x"}) == "{own} and {own}\nx"
    assert merged("{nmae} {", {"name": "x"}) == "{nmae} {"


def test_every_field_has_a_value_that_is_nobodys():
    assert set(examples()) == set(merging.FIELDS) and all(examples().values())


def test_what_levels_do_not_reach_is_not_said():
    held = Levels({C.IDENTITY: Level.READ, C.SCHEME: Level.FLAG})
    values = {"name": "IVES, Ann", "left_on": "1 March 2019", "rag": "GREEN", "today": "31 March 2019"}
    assert withheld(values, held, "–") == values | {"rag": "–"}
    assert reaches(held, "{name} {left_on} {today}") and not reaches(held, "{name} {rag}")


def test_fields_of_a_text_each_once():
    assert [one.name for one in used("{name} { name }\n{today} {zzz}")] == ["today", "name"]


def test_paragraphs_and_lists():
    text = "Dear Ann,\nhello\n\nYou have:\n- one\n- two\nand so on\n\n\n"
    assert blocks(text) == [
        Block(("Dear Ann,", "hello")),
        Block(("You have:",)),
        Block(("one", "two"), is_list=True),
        Block(("and so on",)),
    ]
    assert blocks("") == []
