from offenders.models.codes import Disposal, Ethnicity, OffenceCode
from offenders.models.consent import Consent
from offenders.models.contacts import Contact, ContactKind, Outcome
from offenders.models.custody import CustodyReason, CustodySpell, PreReleaseEngagement
from offenders.models.exceptions import (
    BROKEN_FOR,
    SEE_PERSON,
    BrokenGlass,
    GlassAnswer,
    NamedGrant,
    RestrictedReader,
    Restriction,
    RestrictionWhy,
)
from offenders.models.identity import Offender, Sex
from offenders.models.intelligence import Handling, IntelligenceGrade, IntelligenceKind, IntelligenceReport, SourceGrade
from offenders.models.involvement import CaseLead, Involvement, InvolvementReason
from offenders.models.offending import Arrest, Offence
from offenders.models.supervision import OrderType, Provider, Supervision

__all__ = [
    "Arrest",
    "CaseLead",
    "Contact",
    "ContactKind",
    "CustodyReason",
    "CustodySpell",
    "Disposal",
    "Ethnicity",
    "Handling",
    "IntelligenceGrade",
    "IntelligenceKind",
    "IntelligenceReport",
    "Involvement",
    "InvolvementReason",
    "Offence",
    "OffenceCode",
    "Offender",
    "OrderType",
    "Outcome",
    "PreReleaseEngagement",
    "Provider",
    "Sex",
    "SourceGrade",
    "Supervision",
    "BROKEN_FOR",
    "SEE_PERSON",
    "BrokenGlass",
    "Consent",
    "GlassAnswer",
    "NamedGrant",
    "RestrictedReader",
    "Restriction",
    "RestrictionWhy",
]
