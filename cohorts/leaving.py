"""Reading the evidence for each deselection code; and what is said of somebody who left before."""

from dataclasses import dataclass
from datetime import date

from agencies.models.areas import AreaLevel
from audit.months import add_months
from cohorts.models import Membership
from cohorts.rules import evidence as rules
from cohorts.settings import limits, numbers
from offenders.models import (
    Address,
    Contact,
    CustodySpell,
    Disposal,
    ExpectedRelease,
    IntelligenceReport,
    Offence,
    Offender,
    Supervision,
)
from pathways.models import Pathway, PathwayAssessment


def facts_of(person: Offender, on: date) -> rules.Facts:
    """What the records say of one person up to a day."""
    proved = Offence.objects.filter(arrest__offender=person, arrest__arrested_on__lte=on)
    proved = proved.filter(disposal__in=Disposal.positive()).order_by("arrest__arrested_on", "pk")
    reports = IntelligenceReport.objects.filter(offender=person, received_on__lte=on)
    kept = Contact.objects.filter(offender=person, due_on__lte=on, outcome="kept")
    supervisions = Supervision.objects.in_force(on).filter(offender=person)
    spell = CustodySpell.objects.covering(on).filter(offender=person).order_by("-sentence_days", "pk").first()
    release = ExpectedRelease.objects.standing(on).filter(offender=person).order_by("expected_on").first()
    return rules.Facts(
        proved=tuple(proved.values_list("pk", "arrest__arrested_on")),
        reports=tuple(rules.Report(*row) for row in reports.values_list("pk", "received_on", "intelligence_grade",
                                                                        "kind")),
        kept=tuple(kept.values_list("pk", "due_on")),
        supervisions=tuple(supervisions.values_list("pk", "started_on")),
        pathways=_pathways(person, on),
        open_spell=rules.Spell(spell.pk, spell.admitted_on, spell.sentence_days) if spell else None,
        expected_on=release.expected_on if release else None,
        outside=_outside(person, on),
    )  # fmt: skip


def _pathways(person: Offender, on: date) -> dict[str, bool | None]:
    latest = PathwayAssessment.objects.filter(offender=person).newest(on).select_related("level")
    needs = {row.level.pathway_id: row.level.need for row in latest}
    return {pathway.name: needs.get(pathway.code) for pathway in Pathway.objects.in_force(on)}


def _outside(person: Offender, on: date) -> tuple[str, ...]:
    """Where somebody lives outside the scheme: the home area, or an address that holds."""
    found = [f"Home area: {person.area.name}"] if person.area.level == AreaLevel.OUTSIDE else []
    rows = Address.objects.in_force(on).filter(offender=person, area__level=AreaLevel.OUTSIDE).select_related("area")
    found += [f"{row.get_kind_display()} address in {row.area.name}" for row in rows if row.area]
    return tuple(found)


def evidence_of(person: Offender, code: str, said: rules.Said, on: date) -> tuple[rules.Piece, ...]:
    """Every piece of one code's evidence, as the records have it on the day."""
    return rules.evidence(code, facts_of(person, on), said, on, limits(on))


@dataclass(frozen=True)
class After:
    """What the scheme says of the time after the last deselection of somebody who is on no cohort."""

    left_on: date
    code: str
    cooling_off_until: date
    follow_up_until: date
    on: date

    @property
    def cools_off(self) -> bool:
        return self.on < self.cooling_off_until

    @property
    def is_followed_up(self) -> bool:
        return self.on < self.follow_up_until


def after_leaving(person: Offender, on: date) -> After | None:
    """None where somebody is on a cohort, or never left one."""
    theirs = Membership.objects.filter(offender=person)
    if theirs.current(on).exists():
        return None
    last = theirs.filter(deselected_on__lte=on).order_by("-deselected_on", "-pk").first()
    if last is None or last.deselected_on is None:
        return None
    months = numbers(on)
    return After(
        last.deselected_on,
        last.deselection_code_id or "",
        add_months(last.deselected_on, months["cooling_off_months"]),
        add_months(last.deselected_on, months["follow_up_months"]),
        on,
    )
