"""The steps of a program's life, each with what it does, said before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from program.enums import PROGRAM_TRANSITIONS, ProgramState
from program.models import Program
from program.selectors.readiness import ReadinessItem, missing

Words = str | Promise

# The line at the top of an overview; an archived program stands at its end.
LINE = (ProgramState.DRAFT, ProgramState.OPEN, ProgramState.RUNNING, ProgramState.CLOSING, ProgramState.CLOSED)


@dataclass(frozen=True, slots=True)
class PhaseStep:
    """One step: where it leads, what its button says, what will happen, and what is said afterwards."""

    verb: str
    to: str
    label: Words
    consequences: Sequence[Words]
    done: Words
    is_final: bool = False


STEPS: tuple[PhaseStep, ...] = (
    PhaseStep(
        "open",
        ProgramState.OPEN,
        _("Open the program"),
        (
            _("Everybody who is invited so far gets a mail and sees the program."),
            _("From now on every further invitation is sent at once."),
            _("Whoever is ready can find a partner straight away."),
            _("An open program cannot be deleted any more, only archived."),
        ),
        _("The program is open. The invitations are on their way."),
    ),
    PhaseStep(
        "start",
        ProgramState.RUNNING,
        _("Start running"),
        (
            _("The program is shown as running."),
            _("You can still invite people, and those who are ready can still find a partner."),
        ),
        _("The program is running."),
    ),
    PhaseStep(
        "begin-closing",
        ProgramState.CLOSING,
        _("Begin closing"),
        (
            _("Nobody is taken in any more, and invitations without an answer are taken back."),
            _("No new matches are made."),
            _("Partnerships go on and finish their work."),
            _("This cannot be undone."),
        ),
        _("The program is closing. Partnerships finish their work."),
        is_final=True,
    ),
    PhaseStep(
        "close",
        ProgramState.CLOSED,
        _("Close the program"),
        (
            _("Everybody who takes part has finished."),
            _("Partnerships that are still open end without anybody's fault."),
            _("What people wrote stays readable for those who could read it before."),
            _("This cannot be undone."),
        ),
        _("The program is closed."),
        is_final=True,
    ),
    PhaseStep(
        "archive",
        ProgramState.ARCHIVED,
        _("Archive the program"),
        (
            _("It leaves the board; you find it again under 'Show archived programs'."),
            _("If people are still in it, their time in the program ends, and so do open partnerships."),
            _("This cannot be undone."),
        ),
        _("The program is archived."),
        is_final=True,
    ),
    PhaseStep(
        "delete",
        "",
        _("Delete the draft"),
        (
            _("The draft, its set-up and its invitations are deleted."),
            _("Nobody has seen them, and nobody gets a mail."),
            _("This cannot be undone."),
        ),
        _("The draft is deleted."),
        is_final=True,
    ),
)


def find(verb: str) -> PhaseStep | None:
    """The step with this name, or None."""
    return next((step for step in STEPS if step.verb == verb), None)


def is_possible(program: Program, step: PhaseStep) -> bool:
    """Whether the program's phase allows this step."""
    if step.verb == "delete":
        return program.state == ProgramState.DRAFT
    return step.to in PROGRAM_TRANSITIONS.get(program.state, frozenset())


def possible(program: Program) -> list[PhaseStep]:
    """The steps that the program can take now: the next phase first, then archive or delete."""
    return [step for step in STEPS if is_possible(program, step)]


def what_is_missing(program: Program) -> list[ReadinessItem]:
    """What keeps a draft from opening."""
    return missing(program) if program.state == ProgramState.DRAFT else []
