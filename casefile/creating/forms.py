"""What is asked of somebody who may not be on the register yet."""

import hashlib
from typing import Any

from django.core import signing
from django.forms import HiddenInput, ValidationError

from agencies.accounts.forms import day_field
from audit import clock
from casefile.facts.fields import line, one_of, yes_or_no
from casefile.facts.forms import NumbersForm, area_field
from offenders.creating.actions import FIELDS
from offenders.facts.rules import born_fault
from offenders.models import Sex

SALT = "casefile.creating"
SHOWN_FOR = 60 * 60
NONE_OF_THESE = "none_of_these"


class NewPersonForm(NumbersForm):
    """Name, date of birth, sex, area and numbers: what a person is found by."""

    family_name = line("Family name")
    given_names = line("Given names")
    date_of_birth = day_field("Date of birth", "For example, 31 3 1994.", required=True)
    sex = one_of("Sex", Sex.choices)
    area = area_field("Home area", "The police of this area will see the person.", True)
    resident = yes_or_no("Do they live in the area?", "No for somebody who only visits it.")
    field_order = ["request_key", *FIELDS]

    def clean_date_of_birth(self) -> Any:
        born = self.cleaned_data["date_of_birth"]
        if fault := born_fault(born, clock.today()):
            raise ValidationError(fault)
        return born

    def hide(self) -> None:
        """The answers go along with the second step, unseen."""
        for field in self.fields.values():
            field.widget = HiddenInput()

    def proof(self) -> str:
        """What says that the likely matches of these very answers were shown."""
        return signing.dumps(_digest(self.values()), salt=SALT)

    def was_shown(self) -> bool:
        """Whether they were, within the hour."""
        try:
            return bool(
                signing.loads(str(self.data.get(NONE_OF_THESE, "")), salt=SALT, max_age=SHOWN_FOR)
                == _digest(self.values())
            )
        except signing.BadSignature:
            return False


def _digest(values: dict[str, Any]) -> str:
    said = "|".join(str(values[name]) for name in FIELDS)
    return hashlib.sha256(said.encode()).hexdigest()
