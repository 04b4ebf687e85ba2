from matching.models.partnership import PairBlock, Partnership, PartnershipMember
from matching.models.request import MatchRequest, WaitlistEntry
from matching.models.run import AssignmentPair, AssignmentRun

__all__ = [
    "AssignmentPair",
    "AssignmentRun",
    "MatchRequest",
    "PairBlock",
    "Partnership",
    "PartnershipMember",
    "WaitlistEntry",
]
