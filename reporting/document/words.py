"""The sentences of a report, and its charts in the same words."""

from agencies.templatetags.iom_pages import uk_date
from reporting.charts import Chart, Pair, before_and_after
from reporting.document.shown import NOT_SHOWN, Figures
from reporting.document.values import ALL, BURGLARY, Values
from reporting.evaluation import TOTAL, Evaluation
from reporting.rules.figures import Sums, percent, rounded
from reporting.rules.period import Period


def period_words(period: Period) -> str:
    return f"{uk_date(period.start)} to {uk_date(period.end)}"


def headline(figures: Figures, exact: Sums, period: Period) -> str:
    """The first sentence: how many fewer, of how many, and by how much."""
    before, after = (ALL, TOTAL, "before"), (ALL, TOTAL, "after")
    if not exact.cohort:
        return f"Nobody could be counted in {period.name}."
    counts = f"{figures.text(before)} before, {figures.text(after)} in {period.name}"
    if not figures.shows(before, after):
        return f"Counted offences: {counts}."
    return f"{_difference(exact)}: {counts}{_by_how_much(exact)}."


def _difference(exact: Sums) -> str:
    fewer = rounded(exact.before - exact.after)
    if fewer == 0:
        return "As many offences"
    return f"{abs(fewer):,} {'fewer' if fewer > 0 else 'more'} offence{'' if abs(fewer) == 1 else 's'}"


def _by_how_much(exact: Sums) -> str:
    down = percent(exact.before - exact.after, exact.before)
    if not down:
        return ""
    return f", {'down' if down > 0 else 'up'} {abs(down)}%"


def new_burglars(figures: Figures, exact: Sums, evaluation: Evaluation) -> str:
    """Those with no dwelling burglary before and one or more after, and the fall if they were counted."""
    people, offences = ("new_burglars", "offenders"), ("new_burglars", "offences")
    number = len(evaluation.new_burglars)
    if figures.small_figures and not number:
        return "Nobody without a dwelling burglary in the year before selection had one in the year."
    who = "person" if number == 1 and figures.shows(people) else "people"
    known = (
        f"{figures.text(people).capitalize()} {who} with no dwelling burglary in the year before selection had "
        f"{figures.text(offences)} in the year between them. They stay out of the burglary tables"
    )
    before, after = (BURGLARY, TOTAL, "before"), (BURGLARY, TOTAL, "after")
    if not figures.shows(offences, before, after):
        return f"{known}."
    together = exact.after + evaluation.new_burglaries()
    fall = percent(exact.before - together, exact.before)
    change = "" if fall is None else f", a {'fall' if fall >= 0 else 'rise'} of {abs(fall)}%"
    return f"{known}; with them it would be {exact.before:,} to {rounded(together):,}{change}."


CHARTS = {
    "volume": ("Counted offences by home area", ALL, "before", "after"),
    "reoffenders": ("Re-offenders by home area", ALL, "reoffenders_before", "reoffenders_after"),
    "burglary": ("Dwelling burglaries by home area", BURGLARY, "before", "after"),
}


def charts(found: Values, figures: Figures, period: Period) -> dict[str, Chart]:
    """Volume and re-offenders by area, and dwelling burglary."""
    return {
        key: before_and_after(key, title, _pairs(found, figures, name, before, after), "before", f"in {period.name}")
        for key, (title, name, before, after) in CHARTS.items()
    }


def _pairs(found: Values, figures: Figures, name: str, before: str, after: str) -> list[Pair]:
    return [
        Pair(
            each.name,
            figures.value((name, each.key, before)),
            figures.value((name, each.key, after)),
            _short(figures.text((name, each.key, before))),
            _short(figures.text((name, each.key, after))),
        )
        for each in found.rows[name]
        if not each.is_total
    ]


def _short(text: str) -> str:
    """What fits above a bar."""
    return {"fewer than 5": "under 5", NOT_SHOWN: NOT_SHOWN}.get(text, text)
