"""Which letters follow one deselection, and how far each is; which are still to be written, of many people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import Agency, AgencyKind
from cohorts.models import DecisionState, Deselection, Letter, LetterTemplate, Membership
from cohorts.rules.letters import LetterKind, LetterStatus, follows, template_for
from offenders.models import Involvement, InvolvementReason, Offender

# Partners are written to whose work with the person is of the scheme's, custody's, supervision's or identity's part.
# That an agency holds an appointment, a plan item or an action may say what it is about, and names nobody here.
OPENLY = (
    InvolvementReason.HOME_POLICE, InvolvementReason.SUPERVISES, InvolvementReason.HOLDS, InvolvementReason.UNDER_18,
    InvolvementReason.REFERRED, InvolvementReason.LEADS, InvolvementReason.SUPPORTS,
)  # fmt: skip
TAKEN_BACK = LetterStatus.TAKEN_BACK


@dataclass(frozen=True)
class Slot:
    """One letter that follows: of which kind, to which agency, and the letter where it is written."""

    kind: LetterKind
    agency: Agency | None
    letter: Letter | None = None
    before: list[Letter] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """To be written, to be given, or to be written anew since its agency did not take it on."""
        return self.letter is None or self.letter.status in (LetterStatus.KEPT, LetterStatus.REFUSED)

    @property
    def recipient(self) -> str:
        return self.agency.name if self.agency else "The person"


def has_left(row: Deselection) -> bool:
    """Whether the person is on no cohort from the deselection's day on: from one of two alone nothing follows."""
    day = row.decided_on
    return day is not None and not Membership.objects.current(day).filter(offender=row.offender_id).exists()


def slots(row: Deselection) -> list[Slot]:
    """The letters that follow a decided deselection, in the order of the page; four statements at most."""
    if row.decided_on is None or not has_left(row):
        return []
    letters = Letter.objects.filter(deselection=row).select_related("agency", "template", "sent_by", "answered_by")
    return _slots(row, list(letters), _openly([row]), _police())


def _slots(row: Deselection, letters: list[Letter], openly: list[Involvement], police: list[Agency]) -> list[Slot]:
    wanted = _wanted(row, openly, police)
    standing = {(one.kind, one.agency_id): one for one in letters if one.status != TAKEN_BACK}
    # An agency that is no longer involved keeps the letter that was written to it.
    wanted += [
        (LetterKind(one.kind), one.agency)
        for key, one in standing.items()
        if key not in {(kind.value, agency.pk if agency else None) for kind, agency in wanted}
    ]
    before: dict[tuple[str, int | None], list[Letter]] = defaultdict(list)
    for one in letters:
        if one.status == TAKEN_BACK:
            before[one.kind, one.agency_id].append(one)
    order = {kind: place for place, kind in enumerate(LetterKind)}
    return [
        Slot(kind, agency, standing.get(key), before.get(key, []))
        for kind, agency in sorted(wanted, key=lambda pair: order[pair[0]])
        for key in [(kind.value, agency.pk if agency else None)]
    ]


def _wanted(
    row: Deselection, openly: list[Involvement], police: list[Agency]
) -> list[tuple[LetterKind, Agency | None]]:
    """By what follows the code. Who decided knows; who is handed the person is not written to twice."""
    involved = {one.agency_id: one.agency for one in openly if one.offender_id == row.offender_id and _then(one, row)}
    home = next((one.agency for one in openly if one.offender_id == row.offender_id and _is_home(one, row)), None)
    team = home or next(iter(police), None)
    kinds = follows(row.code_id)
    told = {user.agency_id for user in (row.created_by, row.answered_by) if user is not None}
    found: list[tuple[LetterKind, Agency | None]] = []
    if LetterKind.PERSON in kinds:
        found.append((LetterKind.PERSON, None))
    if LetterKind.AGENCY in kinds and row.single_agency:
        found.append((LetterKind.AGENCY, row.single_agency))
        told.add(row.single_agency_id)
    if LetterKind.NEIGHBOURHOOD in kinds and team:
        found.append((LetterKind.NEIGHBOURHOOD, team))
        told.add(team.pk)
    partners = sorted((a for pk, a in involved.items() if pk not in told), key=lambda a: (a.position, a.code))
    return found + [(LetterKind.PARTNERS, agency) for agency in partners]


def _then(one: Involvement, row: Deselection) -> bool:
    """On the day of the deselection, or until that very day."""
    day = row.decided_on
    return day is not None and one.from_on <= day and (one.until_on is None or day <= one.until_on)


def _is_home(one: Involvement, row: Deselection) -> bool:
    return one.reason == InvolvementReason.HOME_POLICE and _then(one, row)


def _openly(rows: Iterable[Deselection]) -> list[Involvement]:
    found = Involvement.objects.filter(offender__in=[row.offender_id for row in rows], reason__in=OPENLY)
    return list(found.select_related("agency").order_by("from_on", "pk"))


def _police() -> list[Agency]:
    return list(Agency.objects.filter(kind=AgencyKind.POLICE))


def decided_and_left(since: date, on: date) -> QuerySet[Deselection]:
    """Deselections of a day or later, of people who are on no cohort now."""
    member = Membership.objects.current(on).filter(offender=OuterRef("offender"))
    rows = Deselection.objects.filter(~Exists(member), state=DecisionState.MADE)
    return rows.filter(Q(met_on__gte=since, met_on__lte=on) | Q(met_on=None, answered_on__gte=since))


def people(since: date, on: date) -> set[int]:
    """The numbers of all of whom letters are looked for."""
    return set(decided_and_left(since, on).order_by().values_list("offender_id", flat=True))


def to_do(whom: Iterable[int], since: date, on: date) -> list[tuple[Deselection, list[Slot]]]:
    """What is still open of the letters of these people, by their last deselection; four statements for any number."""
    found = decided_and_left(since, on).filter(offender__in=whom)
    found = found.select_related("created_by", "answered_by", "single_agency")
    rows = list(found.order_by("offender_id", "-pk").distinct("offender_id"))
    if not rows:
        return []
    letters: dict[int, list[Letter]] = defaultdict(list)
    for one in Letter.objects.filter(deselection__in=[row.pk for row in rows]).select_related("agency"):
        letters[one.deselection_id].append(one)
    openly, police = _openly(rows), _police()
    still = [(row, [s for s in _slots(row, letters[row.pk], openly, police) if s.is_open]) for row in rows]
    return [(row, open_ones) for row, open_ones in still if open_ones]


def handed_to(agency: int | None, people: Iterable[int]) -> QuerySet[Letter]:
    """The handovers that an agency has not answered."""
    rows = Letter.objects.filter(agency=agency, status=LetterStatus.SENT, offender__in=people)
    return rows.filter(kind__in=[LetterKind.AGENCY.value, LetterKind.NEIGHBOURHOOD.value]).order_by("sent_on", "pk")


def template_of(kind: LetterKind, code: str, person: Offender, on: date) -> LetterTemplate | None:
    """The version that a letter is written by: the person's own letter in their first language, where there is one."""
    language = person.first_language if kind is LetterKind.PERSON else ""
    return template_for(LetterTemplate.objects.filter(kind=kind.value), kind, code, language, on)
