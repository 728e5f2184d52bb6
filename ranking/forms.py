"""The filters of the ranking's page; they live in its address."""

from typing import Any, cast

from django import forms
from django.db.models import Q

from agencies.models import Area
from agencies.models.areas import AreaLevel

MEMBERSHIP = [("", "Members and others"), ("members", "Members of a cohort"), ("others", "On no cohort")]
CUSTODY = [("", "In custody or not"), ("in", "In custody"), ("out", "At liberty")]


class FilterForm(forms.Form):
    """What is not on offer is ignored, so that an old address still works."""

    area = forms.ChoiceField(label="Home area", required=False)
    membership = forms.ChoiceField(label="Membership", required=False, choices=MEMBERSHIP)
    custody = forms.ChoiceField(label="Custody", required=False, choices=CUSTODY)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        areas = Area.objects.filter(~Q(level=AreaLevel.FORCE)).order_by("position", "code")
        area = cast(forms.ChoiceField, self.fields["area"])
        area.choices = [("", "All areas"), *((one.code, one.name) for one in areas)]

    def chosen(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))

    def any_chosen(self) -> bool:
        return any(self.chosen(name) for name in self.fields)
