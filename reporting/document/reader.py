"""For whom a document is: which figures are shown as they are, and which people are named."""

from collections.abc import Iterable
from dataclasses import dataclass

from agencies.models import User
from offenders.models import Offender
from offenders.policies import views_of
from reporting import policies


@dataclass(frozen=True)
class Reader:
    """A user, or the command line, which sees the register that it runs on."""

    user: User | None
    small_figures: bool
    people_behind: bool

    @classmethod
    def of(cls, user: User) -> "Reader":
        return cls(user, policies.may_see_small_figures(user), policies.may_see_people_behind(user))

    @classmethod
    def command_line(cls) -> "Reader":
        return cls(None, small_figures=True, people_behind=True)

    def people(self, ids: Iterable[int]) -> dict[int, Offender]:
        """Those of some people whom this reader may see in a figure, by id."""
        if not self.people_behind:
            return {}
        if self.user is None:
            return Offender.objects.on_the_register().select_related("area").in_bulk(list(ids))
        found = Offender.objects.visible_to(self.user).select_related("area").in_bulk(list(ids))
        views = views_of(self.user, found)
        return {pk: who for pk, who in found.items() if pk in views and policies.reads_behind(views[pk].levels)}
