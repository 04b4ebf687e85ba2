"""What a mentoring program says to the people in it."""

from django.utils.translation import gettext_lazy as _

from program.catalogue.template import Page

PURPOSE = _(
    "Mentoring brings together somebody who wants to grow and somebody who has been there before. For a year you "
    "meet regularly, talk openly and learn from each other.\n\n"
    "For the people in it, it is help with a next step: a new role, a first team, a change of direction. For the "
    "organization, it is how knowledge stays and how people who work far apart get to know each other."
)

MENTEE = (
    Page(
        _("What mentoring is"),
        _(
            "Mentoring is a learning alliance between two people. Both gain from it: you get experience, honest "
            "views and contacts; your mentor gets a fresh look at the organization and practice in listening.\n\n"
            "It takes time. You meet for about a year, and what you work on can be larger than today's task: "
            "where you want to go, what you are good at, how this organization really works.\n\n"
            "A mentor is not your manager and gives no marks. Nothing you say here goes into your appraisal."
        ),
    ),
    Page(
        _("You are the one who drives"),
        _(
            "You decide what you want to learn. Think about it before you choose a mentor: what should be "
            "different in a year? What have you tried? What is in the way?\n\n"
            "You also keep things moving. You suggest the topic of each meeting, you bring the questions, and you "
            "do what you said you would do. Your mentor will not run after you.\n\n"
            "That does not mean you must have it all worked out. 'I do not know where to start' is a good first "
            "topic."
        ),
    ),
    Page(
        _("Who can read what"),
        _(
            "Your profile in this program can be read by the people in the organization's programs. It helps "
            "mentors to see whether they can help.\n\n"
            "What you and your mentor write about your work together (your agreement, your goals and the notes "
            "you share) can be read by the two of you. A private note can be read by nobody but the person who "
            "wrote it.\n\n"
            "The people who run the program see that a meeting took place, when, how long it was and who was "
            "there. They never see what was said. Figures about the program are only shown for groups that are "
            "large enough to hide each person in them.\n\n"
            "Keep the same care yourself: what your mentor tells you stays between you."
        ),
    ),
    Page(
        _("How to begin"),
        _(
            "First fill in your profile: one line about you, what you hope for, and the skills you want to build. "
            "A few plain sentences are enough.\n\n"
            "Then look at the mentors. You see why each of them may fit. Choose up to three, in your order, and "
            "write each a short message. They are asked one after the other, so nobody is put on the spot. A no "
            "is normal: it usually means that somebody has no time.\n\n"
            "When a mentor says yes, you write a short agreement together: your goals, how often you meet, how "
            "you reach each other, and how either of you can end it. You both sign it, and your first meeting is "
            "in the calendar."
        ),
    ),
)

MENTOR = (
    Page(
        _("What mentoring is"),
        _(
            "Mentoring is a learning alliance between two people, and it goes both ways. Your mentee gets your "
            "experience, your honest view and your contacts. You see the organization through other eyes, and you "
            "practise listening.\n\n"
            "It looks further than the next task. It is about a person's path: what they want, what they are good "
            "at, what holds them back, how things really work here.\n\n"
            "You are not their manager. You do not judge their work and you do not report on it."
        ),
    ),
    Page(
        _("What a mentor does"),
        _(
            "Your mentee drives: they bring the topics and the questions. Your part is to listen well, to tell "
            "what you know, to make suggestions, and to open a door now and then.\n\n"
            "Ask before you advise. 'What have you tried?' and 'What would a good result look like?' often help "
            "more than a story of your own. When you do tell a story, tell the mistakes too.\n\n"
            "You do not have to solve everything. If a problem belongs to a manager, to HR or to a doctor, say so "
            "kindly and help your mentee to find the right person."
        ),
    ),
    Page(
        _("Who can read what"),
        _(
            "Your profile in this program can be read by the people in the organization's programs. Mentees use "
            "it to see whom they could ask.\n\n"
            "What you and your mentee write about your work together (your agreement, the goals and the notes you "
            "share) can be read by the two of you. A private note can be read by nobody but the person who wrote "
            "it.\n\n"
            "The people who run the program see that a meeting took place, when, how long it was and who was "
            "there. They never see what was said.\n\n"
            "What your mentee tells you stays with you. If you ever hear that somebody is in danger or the law is "
            "being broken, talk with your mentee first about whom you need to tell."
        ),
    ),
    Page(
        _("How to begin"),
        _(
            "First fill in your profile: one line about you, the experience you can share, and the skills you can "
            "help with. Say how many mentees you have time for. You can change that at any time, and you can take "
            "a break from new requests without leaving the program.\n\n"
            "Then mentees can ask you. You see who asks, why you may fit, and what they hope for. Please answer "
            "within a few days, also when it is a no: a kind, quick no lets them ask somebody else.\n\n"
            "When you say yes, the two of you write a short agreement: goals, meetings, how you reach each other, "
            "and how either of you can end it without blame. You both sign it. In your first meeting, take time "
            "to get to know each other before you talk about goals."
        ),
    ),
)
