"""The rules of spec/rag.md a second time: slow, by walking over days, on rows of the exchange format as they stand.

It shares nothing with the product, so that a slip in either shows as a difference.
"""

from datetime import date, timedelta
from fractions import Fraction

POSITIVE = {
    "charged",
    "summonsed",
    "cautioned",
    "conditional_caution",
    "penalty_notice",
    "community_resolution",
    "taken_into_consideration",
}
AMBER_PLUS = (
    "arrest_similar_or_higher",
    "intelligence_confirmed",
    "drug_use",
    "multiple_agencies_disengaged",
    "release_poor_engagement",
)
ONE = timedelta(days=1)


def less_months(day: date, months: int) -> date:
    """Step back a month at a time by its number, then back from the 31st until the day exists."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def days(after: date, until: date) -> set[date]:
    found = set()
    while until > after:
        found.add(until)
        until -= ONE
    return found


class Person:
    """One person's rows, each file a list of dictionaries whose dates are dates and whose empty cells are empty."""

    def __init__(self, files, ref, severity):
        self.ref, self.severity = ref, severity
        self.files = {name: [row for row in rows if row["offender_ref"] == ref] for name, rows in files.items()}

    def rows(self, name):
        return self.files.get(name, [])

    def is_member(self, day):
        return any(
            row["selected_on"] <= day and not (row["deselected_on"] and row["deselected_on"] <= day)
            for row in self.rows("memberships")
        )

    def proposal(self, today):
        """The status and the reasons' codes, sorted."""
        if any(covers(spell, today) for spell in self.rows("custody")):
            return "BLUE", ["in_custody"]
        if any(
            m["issued_on"] <= today and not (m["resolved_on"] and m["resolved_on"] <= today)
            for m in self.rows("warrants")
        ):
            return "RED", ["wanted"]
        month = days(less_months(today, 1), today)
        reasons = {
            *self.arrests(month),
            *self.intelligence(month),
            *self.engagement(today, month),
            *self.releases(month),
        }
        if any(row["made_on"] in month and row["direction"] == "increase" for row in self.rows("judgements")):
            reasons.add("professional_judgement")
        if reasons & set(AMBER_PLUS):
            return "AMBER+", sorted(reasons)
        return ("AMBER", sorted(reasons)) if reasons else ("GREEN", ["no_concern"])

    def arrests(self, month):
        offences = self.rows("offences")
        for row in offences:
            if row["arrested_on"] not in month:
                continue
            yield "arrest"
            own = max(self.severity[r["offence_code"]] for r in offences if r["arrest_ref"] == row["arrest_ref"])
            day = row["arrested_on"] - ONE
            while day >= date(2000, 1, 1):
                proved = {r["arrest_ref"] for r in offences if r["arrested_on"] == day and r["disposal"] in POSITIVE}
                if proved:
                    if own >= max(self.severity[r["offence_code"]] for r in offences if r["arrest_ref"] in proved):
                        yield "arrest_similar_or_higher"
                    break
                day -= ONE

    def intelligence(self, month):
        for row in self.rows("intelligence"):
            if row["received_on"] not in month or row["intelligence_grade"] == "E":
                continue
            if row["kind"] == "drug_use":
                yield "drug_use"
            if row["kind"] == "offending":
                sure = row["intelligence_grade"] in ("A", "B") and str(row["source_grade"]) in ("1", "2")
                yield "intelligence_confirmed" if sure else "intelligence_unconfirmed"
        for row in self.rows("drug_tests"):
            if row["tested_on"] in month and "positive" in (row["opiates"], row["cocaine"]):
                yield "drug_use"

    def engagement(self, today, month):
        contacts = self.rows("contacts")
        kept = [c for c in contacts if c["due_on"] in month and c["outcome"] == "kept"]
        missed = [c for c in contacts if c["due_on"] in month and c["outcome"] == "missed_unacceptable"]
        lost = {c["agency"] for c in missed} - {c["agency"] for c in kept}
        if len(lost) >= 2:
            yield "multiple_agencies_disengaged"
        before = days(less_months(today, 4), less_months(today, 1))
        old = [c["outcome"] for c in contacts if c["due_on"] in before and c["outcome"] != "missed_acceptable"]
        if (missed and not kept) or (
            missed
            and old
            and share(len(kept), len(missed)) < share(old.count("kept"), old.count("missed_unacceptable"))
        ):
            yield "engagement_drop"
        months = 3 if self.decided(today) == "GREEN_RM" else 1
        light = days(less_months(today, months), today)
        if not any(c["due_on"] in light and c["outcome"] != "missed_acceptable" for c in contacts):
            yield "engagement_not_evidenced"

    def decided(self, today):
        day = today
        while day >= date(2000, 1, 1):
            of_day = [row for row in self.rows("rag") if row["effective_on"] == day]
            if of_day:
                of_panel = [row for row in of_day if row["decided_by"] == "panel"]
                return max(of_panel or of_day, key=lambda row: row["ref"].encode())["status"]
            day -= ONE
        return None

    def releases(self, month):
        spells = self.rows("custody")
        for day in month:
            ended = [s for s in spells if s["released_on"] == day]
            if not ended or any(covers(s, day) for s in spells):
                continue
            poor = any(s["engagement"] == "poor" for s in ended)
            yield "release_poor_engagement" if poor else "release"


def covers(spell, day):
    return spell["admitted_on"] <= day and not (spell["released_on"] and spell["released_on"] <= day)


def share(kept, missed):
    return Fraction(kept, kept + missed)
