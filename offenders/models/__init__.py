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
from offenders.models.facts import (
    Address,
    AddressKind,
    Alias,
    AliasKind,
    Circumstance,
    CircumstanceKind,
    Phone,
    PhoneKind,
)
from offenders.models.identity import GenderIdentity, Offender, Sex
from offenders.models.intelligence import (
    Handling,
    IntelligenceGrade,
    IntelligenceKind,
    IntelligenceReport,
    SanitisedReport,
    SourceGrade,
)
from offenders.models.involvement import CaseLead, Involvement, InvolvementReason
from offenders.models.joining import Join, MovedRow
from offenders.models.markers import STAFF_KINDS, Associate, AssociateKind, FiledUnder, Marker, MarkerKind
from offenders.models.notes import NOTED_UNDER, Note
from offenders.models.notices import Notice
from offenders.models.offending import Arrest, Offence
from offenders.models.release import ExpectedRelease, PlanPart, PrisonVisit, ReleasePlan
from offenders.models.requests import AgencyRequest, RequestStatus
from offenders.models.supervision import ConditionCode, LicenceCondition, OrderType, Provider, Supervision

__all__ = [
    "NOTED_UNDER",
    "AgencyRequest",
    "Note",
    "RequestStatus",
    "SanitisedReport",
    "STAFF_KINDS",
    "Address",
    "AddressKind",
    "Alias",
    "AliasKind",
    "Associate",
    "AssociateKind",
    "Circumstance",
    "CircumstanceKind",
    "FiledUnder",
    "GenderIdentity",
    "Marker",
    "MarkerKind",
    "Phone",
    "PhoneKind",
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
    "ConditionCode",
    "ExpectedRelease",
    "LicenceCondition",
    "Notice",
    "PlanPart",
    "PrisonVisit",
    "ReleasePlan",
    "BROKEN_FOR",
    "SEE_PERSON",
    "BrokenGlass",
    "Consent",
    "GlassAnswer",
    "NamedGrant",
    "RestrictedReader",
    "Restriction",
    "RestrictionWhy",
    "Join",
    "MovedRow",
]
