from agencies.agreements.views.drafts import edit, edit_agency, edit_kind, start_draft, step
from agencies.agreements.views.reading import agencies, agency, agreement, agreements, matrix, mine

__all__ = [
    "agencies",
    "agency",
    "agreement",
    "agreements",
    "edit",
    "edit_agency",
    "edit_kind",
    "matrix",
    "mine",
    "start_draft",
    "step",
]
