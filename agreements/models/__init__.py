from agreements.models.agreement import Agreement, AgreementParty, AgreementSection, AgreementVersion
from agreements.models.document import SealedDocument
from agreements.models.goal import Goal
from agreements.models.signature import AgreementEvent, Signature
from agreements.models.template import AgreementTemplate, TemplateChoice, TemplateVersion
from agreements.models.writing import SectionComment, SectionRevision

__all__ = [
    "Agreement",
    "AgreementEvent",
    "AgreementParty",
    "AgreementSection",
    "AgreementTemplate",
    "AgreementVersion",
    "Goal",
    "SealedDocument",
    "SectionComment",
    "SectionRevision",
    "Signature",
    "TemplateChoice",
    "TemplateVersion",
]
