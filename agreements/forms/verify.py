"""The file that somebody wants to check."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm
from people.uploads import CappedUploadHandler


class VerifyForm(PageForm):
    """One PDF."""

    file = forms.FileField(
        label=_("PDF file"),
        help_text=_("Drop it here or choose it. It is looked at once and not kept."),
        error_messages={
            "required": _("Choose a file."),
            "missing": _("Choose a file."),
            "empty": _("The file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf", "data-drop": ""}),
    )


class Cap(CappedUploadHandler):
    """Stops at settings.VERIFY_MAX_BYTES."""

    @property
    def limit(self) -> int:
        """The largest file, in bytes."""
        return int(settings.VERIFY_MAX_BYTES)


class InMemory(MemoryFileUploadHandler):
    """Keeps the file in memory, whatever its size: none of it ever reaches the disk."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Take every file; the cap stands before this."""
        super().handle_raw_input(*args, **kwargs)
        self.activated = True
