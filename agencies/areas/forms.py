"""Which areas an agency works in."""

from typing import Any

from django import forms
from django.db.models import Q

from agencies.models import Agency, Area
from agencies.models.areas import AreaLevel


class AreasForm(forms.Form):
    """Everything that the scheme has as an area; `stood` is what the reader saw before they chose."""

    areas = forms.ModelMultipleChoiceField(
        label="Areas",
        queryset=Area.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: the agency works in the whole scheme. A force stands for all of its areas.",
    )
    stood = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, agency: Agency, data: Any = None) -> None:
        self.now = sorted(agency.areas.values_list("area", flat=True))
        super().__init__(data, initial={"areas": self.now, "stood": self._words(self.now)})
        areas = self.fields["areas"]
        assert isinstance(areas, forms.ModelMultipleChoiceField)
        areas.queryset = Area.objects.filter(~Q(level=AreaLevel.OUTSIDE)).order_by("-level", "position", "code")

    def clean_stood(self) -> str:
        if self.cleaned_data["stood"] != self._words(self.now):
            names = ", ".join(Area.objects.filter(pk__in=self.now).values_list("name", flat=True)) or "the whole scheme"
            raise forms.ValidationError(
                f"Somebody has changed this since you opened it: it says {names} now. Choose again."
            )
        return str(self.cleaned_data["stood"])

    @staticmethod
    def _words(areas: list[int]) -> str:
        return " ".join(str(pk) for pk in areas)
