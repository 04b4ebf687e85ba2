from people.models.organization import Organization
from people.models.person import DottedLine, Person, PersonSkill, Skill
from people.models.person_import import PersonImport

__all__ = ["DottedLine", "Organization", "Person", "PersonImport", "PersonSkill", "Skill"]
