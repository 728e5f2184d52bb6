from retention.rules.packs import Known, month_after, passages_of, why_to_decide
from retention.rules.reviews import Event, Facts, Group, Verdict, verdict

__all__ = ["Event", "Facts", "Group", "Known", "Verdict", "month_after", "passages_of", "verdict", "why_to_decide"]
