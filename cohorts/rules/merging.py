"""Merge fields: the closed list, where each may stand, and putting values into a template. No ORM, no clock.

A field is a word in braces: {name}. Each says which parts of a record it is of and how much of them it tells
(spec/access.md, section 2). A letter is read by whom it is for and is filed under the scheme's part: a template whose
fields its recipient may not have is refused, with the line and the field.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from agencies.categories import Category, Level
from agencies.rules import Levels
from cohorts.rules.letters import LetterKind

READ, FLAG = Level.READ, Level.FLAG
C = Category
PERSON, PARTNERS, AGENCY, NEIGHBOURHOOD = LetterKind

# What each recipient may be told at most: the person their own facts, but nothing of intelligence, victims or others;
# an agency what the default agreement gives every kind of agency (partners), or every kind that reads the scheme's
# part. Drugs and health need consent, and a letter stays in the file: they stand in none.
ALLOWED: Mapping[LetterKind, Mapping[Category, Level]] = {
    PERSON: {C.IDENTITY: READ, C.SCHEME: READ, C.CUSTODY: READ, C.SUPERVISION: FLAG, C.ENGAGEMENT: READ,
             C.PATHWAYS: READ},
    PARTNERS: {C.IDENTITY: READ, C.SCHEME: FLAG, C.CUSTODY: FLAG, C.SUPERVISION: FLAG, C.ENGAGEMENT: READ,
               C.PATHWAYS: READ},
    AGENCY: {C.IDENTITY: READ, C.SCHEME: READ, C.CUSTODY: READ, C.SUPERVISION: FLAG, C.ENGAGEMENT: READ,
             C.PATHWAYS: READ},
    NEIGHBOURHOOD: {C.IDENTITY: READ, C.SCHEME: READ, C.CUSTODY: READ, C.SUPERVISION: FLAG, C.ENGAGEMENT: READ,
                    C.PATHWAYS: READ, C.INTELLIGENCE_SANITISED: FLAG},
}  # fmt: skip
WHOSE: Mapping[LetterKind, str] = {
    PERSON: "a letter to the person",
    PARTNERS: "a letter to partners",
    AGENCY: "a handover to a single agency",
    NEIGHBOURHOOD: "a handover to the neighbourhood team",
}


@dataclass(frozen=True)
class Field:
    """One merge field: what it says, the parts that it is of, for whom it means something, and an invented value."""

    name: str
    words: str
    example: str
    parts: Mapping[Category, Level] = field(default_factory=dict)
    kinds: frozenset[LetterKind] = frozenset(LetterKind)


TO_AGENCIES = frozenset({PARTNERS, AGENCY, NEIGHBOURHOOD})
OWN_WORDS = "paragraph"
_FIELDS = (
    Field("today", "the day on which the letter is written", "31 March 2019"),
    Field("scheme", "the name of the scheme", "the county’s scheme"),
    Field("writer", "who writes the letter", "A. Writer"),
    Field("writing_agency", "the agency that writes it", "an agency of the scheme"),
    Field("recipient", "the agency that it is for", "an agency of the scheme", kinds=TO_AGENCIES),
    Field("name", "the person’s name", "EXAMPLE, Alex", {C.IDENTITY: READ}),
    Field("given_names", "the person’s given names", "Alex", {C.IDENTITY: READ}),
    Field("date_of_birth", "the person’s date of birth", "1 January 1990", {C.IDENTITY: READ}),
    Field("address", "the person’s address of today", "1 Example Street", {C.IDENTITY: READ}),
    Field("home_area", "the person’s home area", "Example Town", {C.IDENTITY: READ}),
    Field("lead", "who leads the case", "an officer, an agency of the scheme", {C.IDENTITY: READ}),
    Field("left_on", "the day on which the person left the scheme", "29 March 2019", {C.SCHEME: FLAG}),
    Field("code", "the code of the deselection", "2", {C.SCHEME: READ}, TO_AGENCIES),
    # Codes 1, 3 and 4 say what the police know, or that they know nothing.
    Field("code_words", "the words of the code", "At least 75% of the pathways have been successfully stabilised …",
          {C.SCHEME: READ, C.INTELLIGENCE_SANITISED: FLAG}),
    Field("single_agency", "the agency that goes on with the person (code 2)", "an agency of the scheme",
          {C.SCHEME: READ}),
    Field("receiving_area", "where the person has moved to (code 5)", "Example County", {C.SCHEME: READ}),
    Field("reassess_on", "the day of the reassessment (code 6A)", "1 May 2022", {C.SCHEME: READ}),
    Field("follow_up_until", "until when the scheme follows up", "29 March 2020", {C.SCHEME: READ}),
    Field("rag", "the RAG status and its day, as whoever reads the scheme’s part alone is told it",
          "GREEN, decided on 4 March 2019", {C.SCHEME: READ}, TO_AGENCIES),
    Field("supervision", "whether the person is supervised, and until when", "until 30 June 2019",
          {C.SUPERVISION: FLAG}),
    Field("plan_items", "the open items of the care plan: to an agency its own, without those about drugs or health",
          "- Accommodation: keeps the tenancy. Next: pays by standing order. Review 3 May 2019", {C.PATHWAYS: READ}),
    Field("appointments", "the appointments to come: to an agency its own", "- 9 April 2019, an agency of the scheme",
          {C.ENGAGEMENT: READ}),
    Field(OWN_WORDS, "a paragraph that whoever writes the letter adds", "(what you write for this person stands here)",
          kinds=frozenset({PERSON})),
)  # fmt: skip
FIELDS: Mapping[str, Field] = {one.name: one for one in _FIELDS}

_BRACES = re.compile(r"\{([^{}\n]*)\}|([{}])")


@dataclass(frozen=True)
class Mark:
    """A field as it stands in a text, and on which line; `name` is empty for a brace without its other."""

    line: int
    name: str


def marks(text: str) -> Iterator[Mark]:
    for number, line in enumerate(text.splitlines(), start=1):
        for found in _BRACES.finditer(line):
            yield Mark(number, "" if found[2] else found[1].strip())


def used(text: str, fields: Mapping[str, Field] = FIELDS) -> tuple[Field, ...]:
    """The fields of a text, each once, in the order of the list."""
    names = {mark.name for mark in marks(text)}
    return tuple(one for one in fields.values() if one.name in names)


def problems(kind: LetterKind, text: str, fields: Mapping[str, Field] = FIELDS) -> list[str]:
    """What is wrong with a template, a sentence each with its line; nothing where it may be used."""
    return [said for mark in marks(text) if (said := _problem(kind, mark, fields))]


def _problem(kind: LetterKind, mark: Mark, fields: Mapping[str, Field]) -> str:
    where = f"Line {mark.line}: "
    if not mark.name:
        return f"{where}a brace without its other, or without a field in it."
    shown = f"{{{mark.name}}}"
    one = fields.get(mark.name)
    if one is None:
        return f"{where}{shown} is no merge field. The fields are listed beside the text."
    if kind not in one.kinds:
        return f"{where}{shown} says nothing in {WHOSE[kind]}."
    for category, level in one.parts.items():
        allowed = ALLOWED[kind].get(category, Level.NONE)
        if allowed < level:
            return f"{where}{shown} is of “{category.label}”, which {WHOSE[kind]} may not carry{_as_far(allowed)}."
    return ""


def _as_far(allowed: Level) -> str:
    return " beyond that it exists and its date" if allowed is FLAG else ""


def parts_of(text: str) -> frozenset[Category]:
    """Of which parts of a record a letter by this template is."""
    return frozenset(category for one in used(text) for category in one.parts)


def withheld(values: Mapping[str, str], held: Levels, instead: str) -> dict[str, str]:
    """The values as far as these levels reach; what they do not reach is said by `instead`."""
    return {name: value if _reaches(held, FIELDS[name]) else instead for name, value in values.items()}


def reaches(held: Levels, text: str) -> bool:
    """Whether these levels have all that a letter by this template may tell."""
    return all(_reaches(held, one) for one in used(text))


def _reaches(held: Levels, one: Field) -> bool:
    return all(held.level(category) >= level for category, level in one.parts.items())


def merged(text: str, values: Mapping[str, str]) -> str:
    """The text with its values, put in once: a brace in a value stays as it is, and so does what is no field."""
    return _BRACES.sub(lambda found: found[0] if found[2] else values.get(found[1].strip(), found[0]), text)


def examples() -> dict[str, str]:
    """A value for each field that is nobody's."""
    return {one.name: one.example for one in FIELDS.values()}


@dataclass(frozen=True)
class Block:
    """A paragraph of lines, or a list of items."""

    lines: tuple[str, ...]
    is_list: bool = False


def blocks(text: str) -> list[Block]:
    """A letter's paragraphs, apart by an empty line; lines that begin with a dash are a list."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        found += _blocks([line.strip() for line in part.splitlines() if line.strip()])
    return found


def _blocks(lines: Iterable[str]) -> list[Block]:
    found: list[Block] = []
    for line in lines:
        is_list = line.startswith("- ")
        said = line.removeprefix("- ")
        if found and found[-1].is_list is is_list:
            found[-1] = Block((*found[-1].lines, said), is_list)
        else:
            found.append(Block((said,), is_list))
    return found
