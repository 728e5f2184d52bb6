"""What stands on a RAG document: one page that an officer reads on patrol, as far as its reader may see.

It is cut to one side of A4 whatever there is to say: so many lines of each part, "and 4 more" where there are more.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from agencies.categories import Category
from agencies.templatetags.iom_pages import rag_word, uk_date
from casefile.person.identity import readable_reason
from casefile.writing import Here
from documents import storage
from documents.models import Document
from documents.photo import photograph_of
from documents.rules import KINDS, Kind
from enforcement.models import Warrant
from offenders.custody.queries import expected_of
from offenders.facts import markers, reading
from offenders.models import Address, LicenceCondition, Offender
from rag.visible import ADVICE, ASK_LEAD

LONGEST_LINE = 105
MOST = 4
PAPERS = (Kind.MG6, Kind.MG7, Kind.LICENCE, Kind.BAIL_CONDITIONS, Kind.PREVIOUS_CONVICTIONS)


@dataclass
class Block:
    """A heading with its lines; `strong` is what an officer must know before they knock."""

    heading: str
    lines: list[str]
    strong: bool = False
    most: int = MOST
    empty: str = ""
    in_a_row: bool = False

    @property
    def shown(self) -> list[str]:
        return [_cut(line) for line in self.lines[: self.most]]

    @property
    def more(self) -> int:
        return max(0, len(self.lines) - self.most)


@dataclass
class Sheet:
    """All of it, the categories that it shows, and the other people whom it names: both go into the log."""

    status: str
    said: str
    reason: str
    photo: str
    photo_on: str
    blocks: list[Block]
    categories: set[Category] = field(default_factory=lambda: {Category.IDENTITY})
    named: list[Offender] = field(default_factory=list)


def _cut(line: str) -> str:
    words = " ".join(line.split())
    return words if len(words) <= LONGEST_LINE else f"{words[: LONGEST_LINE - 1].rstrip()}…"


def sheet(here: Here) -> Sheet:
    bar, lens = here.bar, here.lens
    made = Sheet("", "", "", "", "", [])
    if lens.knows_of(Category.SCHEME):
        made.categories.add(Category.SCHEME)
        made.status = bar.status or ""
        made.said = ADVICE.get(made.status, rag_word(bar.status))
        made.reason = _cut(readable_reason(lens, bar))
    _photograph(here, made)
    for part in PARTS:
        made.blocks += part(here, made)
    return made


def _photograph(here: Here, made: Sheet) -> None:
    """In the page itself: the sheet is one file."""
    version = photograph_of(here.person.pk) if here.lens.reads(Category.IDENTITY) else None
    content = storage.content_of(version.stored_as, version.sha256) if version else None
    if version and content:
        made.photo = f"data:{version.kept_as.media_type};base64,{b64encode(content).decode()}"
        made.photo_on = uk_date(version.document.dated_on)


def _warnings(here: Here, made: Sheet) -> Iterator[Block]:
    """What endangers whoever meets them, and wanted; nothing is said where the reader may know of neither."""
    lines = []
    if here.lens.reads(Category.OFFENDING):
        made.categories.add(Category.OFFENDING)
        rows = Warrant.objects.in_force(here.on).filter(offender=here.person).order_by("issued_on")
        lines += [f"WANTED: {row.get_kind_display()}, since {uk_date(row.issued_on)}" for row in rows]
    standing = markers.standing(here.person, here.view.levels, here.user, here.on)
    if standing:
        made.categories.add(Category.BOUNDARIES)
        said = [(one.strong, f"{one.words} (since {uk_date(one.on)})") for one in standing]
        # What is dangerous stands first: it is not cut off by how often somebody is wanted.
        lines = [words for strong, words in said if strong] + lines + [words for strong, words in said if not strong]
    if made.status == ASK_LEAD and ADVICE[ASK_LEAD] not in lines:
        lines.insert(0, ADVICE[ASK_LEAD])
    if lines:
        yield Block("Warnings", lines, strong=True, most=5)


def _scheme(here: Here, made: Sheet) -> Iterator[Block]:
    if here.lens.knows_of(Category.SCHEME):
        lines = [f"{name}, since {uk_date(day)}" for name, day in here.bar.cohorts]
        yield Block("Why on the scheme", lines, empty="Not on a cohort", in_a_row=True)


def _liberty(here: Here, made: Sheet) -> Iterator[Block]:
    """In custody or out, the order they are under, and its conditions."""
    lens, bar = here.lens, here.bar
    lines = []
    if lens.knows_of(Category.CUSTODY):
        made.categories.add(Category.CUSTODY)
        lines.append(_where(here))
        expected = expected_of(here.person, here.on) if lens.reads(Category.CUSTODY) and bar.custody else None
        lines += [f"Release expected on {uk_date(expected.expected.expected_on)}"] if expected else []
    if bar.supervision:
        made.categories.add(Category.SUPERVISION)
        what = bar.supervision.get_order_type_display() if lens.reads(Category.SUPERVISION) else "Supervised"
        ends = f" until {uk_date(bar.supervision.ended_on)}" if bar.supervision.ended_on else ""
        lines.append(f"{what}{ends}")
    if lines:
        yield Block("Custody and supervision", lines)
    if lens.reads(Category.SUPERVISION):
        yield from _conditions(here)


def _where(here: Here) -> str:
    if not here.bar.custody:
        return "At liberty"
    where = f", {here.bar.custody.establishment}" if here.lens.reads(Category.CUSTODY) else ""
    return f"In custody{where}, since {uk_date(here.bar.custody.admitted_on)}"


def _conditions(here: Here) -> Iterator[Block]:
    """What was written for this licence first: a curfew, a place to keep away from; the standard ones after it."""
    holds = Q(until_on=None) | Q(until_on__gt=here.on)
    rows = LicenceCondition.objects.filter(holds, offender=here.person, from_on__lte=here.on).select_related(
        "condition"
    )
    own_first = rows.order_by("-condition__additional", "condition__position", "pk")
    lines = [row.text or row.condition.text for row in own_first]
    if lines:
        yield Block("Licence conditions", lines)


def _addresses(here: Here, made: Sheet) -> Iterator[Block]:
    if not here.lens.reads(Category.IDENTITY):
        return
    found = reading.present(Address, here.person, here.view, here.user, here.on)
    lines = [
        f"{row.get_kind_display()}: {', '.join(filter(None, [row.lines, row.postcode]))}"
        for row in (fact.row for fact in found)
        if row.from_on <= here.on
    ]
    yield Block("Addresses", lines, empty="None recorded", most=3)


def _associates(here: Here, made: Sheet) -> Iterator[Block]:
    """Only those of whom the reader sees both people."""
    ties = reading.associates(here.person, here.view, here.user, here.on)
    ties = [tie for tie in ties if tie.row.until_on is None or tie.row.until_on > here.on]
    if ties:
        made.categories |= {Category(tie.row.filed_under) for tie in ties}
        made.named += [tie.other for tie in ties[:MOST] if tie.other is not None]
        lines = [f"{tie.name} ({str(tie.row.get_kind_display()).lower()})" for tie in ties]
        yield Block("Associates", lines, in_a_row=True)


def _papers(here: Here, made: Sheet) -> Iterator[Block]:
    """The papers of the case that the reader can open here, by kind and date."""
    rows = Document.objects.filter(offender=here.person, kind__in=PAPERS).readable_by(here.view.levels)
    found = list(rows.order_by("-dated_on", "-pk").values_list("kind", "dated_on", "category"))
    if found:
        made.categories |= {Category(category) for _, _, category in found[:MOST]}
        lines = [f"{KINDS[Kind(kind)]}, {uk_date(day)}" for kind, day, _ in found]
        yield Block("Papers on file", lines, in_a_row=True, most=3)


def _contact(here: Here, made: Sheet) -> Iterator[Block]:
    """What to do, in the order in which it is done."""
    lead = here.bar.lead
    who = "nobody leads this case: tell the IOM coordinator"
    if lead:
        who = f"{lead.officer.full_name}, {lead.agency.name}" if lead.officer else lead.agency.name
    warned = any(block.strong for block in made.blocks)
    lines = [
        *(["Read the warnings above before you approach."] if warned else []),
        f"Tell who leads the case of any contact, the same day: {who}.",
        "Record what you saw and where in IOM, or ask the lead to.",
    ]
    yield Block("On contact", lines)


PARTS = (_warnings, _scheme, _liberty, _addresses, _associates, _papers, _contact)
