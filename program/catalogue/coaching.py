"""What a coaching program says to the people in it."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from program.catalogue.template import Page

PURPOSE = _(
    "Coaching gives you time to think with somebody who listens closely and asks good questions. In a few "
    "sessions you work on something that matters to you at work, and you leave each one with a next step of your "
    "own.\n\n"
    "For the people in it, it is help with one clear question: a new role, a hard decision, a habit to change. "
    "For the organization, it is support at the moments when it does most good."
)
PURPOSE_WITH_SPONSOR = _(
    "Coaching gives you time to think with somebody who listens closely and asks good questions. In a few "
    "sessions you work on aims that you, your coach and your sponsor have agreed together.\n\n"
    "The sponsor, often your manager, supports the aims and hears from you what came of them. What is said in the "
    "sessions stays between you and your coach."
)

CLIENT = (
    Page(
        _("What coaching is, and what it is not"),
        _(
            "Coaching is a partnership that helps you to think: about a goal, a decision, a change. It is short "
            "and has a clear purpose. You meet a handful of times, and each meeting should move something.\n\n"
            "A coach does not tell you what to do. They help you to find your own answer and to make a plan you "
            "believe in.\n\n"
            "Coaching is not therapy. If you are ill or in a crisis, please turn to a doctor or to the help your "
            "organization offers. Coaching is not training or advice either: a coach does not have to know your "
            "trade."
        ),
    ),
    Page(
        _("You choose the focus"),
        _(
            "Before each session you choose what it should be about, where things stand now, and what you are "
            "willing to do. That takes five minutes and makes the hour much more useful.\n\n"
            "In the session your coach listens, tells you what they notice, and asks. Some questions are "
            "uncomfortable. You never have to answer one.\n\n"
            "At the end you say what you will do until next time. It is your plan: small and done is better than "
            "large and postponed."
        ),
    ),
    Page(
        _("Who can read what"),
        _(
            "Your profile in this program can be read by the people in the organization's programs.\n\n"
            "What you and your coach write about your sessions can be read by the two of you. Your coach may keep "
            "private notes; nobody but your coach can read those. Your own private notes can be read by nobody "
            "but you.\n\n"
            "The people who run the program see that a session took place, when, how long it was and who was "
            "there. They never see what was said. Your manager sees nothing of it, unless you choose to share it."
        ),
    ),
    Page(
        _("How to begin"),
        _(
            "First fill in your profile: one line about you, what you hope for from coaching, and the skills you "
            "want to work on. It is used to find a coach who fits.\n\n"
            "You do not have to search. The people who run the program assign a coach to you, never somebody from "
            "your own reporting line. You will hear who it is.\n\n"
            "Then you and your coach agree the ground rules in writing: what you work on, how many sessions, what "
            "happens when one is cancelled, and what stays confidential. The first session can be planned when "
            "everybody has signed."
        ),
    ),
)

COACH = (
    Page(
        _("What coaching is, and what it is not"),
        _(
            "Coaching is a partnership that gets somebody thinking. Your client is the expert on their own work "
            "and life; you are responsible for a good conversation about it.\n\n"
            "It is short and aims at results: a handful of sessions, a narrow agenda, a plan that the client "
            "believes in.\n\n"
            "It is not therapy, and not advice. If you meet something that belongs to a doctor, a counsellor, a "
            "manager or HR, say so openly and help your client to find the right place."
        ),
    ),
    Page(
        _("Listen, observe, ask"),
        _(
            "The client chooses the focus of every session. You listen closely, you say what you notice, and you "
            "ask. You do not instruct, and you do not lead towards the answer you would prefer.\n\n"
            "Short, open questions work best: 'What makes this important now?', 'What have you not tried?', 'What "
            "would you tell a friend?', 'What will you do, and by when?'\n\n"
            "End with what the client will do, in the client's words. Write that down in the shared record, so "
            "that the next session can begin there."
        ),
    ),
    Page(
        _("Who can read what"),
        _(
            "Your profile in this program can be read by the people in the organization's programs.\n\n"
            "The shared record of a session can be read by you and your client. Your private notes can be read by "
            "nobody but you: they are stored encrypted, and the people who run the program cannot open them.\n\n"
            "The people who run the program see that a session took place, when, how long it was and who was "
            "there. They never see what was said, and please do not tell them.\n\n"
            "There are limits: danger to a person, and what the law asks of you. Speak about them with your "
            "client in the first meeting, not when they are needed."
        ),
    ),
    Page(
        _("How to begin"),
        _(
            "First fill in your profile: one line about you, the experience you bring, and the topics you can "
            "help with. Say how many clients you have time for; nobody is assigned to you beyond that.\n\n"
            "Clients are assigned to you by the people who run the program. Nobody from your own reporting line "
            "is among them. If a client is too close to you for another reason, tell them, and they will find "
            "another coach.\n\n"
            "With each client you agree the ground rules in writing before you begin: aims, number of sessions, "
            "what happens when one is cancelled, what stays confidential. The work starts when everybody has "
            "signed."
        ),
    ),
)

SPONSOR_FOR_CLIENT = Page(
    _("What your sponsor sees"),
    _(
        "In this program a sponsor, often your manager, is a party to the agreement. The sponsor helps to agree "
        "the aims and signs them together with you and your coach.\n\n"
        "The sponsor sees the agreement, and at the end the review that you release. Before you release it, it "
        "can be read by you and your coach only.\n\n"
        "The sponsor never sees the records of your sessions, your focus or anybody's notes."
    ),
)
SPONSOR_FOR_COACH = Page(
    _("Working with a sponsor"),
    _(
        "In this program a sponsor, often the client's manager, is a party to the agreement. The sponsor helps to "
        "agree the aims and signs them together with you and your client.\n\n"
        "At the end the client releases a review to the sponsor. It is the client's decision, and the client's "
        "words.\n\n"
        "If a sponsor asks you how it is going, the answer is kind and always the same: 'Please ask your "
        "colleague.' The sponsor never sees the records of your sessions or your notes."
    ),
)


def with_sponsor(pages: Sequence[Page], extra: Page) -> tuple[Page, ...]:
    """The pages with the one about the sponsor in front of the last."""
    return (*pages[:-1], extra, pages[-1])
