"""Naming a sponsor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PageForm
from people.models import Person


class SponsorForm(PageForm):
    """The address of somebody who works here."""

    email = forms.EmailField(label=_("E-mail address of the sponsor"))

    def clean_email(self) -> Any:
        """The person with this address."""
        found = Person.objects.working().filter(email__iexact=self.cleaned_data["email"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("Nobody who is at work has this address."))
        return found
