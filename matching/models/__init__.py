from matching.models.coaches import ChemistryMeeting, ChemistryRound, CoachPool, Credential, PoolMember, Rematch
from matching.models.partnership import PairBlock, Partnership, PartnershipMember
from matching.models.request import MatchRequest, WaitlistEntry
from matching.models.run import AssignmentPair, AssignmentRun, RunExclusion
from matching.models.wishes import Favourite, Proposal, Ranking

__all__ = [
    "AssignmentPair",
    "AssignmentRun",
    "ChemistryMeeting",
    "ChemistryRound",
    "CoachPool",
    "Credential",
    "Favourite",
    "MatchRequest",
    "PairBlock",
    "Partnership",
    "PartnershipMember",
    "PoolMember",
    "Proposal",
    "Ranking",
    "Rematch",
    "RunExclusion",
    "WaitlistEntry",
]
