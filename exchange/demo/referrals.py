"""The cohorts with their published criteria, a referral that waits, one that is deferred, and a proposed deselection.

All of it is invented, and says so; nobody comes on or leaves by it, so that every published figure stays as it is.
"""

from datetime import date, timedelta

from agencies.models import Agency, User
from agencies.roles import Role
from cohorts.examples import examples
from cohorts.leaving import evidence_of
from cohorts.models import Cohort, Deselection, Membership, Referral, ReferralBy, SelectionDecision
from cohorts.rules.evidence import Said
from cohorts.screening import place_on, run_of_the, screening_of
from offenders.models import CustodySpell, Involvement, InvolvementReason, Offender
from offenders.querysets import OffenderQuerySet

INVENTED = "Invented for the demonstration."
POLICE = "police"


def tell(day: date) -> None:
    """As the police's practitioner, coordinator and panel chair would have written it."""
    _criteria()
    outside = Offender.objects.on_the_register().exclude(memberships__isnull=False).order_by("-ref")
    waiting, deferred = _of_police(outside, 0), _of_police(outside, 1)
    if waiting is not None:
        _refer(waiting, "HI", day - timedelta(days=4), f"Arrested again and again since the winter. {INVENTED}")
    if deferred is not None:
        row = _refer(deferred, "BD", day - timedelta(days=20), f"Keeps company of known burglars. {INVENTED}")
        _defer(row, day)
    _propose_deselection(day)


def _of_police(rows: OffenderQuerySet, place: int) -> Offender | None:
    """Of those whom the police know of by their home."""
    known = Involvement.objects.filter(agency__code=POLICE, reason=InvolvementReason.HOME_POLICE, until_on=None)
    return rows.filter(pk__in=known.values("offender"))[place : place + 1].first()


def _criteria() -> None:
    """The published criteria of those cohorts that the register has."""
    for code, example in examples().items():
        Cohort.objects.filter(code=code, criteria="").update(
            purpose=example.purpose, criteria=example.criteria, checks=example.checks, origin=example.origin
        )


def _staff(role: Role) -> User:
    return User.objects.filter(agency__code=POLICE, role_holdings__role=role).order_by("pk")[0]


def _refer(person: Offender, cohort: str, on: date, why: str) -> Referral:
    by, police = _staff(Role.PRACTITIONER), Agency.objects.get(code=POLICE)
    row = Referral.objects.create(
        offender=person, cohort=Cohort.objects.get(code=cohort), referred_on=on, created_by=by
    )  # fmt: skip
    ReferralBy.objects.create(
        referral=row, agency=police, route="form", referred_on=on, why=why, created_by=by,
        evidence=f"What the arrests say. {INVENTED}",
    )  # fmt: skip
    Involvement.objects.create(offender=person, agency=police, reason=InvolvementReason.REFERRED, from_on=on)
    return row


def _defer(row: Referral, day: date) -> None:
    """A panel looked at it two weeks ago, and looks again in a month."""
    met, until = day - timedelta(days=14), day + timedelta(days=30)
    found = screening_of(row.offender_id, row.cohort, day).as_json()
    SelectionDecision.objects.create(
        referral=row, way="panel", outcome="deferred", because=f"Wait for the court. {INVENTED}", state="made",
        proposed_on=met, met_on=met, deferred_until=until, created_by=_staff(Role.PANEL_CHAIR),
        screening={**found, "on": met.isoformat(), "place": place_on(row.cohort, day), "run": run_of_the(met)},
    )  # fmt: skip
    row.status, row.screened_on, row.deferred_until = "deferred", met, until
    row.save(update_fields=["status", "screened_on", "deferred_until"])


def _propose_deselection(day: date) -> None:
    """Code 1, of a member at liberty without an offence or confirmed intelligence in the six months before."""
    members = Membership.objects.current(day).order_by("selected_on", "pk").select_related("offender")
    busy = set(CustodySpell.objects.covering(day).values_list("offender_id", flat=True))
    for row in members.exclude(offender__in=busy):
        pieces = evidence_of(row.offender, "1", Said(), day)
        if all(piece.met for piece in pieces):
            Deselection.objects.create(
                offender=row.offender, code_id="1", way="pair", state="proposed", proposed_on=day,
                because=f"Half a year without anything. {INVENTED}", created_by=_staff(Role.COORDINATOR),
                evidence=[piece.as_json() for piece in pieces],
            )  # fmt: skip
            return
