"""The form of a score as it was received."""

from agencies.accounts.forms import day_field
from casefile.events.forms.fields import choice
from casefile.facts.fields import line
from casefile.writing import WritingForm
from ranking.models import Tool


class ReceivedScoreForm(WritingForm):
    tool = choice("Tool", Tool.choices, missing="Choose the tool.")
    tool_version = line("Version of the tool", most=20, help_text="Such as 3 or 4.", width="govuk-input--width-5")
    score = line(
        "Score", most=40, help_text="As it was received, with its unit: 57% or 6.9.", width="govuk-input--width-10"
    )
    band = line(
        "Band", most=40, required=False, help_text="As it was received, if there was one.",
        width="govuk-input--width-10",
    )  # fmt: skip
    scored_on = day_field("Worked out on", "The day of the assessment, such as 31 3 2019.", required=True)
    received_from = line("Received from", help_text="Who sent it: an agency, an officer, a report.")
