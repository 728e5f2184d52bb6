"""A team's name, and who is in it."""

from typing import Any

from django import forms
from django.db.models import Q

from agencies.access import may
from agencies.models import Team, User
from agencies.roles import Permission
from audit import clock


class NewTeamForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200, help_text="As your agency speaks of it: Luton IOM.")


class TeamForm(NewTeamForm):
    """`stood` is what the reader saw before they chose."""

    members = forms.ModelMultipleChoiceField(
        label="Who is in it",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="From today. Who is taken out leaves the team today; that they were in it is kept.",
    )
    closed = forms.BooleanField(
        label="This team is closed", required=False, help_text="Its name and its past members are kept."
    )
    stood = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, team: Team, data: Any = None) -> None:
        here = sorted(team.members.filter(until_on=None).values_list("user", flat=True))
        self.now = " ".join([team.name, str(team.active), *map(str, here)])
        held = {"name": team.name, "closed": not team.active, "members": here, "stood": self.now}
        super().__init__(data, initial=held)
        members = self.fields["members"]
        assert isinstance(members, forms.ModelMultipleChoiceField)
        members.queryset = _could_join(team, here)

    def clean_stood(self) -> str:
        if self.cleaned_data["stood"] != self.now:
            raise forms.ValidationError("Somebody has changed this team since you opened it. Look again, and choose.")
        return str(self.cleaned_data["stood"])


def _could_join(team: Team, here: list[int]) -> Any:
    """The agency's people who see records and have not left; who is in the team now stays to be taken out."""
    staff = User.objects.filter(agency=team.agency, is_active=True, is_command_line=False)
    staff = staff.filter(Q(ends_on=None) | Q(ends_on__gt=clock.today())).prefetch_related("role_holdings")
    sees = [user.pk for user in staff if may(user, Permission.PEOPLE_VIEW)]
    return User.objects.filter(pk__in={*sees, *here}).order_by("full_name")
