"""Who may compose templates, and who says which of them a program uses, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from agreements.enums import TemplateState
from agreements.models import AgreementTemplate, TemplateVersion
from core.rules import Reason, Rule
from program.models import Program
from program.permissions import may_change_program


@Rule
def may_compose(person: Any) -> Reason | None:
    """Organization admins write templates; a command on the server (None) may as well."""
    if person is None or person.is_organization_admin:
        return None
    return _("Only organization admins change templates. You can choose among them in your program's set-up.")


@Rule
def may_change_draft(person: Any, version: TemplateVersion) -> Reason | None:
    """Whether the words of this version can still change."""
    reason = may_compose.reason(person)
    if reason is None and version.state != TemplateState.DRAFT:
        return _("This version is published, so it stays as it is. A change makes a new version.")
    return reason


@Rule
def may_archive(person: Any, template: AgreementTemplate) -> Reason | None:
    """Whether nothing needs this template any more."""
    reason = may_compose.reason(person)
    if reason is None and template.is_default:
        return _("It is used where no other was chosen. Make another one the default first.")
    if reason is None and template.choices.exists():
        return _("A program has chosen it. Choose another template for that program first.")
    return reason


@Rule
def may_be_used(person: Any, template: AgreementTemplate) -> Reason | None:
    """Whether agreements can begin from this template: it is published in a language, and not in the archive."""
    if template.archived_at:
        return _("This template is in the archive. Bring it back first.")
    if not template.versions.filter(state=TemplateState.PUBLISHED).exists():
        return _("Nothing of this template is published yet. Publish it in one language first.")
    return None


@Rule
def may_choose_template(person: Any, program: Program) -> Reason | None:
    """Whoever runs the program chooses, as long as its set-up can change; so may a command (None)."""
    if person is not None and not Program.objects.managed_by(person).filter(pk=program.pk).exists():
        return _("Only the people who run this program choose its templates.")
    return may_change_program.reason(person, program)
