"""What the format cannot carry, counted, so that nobody takes an export for the whole of the register.

Every table of the rooms is counted unless it is named here as carried, as a list of codes, as worked out anew from
what is carried, or as belonging to the machine and its people: a table that arrives later is counted by itself.
"""

from django.apps import apps
from django.conf import settings
from django.db.models import Count, Model

from agencies.models import Agreement
from exchange.register.targets import FACTS, OFFENCES, PEOPLE
from offenders.models import Arrest, Offender

CARRIED = {"offenders.arrest", *(target.model._meta.label_lower for target in (PEOPLE, OFFENCES, *FACTS))}
SCHEME = {"agencies.scheme", "agencies.area", "agencies.agency", "agencies.grouping", "agencies.groupingarea"}
# Lists of codes, and the rules and standards that every register begins with.
CODES = {
    "allocation.handoveritem",
    "allocation.workloadpoints",
    "casefile.worklistrule",
    "contacts.contactstandard",
    "contacts.missrule",
    "cohorts.cohort",
    "cohorts.deselectioncode",
    "cohorts.lettertemplate",
    "cohorts.schemesetting",
    "offenders.conditioncode",
    "offenders.ethnicity",
    "offenders.offencecode",
    "pathways.pathway",
    "pathways.pathwaylevel",
    "pathways.pathwayset",
    "ranking.matrix",
    "ranking.rankingsetting",
    "retention.groupoffence",
    "retention.reviewgroup",
}
WORKED_OUT = {
    "offenders.involvement",
    "rag.proposal",
    "rag.rulechange",
    "rag.rulepreview",
    "exchange.possibleduplicate",
    "ranking.run",
    "ranking.score",
    "ranking.feed",
    "ranking.matrixmove",
    "ranking.matrixpreview",
}
WORKED_OUT_ROOMS = {"reporting"}
# An agreement is counted whole, and the one that every register begins with is not.
TERMS = {"agencies.agreement", "agencies.agreementparty", "agencies.agreementlevel"}
OF_THE_MACHINE = {
    "casefile.digest",
    "casefile.digestchoice",
    "agencies.invitation",
    "agencies.user",
    "agencies.roleholding",
    "rag.ruleset",
    "exchange.importrun",
    "exchange.importproblem",
    "panels.escalation",
    "panels.meetingpack",
    "panels.minutestold",
}
OF_THE_MACHINE_ROOMS = {"audit"}


def left_out() -> dict[str, int]:
    """How many rows of what an export leaves out, by name; what there is none of is not named."""
    counts = {str(model._meta.verbose_name_plural): model._default_manager.count() for model in _models()}
    counts["arrests without an offence"] = Arrest.objects.annotate(n=Count("offences")).filter(n=0).count()
    counts["people withdrawn by their sender"] = Offender.objects.filter(withdrawn=True).count()
    counts["sharing agreements after the first"] = Agreement.objects.filter(number__gt=1).count()
    return {name: count for name, count in counts.items() if count}


def _models() -> list[type[Model]]:
    known = CARRIED | SCHEME | CODES | WORKED_OUT | TERMS | OF_THE_MACHINE
    return [
        model
        for room in settings.ROOMS
        if room not in WORKED_OUT_ROOMS | OF_THE_MACHINE_ROOMS
        for model in apps.get_app_config(room).get_models()
        if model._meta.label_lower not in known and not hasattr(model, "pgh_tracked_model")
    ]
