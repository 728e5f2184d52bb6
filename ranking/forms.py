"""The filters of the ranking's page; they live in its address."""

from typing import Any, cast

from django import forms
from django.db.models import Q

from agencies.models import Area
from agencies.models.areas import AreaLevel
from ranking.rules import Since

MEMBERSHIP = [
    ("", "Members and others"),
    ("members", "Members of a cohort"),
    ("others", "On no cohort"),
    ("emerging", "Emerging threats"),
]
CUSTODY = [("", "In custody or not"), ("in", "In custody"), ("out", "At liberty")]


class FilterForm(forms.Form):
    """What is not on offer is ignored, so that an old address still works."""

    area = forms.ChoiceField(label="Home area", required=False)
    membership = forms.ChoiceField(label="Membership", required=False, choices=MEMBERSHIP)
    custody = forms.ChoiceField(label="Custody", required=False, choices=CUSTODY)
    since = forms.ChoiceField(label="Moved since", required=False)

    def __init__(self, *args: Any, panels: bool = True, **more: Any) -> None:
        """`panels` is whether the reader may know when a panel sat."""
        super().__init__(*args, **more)
        since = cast(forms.ChoiceField, self.fields["since"])
        since.choices = [
            ("" if one is Since.MONTH else one.code, one.words.capitalize())
            for one in reversed(Since)
            if panels or one is not Since.PANEL
        ]
        areas = Area.objects.filter(~Q(level=AreaLevel.FORCE)).order_by("position", "code")
        area = cast(forms.ChoiceField, self.fields["area"])
        area.choices = [("", "All areas"), *((one.code, one.name) for one in areas)]

    def chosen(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))

    def any_chosen(self) -> bool:
        """Whether fewer people are listed: since when they moved leaves nobody out."""
        return any(self.chosen(name) for name in self.fields if name != "since")

    @property
    def moved_since(self) -> Since:
        return Since.chosen(self.chosen("since"))
