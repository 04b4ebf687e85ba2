"""An import of people from a file: checked first, then carried out once, with a receipt."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Entity, choices_check
from core.privacy import Privacy
from core.transitions import Table
from people.enums import IMPORT_TRANSITIONS, ImportState
from people.models.person import Person


class PersonImportQuerySet(models.QuerySet["PersonImport"]):
    """Questions about imports."""

    def visible_to(self, person: Person) -> "PersonImportQuerySet":
        """Imports are for organization admins."""
        return self.all() if person.is_organization_admin else self.none()

    def without_file(self) -> "PersonImportQuerySet":
        """For lists: leaves the file and the long lists in the database."""
        return self.defer("content", "problems", "notes", "preview")


class PersonImport(Entity):
    """One uploaded file with its column mapping, its problems and its receipt. The file goes once it is imported."""

    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(null=True)
    content_hash = models.CharField(max_length=64)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.MAPPING)
    # {"headers": ["E-Mail"], "samples": [["ada@…"]]}: what the columns hold, until the file is imported
    preview = models.JSONField(default=dict)
    # {"our field": "their column"}
    mapping = models.JSONField(_("columns"), default=dict)
    # [{"row": 4, "column": "email", "reason": "…", "value": "…"}]
    problems = models.JSONField(_("problems"), default=list)
    # The same shape: what should be known about rows that are imported all the same
    notes = models.JSONField(_("notes"), default=list)
    # {"rows": 420, "created": 420, "changed": 0, "unchanged": 0, "refused": 0, "left": 0}
    counts = models.JSONField(_("receipt"), default=dict)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    only_good_rows = models.BooleanField(_("import the good rows"), default=False)
    # A worker that was killed is followed by another, not for ever
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(_("why it failed"), max_length=300, blank=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = PersonImportQuerySet.as_manager()
    transitions: ClassVar[Table] = IMPORT_TRANSITIONS
    privacy: ClassVar[dict[str, Privacy]] = {
        **dict.fromkeys(
            (
                *("uploaded_by", "file_name", "content_hash", "state", "mapping", "counts", "rows_done"),
                *("only_good_rows", "started_at", "finished_at", "preview", "notes", "attempts", "failure"),
            ),
            Privacy.FACT,
        ),
        "content": Privacy.SECRET,
        "problems": Privacy.FACT,
    }

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering = ("-created_at",)
        constraints = [choices_check("state", ImportState, "person_import_state_is_known")]
