from agreements.models.agreement import Agreement, AgreementParty, AgreementSection, AgreementVersion
from agreements.models.goal import Goal
from agreements.models.signature import AgreementEvent, Signature
from agreements.models.template import AgreementTemplate

__all__ = [
    "Agreement",
    "AgreementEvent",
    "AgreementParty",
    "AgreementSection",
    "AgreementTemplate",
    "AgreementVersion",
    "Goal",
    "Signature",
]
