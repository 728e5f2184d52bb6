"""Roles and what each may do, in one place, to be read by an information governance lead.

Roles narrow their agency's share and never widen it (spec/access.md, "Roles"). Which people and which parts of
them somebody sees is asked elsewhere: `Offender.objects.visible_to` and `agencies.sharing`.
"""

from enum import StrEnum


class Permission(StrEnum):
    PEOPLE_VIEW = "see the people that the agency is involved with"
    WORKLIST_VIEW = "see what needs them: their own cases, their team's and their agency's"
    WORKLIST_OVERSEE = "see what colleagues of the agency put off, and take it back"
    RANKING_VIEW = "see scores and rank"
    RANKING_RUN = "ask for a ranking now"
    PANEL_VIEW = "see panels, their agendas and minutes"
    PANEL_OPEN = "open a panel and put people on its agenda"
    PANEL_CHAIR = "record a panel's decisions and close it"
    ACTION_UPDATE = "say that an action of one's own agency is done"
    REPORT_VIEW = "see performance reports"
    REGISTER_IMPORT = "bring a register in"
    REGISTER_EXPORT = "take the register out"
    RECORDS_KEEP = "decide how long a record is kept, and what a person or a court is given of it"
    PATHWAY_SETS = "say by which set of pathways the scheme assesses, and from when"
    DUPLICATES_DECIDE = "decide whether two records are one person"
    LOG_VIEW = "read the log of one's own agency: what its staff did, and who looked at its people"
    EVERY_LOG_VIEW = "read the log of every agency"
    PSEUDONYMS_VIEW = "see the register under pseudonyms"
    GRANT_BY_NAME = "show one record to one person by name, for a time"
    RESTRICT = "restrict somebody to the people named for them"
    GLASS_BREAK = "break glass for somebody whom the agency is not involved with"
    GLASS_ANSWER = "accept or contest that glass was broken for a person whom the agency leads"
    INTELLIGENCE_PERMIT = "let a named person of one's own agency read original intelligence"
    TEAMS_MANAGE = "form the teams of one's own agency and say who is in them"
    ALLOCATE = "give a person whom the agency leads a case lead, and ask for or answer a transfer"
    RULES_SEE = "see the versions of the RAG rules and of the scoring matrix, and agree what a colleague drafted"
    RULES_DRAFT = "draft a version of the RAG rules or of the scoring matrix"
    SETTINGS_CHANGE = "change the scheme's settings: days, standards and periods"
    RAG_BETWEEN_PANELS = "decide a RAG status between panels"
    RED_REGISTRATION = "tell the probation system who is RED, and check what it has registered"
    COHORT_REFER = "refer somebody for a cohort"
    COHORT_DECIDE = "screen referrals, and propose or confirm who comes on to a cohort and who leaves it"
    COHORT_MANAGE = "make cohorts and change their criteria"
    LETTER_TEMPLATES = "read the scheme's letters, and write what they say from now on"
    AGENCY_AREAS = "say in which areas an agency works"
    ACCOUNTS_MANAGE = "manage the accounts of one's own agency"
    AGREEMENT_VIEW = "see the sharing agreements, and what every agency may see"
    AGREEMENT_CHANGE = "draft, propose and approve sharing agreements"


class Role(StrEnum):
    VIEWER = "viewer"
    PRACTITIONER = "practitioner"
    SUPERVISOR = "supervisor"
    PANEL_CHAIR = "panel_chair"
    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    AGENCY_LEAD = "agency_lead"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


_SEES = {Permission.PEOPLE_VIEW, Permission.RANKING_VIEW, Permission.PANEL_VIEW, Permission.REPORT_VIEW}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset(_SEES),
    Role.PRACTITIONER: frozenset(
        _SEES | {Permission.ACTION_UPDATE, Permission.GLASS_BREAK, Permission.WORKLIST_VIEW, Permission.COHORT_REFER}
    ),
    Role.SUPERVISOR: frozenset(
        _SEES
        | {
            Permission.ACTION_UPDATE,
            Permission.WORKLIST_VIEW,
            Permission.WORKLIST_OVERSEE,
            Permission.GRANT_BY_NAME,
            Permission.RESTRICT,
            Permission.TEAMS_MANAGE,
            Permission.ALLOCATE,
            Permission.RECORDS_KEEP,
            Permission.RULES_SEE,
            Permission.RAG_BETWEEN_PANELS,
            Permission.RED_REGISTRATION,
            Permission.COHORT_REFER,
            Permission.COHORT_DECIDE,
        }
    ),
    Role.PANEL_CHAIR: frozenset(
        _SEES
        | {
            Permission.RULES_SEE,
            Permission.RAG_BETWEEN_PANELS,
            Permission.ACTION_UPDATE,
            Permission.PANEL_OPEN,
            Permission.PANEL_CHAIR,
            Permission.COHORT_REFER,
            Permission.COHORT_DECIDE,
        }
    ),
    Role.COORDINATOR: frozenset(
        _SEES
        | {
            Permission.ACTION_UPDATE,
            Permission.WORKLIST_VIEW,
            Permission.WORKLIST_OVERSEE,
            Permission.PANEL_OPEN,
            Permission.RANKING_RUN,
            Permission.REGISTER_IMPORT,
            Permission.REGISTER_EXPORT,
            Permission.SETTINGS_CHANGE,
            Permission.RULES_SEE,
            Permission.RULES_DRAFT,
            Permission.DUPLICATES_DECIDE,
            Permission.RED_REGISTRATION,
            Permission.PATHWAY_SETS,
            Permission.AGREEMENT_VIEW,
            Permission.GRANT_BY_NAME,
            Permission.RESTRICT,
            Permission.ALLOCATE,
            Permission.RECORDS_KEEP,
            Permission.COHORT_REFER,
            Permission.COHORT_DECIDE,
            Permission.COHORT_MANAGE,
            Permission.LETTER_TEMPLATES,
        }
    ),
    Role.ANALYST: frozenset({Permission.REPORT_VIEW, Permission.PSEUDONYMS_VIEW}),
    Role.AGENCY_LEAD: frozenset(
        {
            Permission.ACCOUNTS_MANAGE,
            Permission.TEAMS_MANAGE,
            Permission.INTELLIGENCE_PERMIT,
            Permission.GLASS_ANSWER,
            Permission.LOG_VIEW,
            Permission.REPORT_VIEW,
            Permission.AGREEMENT_VIEW,
            Permission.AGREEMENT_CHANGE,
        }
    ),
    Role.AUDITOR: frozenset({Permission.LOG_VIEW, Permission.EVERY_LOG_VIEW}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({Permission.ACCOUNTS_MANAGE, Permission.AGENCY_AREAS}),
}
