from retention.models.disposed import DisposedKey, LetIn
from retention.models.groups import GroupOffence, ReviewGroup
from retention.models.holding import DisposalCertificate, Hold, Review, ReviewDecision, ReviewStatus
from retention.models.packs import Pack, PackKind, PackStatus, Passage, PassageDecision

__all__ = [
    "DisposalCertificate",
    "DisposedKey",
    "GroupOffence",
    "Hold",
    "LetIn",
    "Pack",
    "PackKind",
    "PackStatus",
    "Passage",
    "PassageDecision",
    "Review",
    "ReviewDecision",
    "ReviewGroup",
    "ReviewStatus",
]
