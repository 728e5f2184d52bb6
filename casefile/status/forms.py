"""The forms of a status decided between panels, and of a judgement."""

from django import forms

from agencies.accounts.forms import day_field
from casefile.scheme.forms import radios, words_field
from casefile.writing import WritingForm
from rag.models import Direction, Status


class DecideForm(WritingForm):
    """Which status, why, and by when it is looked at again. `standing` is the decision that its reader saw."""

    status = radios("Status", [(status.value, status.label) for status in Status], "Choose a status.")
    reason = words_field("Why now", "Why it cannot wait for the panel. Whoever reads the scheme’s part reads it.")
    review_on = day_field(
        "Looked at again by",
        "The day of the next panel, such as 31 3 2019: it confirms this or decides otherwise.",
        True,
    )
    standing = forms.IntegerField(widget=forms.HiddenInput, required=False)


class JudgeForm(WritingForm):
    """Which way the risk goes, why, and on which day that was judged."""

    direction = radios(
        "What you judge", [(way.value, way.label) for way in Direction], "Choose which way the risk goes."
    )
    reason = words_field(
        "Why", "What you saw or heard in your own work. Whoever reads the scheme’s part reads it. Nothing of a victim."
    )
    made_on = day_field("Day", "The day on which you judged it, such as 31 3 2019.", True)
