"""What holds of every template, every value and every reader: letters carry no more than is let through."""

from hypothesis import given
from hypothesis import strategies as st

from agencies.categories import Category, Level
from agencies.rules import Levels
from cohorts.rules.letters import HANDOVERS, LetterKind, LetterStatus, LetterStep, after
from cohorts.rules.merging import ALLOWED, FIELDS, blocks, merged, problems, reaches, used, withheld

KINDS = st.sampled_from(list(LetterKind))
NAMES = st.sampled_from([*FIELDS, "nmae", "victims", ""])
WORDS = st.text(alphabet="ab -\n{}", max_size=8)
TEXTS = st.lists(st.one_of(NAMES.map("{{{}}}".format), WORDS), max_size=8).map("".join)
LEVELS = st.dictionaries(st.sampled_from(list(Category)), st.sampled_from(list(Level))).map(Levels)
VALUES = st.fixed_dictionaries({name: st.text(min_size=1, max_size=5) for name in FIELDS})


@given(KINDS, TEXTS)
def test_a_template_without_a_problem_tells_its_recipient_nothing_that_they_may_not_have(kind, text):
    if not problems(kind, text):
        assert all(
            ALLOWED[kind].get(category, Level.NONE) >= level
            for one in used(text)
            for category, level in one.parts.items()
        )


@given(KINDS, TEXTS, VALUES)
def test_of_a_template_without_a_problem_no_brace_is_left_but_in_a_value(kind, text, values):
    if not problems(kind, text):
        assert not set("{}") & set(merged(text, dict.fromkeys(values, "x")))


@given(LEVELS, VALUES)
def test_what_is_not_withheld_is_of_parts_that_are_held(held, values):
    hidden = object()
    for name, value in withheld(values, held, hidden).items():
        has = all(held.level(category) >= level for category, level in FIELDS[name].parts.items())
        assert (value is not hidden) is has is reaches(held, f"{{{name}}}")


@given(st.text(alphabet="ab -\n", max_size=60))
def test_no_word_is_lost_between_the_text_and_its_paragraphs(text):
    shown = "".join(line for block in blocks(text) for line in block.lines)
    assert [c for c in shown if c in "ab"] == [c for c in text if c in "ab"]


@given(KINDS, st.lists(st.sampled_from(list(LetterStep)), max_size=12))
def test_whatever_is_tried_a_letter_that_was_given_was_kept_first_and_only_a_handover_is_answered(kind, steps):
    now, was = LetterStatus.KEPT, [LetterStatus.KEPT]
    for step in steps:
        now = after(kind, now, step) or now
        was.append(now)
    if now in (LetterStatus.CONFIRMED, LetterStatus.REFUSED):
        assert kind in HANDOVERS and LetterStatus.SENT in was
    if LetterStatus.SENT in was and kind not in HANDOVERS:
        assert now is LetterStatus.SENT
