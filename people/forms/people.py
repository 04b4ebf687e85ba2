"""Forms about the directory."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import LineField, PageForm
from people.enums import EmploymentStatus
from people.selectors.people import Filters, departments


class PersonFilterForm(PageForm):
    """Narrows the list of people. Whatever cannot be understood is left out."""

    q = LineField(label=gettext_lazy("Name, job or department"), required=False, max_length=100)
    department = forms.ChoiceField(label=gettext_lazy("Department"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Employment"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("All"))]
        self.fields["department"].choices = [*every, *((n, n) for n in departments())]  # type: ignore[attr-defined]
        self.fields["status"].choices = [*every, *EmploymentStatus.choices]  # type: ignore[attr-defined]
        self.fields["q"].widget.input_type = "search"

    def filters(self) -> Filters:
        """What was chosen."""
        self.is_valid()
        chosen = self.cleaned_data
        return Filters(chosen.get("q", ""), chosen.get("department", ""), chosen.get("status", ""))


class RolesForm(PageForm):
    """The two roles that are a person's own."""

    is_organization_admin = forms.BooleanField(
        label=gettext_lazy("Organization admin"),
        required=False,
        help_text=gettext_lazy("Imports people, creates programs, follows progress. Never reads what is said."),
    )
    is_senior_leader = forms.BooleanField(
        label=gettext_lazy("Senior leader"),
        required=False,
        help_text=gettext_lazy("Reads results, never about single people."),
    )


class EmploymentForm(PageForm):
    """A new employment status for one person."""

    status = forms.ChoiceField(label=gettext_lazy("Employment"), choices=EmploymentStatus.choices)
