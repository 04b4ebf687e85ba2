"""The page 'Who can read what'. Each line names a field; the privacy class of the field is its heading."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agreements.models import AgreementSection, Goal, SealedDocument, SectionComment, Signature
from core.privacy import Privacy, privacy_of
from matching.models import (
    ChemistryMeeting,
    Credential,
    Favourite,
    MatchRequest,
    PairBlock,
    Partnership,
    Proposal,
    Ranking,
)
from notifications.models import NudgePreference
from people.models import Person
from program.models import Enrollment
from sessions.models import (
    ActionItem,
    Closure,
    GoalCheckIn,
    GoalReflection,
    Meeting,
    MeetingAttendee,
    MeetingFocus,
    PrivateNote,
    Reflection,
    RelationshipCheckIn,
    SessionLog,
    SponsorStatement,
)

LINES: list[tuple[type[models.Model], str, str | Promise]] = [
    (Person, "job_title", _("Your name, job, department, place and languages")),
    (Person, "about", _("What you write about yourself, and your skills")),
    (Enrollment, "hopes", _("Your profile in a program: what you hope for, what you can help with")),
    (Person, "grade", _("What HR's list says: employee number, grade, when you came and were promoted")),
    (Enrollment, "state", _("That you take part, and how far you are")),
    (Partnership, "state", _("Who works with whom, and since when")),
    (Partnership, "match_reason", _("Why somebody who runs the program matched you by hand")),
    (Meeting, "starts_at", _("That a meeting took place, when, and for how long")),
    (MeetingAttendee, "has_attended", _("Who was there")),
    (MatchRequest, "message", _("The message you send when you ask somebody; the person you ask reads it")),
    (MatchRequest, "decline_reason", _("What you write when you say no; the person who asked reads it")),
    (Proposal, "message", _("What a mentor writes when they propose themself; the mentee they write to reads it")),
    (Meeting, "place", _("Where you meet: the place or the link")),
    (AgreementSection, "body", _("The agreement; everybody who signs it reads it, a sponsor their own parts")),
    (SectionComment, "body", _("What you say beside a section of it, to those who read that section")),
    (SealedDocument, "content", _("The sealed copy of your agreement; a sponsor gets one with their own parts")),
    (Signature, "typed_name", _("How you signed it: your name, when, and from which device")),
    (Goal, "title", _("Your goals in it")),
    (GoalCheckIn, "sentence", _("How your goals are going")),
    (MeetingFocus, "focus", _("The focus of a meeting, once you share it; until then only you")),
    (SessionLog, "observations", _("What was talked about in a meeting")),
    (ActionItem, "title", _("What you said you would do")),
    (Reflection, "learned", _("What you write to each other at the end")),
    (GoalReflection, "sentence", _("How far your goals came, as each of you sees it at the end")),
    (Closure, "reason", _("Why you ended early; a sponsor does not read it")),
    (SponsorStatement, "body", _("A review for the sponsor; the sponsor reads it once the client has released it")),
    (PrivateNote, "body", _("Your private notes; they are stored encrypted")),
    (
        RelationshipCheckIn,
        "is_useful",
        _("How you find the relationship; others see it only as a figure of enough people"),
    ),
    (Favourite, "mentor", _("Whom you keep in mind as a favourite")),
    (Enrollment, "preferences", _("What you would like of somebody you are matched with")),
    (PairBlock, "blocked", _("Whom you leave out of your matches")),
    (Credential, "name", _("Your credentials as a coach, and until when they last")),
    (ChemistryMeeting, "outcome", _("Whom you met in first talks; others see only how many have met somebody")),
    (Ranking, "rank", _("Whom you would like to work with, in your order; it counts when everybody is matched")),
    (NudgePreference, "is_on", _("Which mails you do not want")),
    (Person, "theme", _("How you like your pages")),
    (Person, "password", _("Your password; not even we can read it")),
]


@require_safe
def who_can_read(request: HttpRequest) -> HttpResponse:
    """Everything a person leaves here, under the people who can read it."""
    groups = [
        {
            "readers": privacy.label,
            "lines": [words for model, field, words in LINES if privacy_of(model)[field] == privacy],
        }
        for privacy in Privacy
    ]
    return render(request, "who_can_read.html", {"groups": groups})
