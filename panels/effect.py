"""When what a panel decides takes effect: the scheme's own choice, from a day on, with its source."""

from cohorts.settings import numbers
from panels.models import Panel

SETTING = "panel_takes_effect"
AT_SIGNING, WHEN_DECIDED = 0, 1


def at_once(panel: Panel) -> bool:
    """Whether a decision holds as soon as it is made; by the setting of the day of the panel, so one for all of it."""
    return numbers(panel.held_on).get(SETTING, AT_SIGNING) == WHEN_DECIDED
