"""Focus before, session log and private note after."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import Unopened
from core.forms import LineField, PageForm, ParagraphsField
from sessions.models import ActionItem
from sessions.selectors.records import FOCUS_PARTS, PARTS
from sessions.services.actions import NewAction
from sessions.services.logs import LogEntry
from sessions.services.meetings import MINUTES

USUAL_DAYS = 14
MOST_ACTIONS = 10


class RevisedForm(PageForm):
    """A form that names the revision it was made from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Words that could not be opened are shown as such and stay as they are, whatever is sent.
        self.closed = {name for name in self.fields if isinstance(self.initial.get(name), Unopened)}
        for name in self.closed:
            self.fields[name].disabled = True

    def is_behind(self, **revisions: int) -> bool:
        """Whether it was refused and is older than these: somebody saved a newer text meanwhile."""
        return self.is_bound and self.is_refused and any(self.cleaned_data[name] != n for name, n in revisions.items())

    def catch_up(self, **revisions: int) -> None:
        """After a conflict: the next save is made knowing the newer text, so it may replace it."""
        known = {self.add_prefix(name): str(value) for name, value in revisions.items()}
        data = QueryDict(mutable=True)
        data.update(self.data)
        for name, value in known.items():
            data[name] = value
        self.data = data


class FocusForm(RevisedForm):
    """What the meeting shall be about."""

    focus = ParagraphsField(label=_("What do you want to work on?"), rows=3, max_length=4000)
    where_now = ParagraphsField(label=_("Where do things stand now?"), rows=3, max_length=4000, required=False)
    willing_to = ParagraphsField(label=_("What are you willing to do?"), rows=3, max_length=4000, required=False)

    def words(self) -> dict[str, str]:
        """The three texts, without those that could not be opened."""
        return {name: self.cleaned_data[name] for name in FOCUS_PARTS if name not in self.closed}


class LogForm(RevisedForm):
    """The shared record, and beside it the private note."""

    minutes = forms.IntegerField(label=_("Minutes you talked"), min_value=MINUTES[0], max_value=MINUTES[1])
    observations = ParagraphsField(label=PARTS["observations"], required=False)
    questions = ParagraphsField(label=PARTS["questions"], rows=2, required=False)
    insights = ParagraphsField(label=PARTS["insights"], rows=2, required=False)
    next_steps = ParagraphsField(label=PARTS["next_steps"], rows=2, required=False)
    note = ParagraphsField(label=_("Private note"), rows=10, required=False)
    note_revision = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The minutes are known; who opens the page wants to write.
        self.fields["observations"].widget.attrs["autofocus"] = True


class NoteForm(RevisedForm):
    """A private note by itself."""

    note = ParagraphsField(label=_("Private note"), rows=10, required=False)


class ActionForm(PageForm):
    """One action: what, whose, by when, how you will know, how sure you are."""

    title = LineField(label=_("What"), max_length=300)
    owner = forms.ChoiceField(label=_("Who"))
    due_on = forms.DateField(label=_("By"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    measure = LineField(label=_("How will you know it is done?"), max_length=300, required=False)
    confidence = forms.TypedChoiceField(
        label=_("How sure are you? (1 to 10)"),
        choices=[("", "–"), *((str(number), str(number)) for number in range(1, 11))],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(owners)  # type: ignore[attr-defined]
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=USUAL_DAYS)

    def new_action(self) -> NewAction:
        """What was typed, for the service."""
        data = self.cleaned_data
        return NewAction(data["title"], UUID(data["owner"]), data["due_on"], data["measure"], data["confidence"])


class ActionRow(ActionForm):
    """An action on the log page: a row in which nothing was written is no action, whatever its day and owner say."""

    NEEDED = ("title", "owner", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.NEEDED:
            self.fields[name].required = False

    def has_changed(self) -> bool:
        """Whether something was written in it."""
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in ("title", "measure"))

    def clean(self) -> dict[str, Any]:
        """A row that says something says all that an action needs."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.NEEDED:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return data


class DropForm(PageForm):
    """Why an action is dropped."""

    reason = LineField(label=_("Why? (you may leave this empty)"), max_length=300, required=False)


_ActionRows = formset_factory(ActionRow, extra=0, max_num=MOST_ACTIONS, absolute_max=MOST_ACTIONS)


class LogPage:
    """Everything on the log page: the record and note, ticks of open actions, rows for new ones."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        initial: dict[str, Any],
        owners: Sequence[tuple[str, str]],
        open_actions: Sequence[ActionItem],
    ) -> None:
        wanted = str(data.get("actions-TOTAL_FORMS", "")) if data else ""
        rows = int(wanted) if wanted.isdecimal() and len(wanted) < 4 else 1
        self.wants_row = bool(data and "add_row" in data)
        if data is not None and self.wants_row:
            data = data.copy()
            data["actions-TOTAL_FORMS"] = str(min(rows + 1, MOST_ACTIONS))
        self.form = LogForm(data, initial=initial)
        self.rows: BaseFormSet[Any] = _ActionRows(
            data, prefix="actions", form_kwargs={"owners": owners}, initial=None if data else [{}]
        )
        ticked = set(data.getlist("done")) if data else set()
        self.ticks = [(action, str(action.pk) in ticked) for action in open_actions]

    def is_valid(self) -> bool:
        """Whether everything typed makes sense; an empty action row is no action."""
        for row in self.rows.forms:
            row.empty_permitted = True
            row.use_required_attribute = False
        return all([self.form.is_valid(), self.rows.is_valid()])

    def entry(self) -> LogEntry:
        """What was typed, for the service."""
        data = self.form.cleaned_data
        return LogEntry(
            minutes=data["minutes"],
            words={name: data[name] for name in PARTS if name not in self.form.closed},
            revision=data["revision"],
            note=None if "note" in self.form.closed else data["note"],
            note_revision=data["note_revision"],
            new_actions=[
                row.new_action() for row in self.rows.forms if row.has_changed() and row.cleaned_data.get("title")
            ],
            done=[action.pk for action, is_ticked in self.ticks if is_ticked],
        )
