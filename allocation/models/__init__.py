from allocation.models.allocations import Allocation, AllocationState, Support
from allocation.models.configuration import Factor, HandoverItem, WorkloadPoints
from allocation.models.neighbourhood import NeighbourhoodCare
from allocation.models.transfers import HandoverTick, Transfer, TransferConsent, TransferState

__all__ = [
    "Allocation",
    "AllocationState",
    "Factor",
    "HandoverItem",
    "HandoverTick",
    "NeighbourhoodCare",
    "Support",
    "Transfer",
    "TransferConsent",
    "TransferState",
    "WorkloadPoints",
]
