"""A text field that the database only ever sees sealed."""

from typing import Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from core.encryption import CannotOpen, open_sealed, seal


class Unopened(str):
    """The words that stand in the place of a value that does not open; they are never saved over it."""

    def __new__(cls, words: str, sealed: bytes = b"") -> "Unopened":
        """Make the words, keeping the sealed bytes that they stand for."""
        made = super().__new__(cls, words)
        made.sealed = sealed
        return made

    sealed: bytes


class _SealedAttribute(DeferredAttribute):
    """Opens on reading; what was assigned (text) stays text until it is saved."""

    field: "SealedTextField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, str):
            return value
        return open_sealed(
            bytes(value or b""), owner=self.field.owner_of(instance), place=self.field.place_of(instance)
        )

    def __set__(self, instance: models.Model, value: str | bytes | None) -> None:
        instance.__dict__[self.field.attname] = value


class SealedTextField(models.BinaryField):
    """Text encrypted at rest and bound to its row, field and owner.

    `owner` names the model's property that gives whose key seals it ("person:<id>", "partnership:<id>"). Reading a
    value that does not open raises core.encryption.CannotOpen. `QuerySet.values()` gives sealed bytes;
    `QuerySet.update()` with text is refused, because the row's identity is not known there.
    """

    descriptor_class = _SealedAttribute
    # What type checkers take the attribute for.
    _pyi_private_set_type: str | bytes
    _pyi_private_get_type: str  # type: ignore[assignment]

    def __init__(self, *args: Any, owner: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("default", b"")
        kwargs.setdefault("blank", True)
        kwargs["editable"] = True
        self.owner = owner
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "owner": self.owner}

    def owner_of(self, instance: models.Model) -> str:
        """Whose data key seals this row's value."""
        owner: str = getattr(instance, self.owner)
        return owner

    def place_of(self, instance: models.Model) -> str:
        """Where the value belongs; part of what is authenticated."""
        return f"{instance._meta.label_lower}.{self.attname}:{instance.pk}"

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, self.descriptor_class(self))

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        """Seal text that was assigned; pass on what came from the database."""
        value = model_instance.__dict__.get(self.attname, b"")
        if isinstance(value, Unopened):
            return value.sealed
        if isinstance(value, str):
            return seal(value, owner=self.owner_of(model_instance), place=self.place_of(model_instance))
        return bytes(value or b"")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            raise TypeError(f"{self.name} is sealed per row: assign it and call save().")
        return super().get_db_prep_value(value, connection, prepared)


def stand_in(instance: models.Model, words: str) -> list[str]:
    """Put `words` in the place of each sealed value of this row that does not open; the names of those fields.

    For pages that read: one damaged value then does not take the others with it. Nothing of it is shown, and saving
    the row keeps the sealed bytes as they are.
    """
    closed = []
    for field in instance._meta.concrete_fields:
        if not isinstance(field, SealedTextField) or field.attname not in instance.__dict__:
            continue
        try:
            getattr(instance, field.attname)
        except CannotOpen:
            instance.__dict__[field.attname] = Unopened(words, bytes(instance.__dict__[field.attname]))
            closed.append(field.attname)
    return closed
