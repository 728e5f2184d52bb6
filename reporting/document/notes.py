"""How each figure is worked out and what the measure cannot show: the same words on the page and in every file."""

HOW = [
    "A counted offence is one offence of an arrest, with a positive disposal (charged, summonsed, cautioned, "
    "conditional caution, penalty notice, community resolution, taken into consideration), of somebody who was "
    "not in prison when arrested. The arrest that led to prison, on the same day, is counted.",
    "Before: counted offences arrested in the twelve months up to the day of selection.",
    "After: counted offences arrested in the year, from selection on where that came later. Someone selected in "
    "the year is scaled to twelve months, exactly. Someone deselected in the year is still counted to its end.",
    "Moving from one cohort to another does not restart the year before selection: memberships that touch or "
    "overlap are one time on the scheme.",
    "A re-offender is somebody with one counted offence or more. A historic burglar is somebody with one dwelling "
    "burglary or more in the year before selection; attempts count.",
    "The area is the person's home area, not the place of the offence.",
    "Saved: the exact sum of burglaries before less those after, times the unit cost.",
]
ROUNDING = (
    "Every figure is worked out from exact sums and rounded by itself to the nearest whole, a half away from "
    'zero, so rows need not add up to the total. A percentage of nothing is "not applicable". Bedfordshire\'s '
    "printed report of 2018-19 cuts some percentages and rounds others; this one rounds them all."
)
CANNOT_SHOW = [
    "There is no comparison group: nobody knows what these people would have done without the scheme.",
    "People are selected when they offend most, and most people offend less after their worst year whatever is "
    "done (regression to the mean).",
    "Time in custody is not corrected for: whoever was in prison for up to half of the year had less time to "
    "offend in.",
    "The figures count arrests with a positive disposal, not crimes: what nobody was arrested for is not in them, "
    "and one offence fewer is not one victim fewer.",
    "The saving is indicative: the unit cost is of one crime that happened, reported or not.",
]
SMALL_FIGURES = (
    'Outside police and probation, totals under five are printed as "fewer than 5", and a second figure is not '
    "shown wherever the rest of its row or column would give the first away."
)
