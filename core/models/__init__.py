from core.models.audit import AuditEntry
from core.models.base import Entity, choices_check, together_check
from core.models.data_key import DataKey

__all__ = ["AuditEntry", "DataKey", "Entity", "choices_check", "together_check"]
