"""The next person at a panel: the chair's screen and the eight that follow, against a page that does one indexed read.

The same meeting is held on a register of a thousand people, with a short agenda and two screens that follow, and on one
of a million, with a hundred people and eight screens; the floor and the log are on. For each person the chair moves the
room on, then each screen asks for the meeting's number and fetches the person; what is timed is what the server takes.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.categories import Category
from agencies.models import Agency, Area, RoleHolding, User
from agencies.roles import Role
from bench import case_file
from bench._people import EVERY, execute
from iom.settled import settle
from offenders.models import Offender
from panels.models import AgendaItem, Attendance, Panel
from panels.rules import agenda_reasons
from rag.models import Decision, Proposal, Status
from tools.bench import Figure
from tools.say import say

NAME = "panel"
READS = 3
ROUNDS, IN_A_ROW, WARM_UP = 80, 20, 4
KINDS = ("police", "probation", "prison", "youth_justice", "drug_service", "local_authority", "health", "voluntary")


@dataclass
class Meeting:
    """One meeting: who chairs, who follows, who is gone through."""

    panel: Panel
    chair: Client
    following: list[Client]
    people: list[Offender]
    bare: list[str] = field(default_factory=list)

    def address(self, n: int, more: str = "") -> str:
        return f"/panels/{self.panel.public_id}/people/{self.people[n % len(self.people)].public_id}/{more}"


def run() -> list[Figure]:
    """The chair's page and a follower's in both worlds; in both they take as many queries."""
    name = connection.settings_dict["NAME"]
    try:
        case_file.begin()
        case_file.load(0, case_file.SMALL)
        with case_file._copied(name) as small:
            case_file.load(case_file.SMALL, case_file.LARGE)
            found = measured({small: (25, 2, case_file.SMALL), name: (100, 8, case_file.LARGE)})
    finally:
        call_command("flush", interactive=False, verbosity=0)
    return list(figures(found[small], found[name]))


def figures(small: case_file.Measured, large: case_file.Measured) -> Iterator[Figure]:
    baseline, _ = large["one indexed read"]
    for page, (took, queries) in large.items():
        before, as_many = small[page]
        say(f"{NAME}: {page}: {queries} queries, p95 {before * 1000:.0f} and {took * 1000:.0f} ms")
        if page == "one indexed read":
            continue
        if queries != as_many:
            raise SystemExit(f"{page}: {as_many} queries at the small meeting, {queries} at the large one.")
        yield Figure(f"{NAME}, {page}", took / baseline, READS, "a signed-in page that does one indexed read")


def measured(worlds: dict[str, tuple[int, int, int]]) -> dict[str, case_file.Measured]:
    meetings: dict[str, Meeting] = {}
    times: dict[str, dict[str, list[float]]] = {}
    asked: dict[str, dict[str, int]] = {}
    with override_settings(FIXED_TODAY=case_file.DAY, ALLOWED_HOSTS=["testserver"], ROOT_URLCONF="bench._one_read"):
        for world, size in worlds.items():
            with case_file._asking(world):
                meetings[world] = hold(*size)
                execute("VACUUM ANALYZE")
                times[world] = {}
        for first in range(0, ROUNDS, IN_A_ROW):
            settle()
            for world in worlds:
                with case_file._asking(world):
                    for n in range(first + IN_A_ROW, first + IN_A_ROW + WARM_UP):
                        go_on(meetings[world], n, {})
                    for n in range(first, first + IN_A_ROW):
                        go_on(meetings[world], n, times[world])
                    asked[world] = counted(meetings[world])
    return {
        world: {page: (case_file._p95(took), asked[world][page]) for page, took in times[world].items()}
        for world in worlds
    }


def hold(on_agenda: int, following: int, people: int) -> Meeting:
    """An open meeting of Luton with so many people, spread over the register, each with a proposal and a decision."""
    chair = _user("police", Role.PANEL_CHAIR, "chair")
    step = max(EVERY, people // on_agenda // EVERY * EVERY)
    who = list(Offender.objects.filter(pk__in=range(EVERY, people + 1, step)).order_by("pk")[:on_agenda])
    now = timezone.now()
    panel = Panel.objects.create(
        area=Area.objects.get(code="Luton"), held_on=case_file.DAY, chair=chair, issued_by=chair, issued_at=now,
        opened_by=chair, opened_at=now,
    )  # fmt: skip
    proposals = {one.offender_id: one for one in Proposal.objects.filter(offender__in=who, current=True)}
    before: dict[int, Decision] = {}
    for decision in Decision.objects.filter(offender__in=who).order_by("effective_on"):
        before[decision.offender_id] = decision
    AgendaItem.objects.bulk_create(
        AgendaItem(
            panel=panel, offender=one, position=n, previous=before.get(one.pk), proposal=proposals[one.pk],
            **_why(before.get(one.pk), proposals[one.pk]),
        )
        for n, one in enumerate(who, start=1)
    )  # fmt: skip
    users = [_user(kind, Role.PRACTITIONER, f"{kind}-follows") for kind in KINDS[:following]]
    for user in users:
        Attendance.objects.create(panel=panel, agency=user.agency, name=user.full_name, user=user, accepted_at=now)
    bare = [f"/one-read/{one.public_id}/" for one in who]
    return Meeting(panel, _signed_in(chair), [_signed_in(user) for user in users], who, bare)


def _why(before: Decision | None, proposal: Proposal) -> dict[str, Any]:
    """As issuing freezes it, of what the decision before and the proposal say."""
    decided = Status(before.status) if before else None
    found = agenda_reasons.why_on_agenda(agenda_reasons.Facts(decided, Status(proposal.status)))
    needs = [agenda_reasons.Reason(why, agenda_reasons.NEEDS.get(why, (Category.SCHEME,))) for why in found]
    return {"why": agenda_reasons.stored(needs), "alone": bool(found)}


def _user(kind: str, role: Role, name: str) -> User:
    user = User.objects.create(email=f"{name}@example.org", full_name=name, agency=Agency.objects.get(kind=kind))
    RoleHolding.objects.create(user=user, role=role)
    return user


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=case_file.BACKEND)
    return client


def go_on(meeting: Meeting, n: int, times: dict[str, list[float]]) -> None:
    """The chair moves on to the next person; every screen that follows asks, and fetches them."""
    for page, ask in steps(meeting, n, meeting.following):
        start = time.perf_counter()
        ask()
        times.setdefault(page, []).append(time.perf_counter() - start)


def steps(meeting: Meeting, n: int, following: list[Client]) -> Iterator[tuple[str, Callable[[], None]]]:
    """What is asked for when the n-th person comes, in this order."""
    yield "one indexed read", partial(_at, meeting.chair, meeting.bare[n % len(meeting.bare)])
    yield "moving the room on", partial(_move, meeting, n)
    yield "the chair's next person", partial(_at, meeting.chair, meeting.address(n))
    for client in following:
        yield "the meeting's number", partial(_at, client, f"/panels/{meeting.panel.public_id}/version/")
        yield "a screen that follows", partial(_at, client, f"/panels/{meeting.panel.public_id}/room/")


def _move(meeting: Meeting, n: int) -> None:
    assert meeting.chair.post(meeting.address(n, "show/")).status_code == 302


def _at(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)


def counted(meeting: Meeting) -> dict[str, int]:
    """How many queries each takes; of several screens the one that takes most."""
    found: dict[str, int] = {}
    for page, ask in steps(meeting, 0, meeting.following[:2]):
        with CaptureQueriesContext(connection) as captured:
            ask()
        found[page] = max(found.get(page, 0), len(captured))
    return found
