"""The English templates: {key: (title, guidance, body)}."""

from agreements.catalogue.phrases import Phrases

NAMES = {
    "mentoring": "Mentoring agreement",
    "coaching": "Coaching agreement",
    "coaching_with_sponsor": "Coaching agreement with a sponsor",
}

PHRASES = Phrases(
    months=("{n} month", "{n} months"),
    weekly=("every week", "every {n} weeks"),
    minutes=("{n} minute", "{n} minutes"),
    hours=("{n} hour", "{n} hours"),
    package=("{n} session", "{n} sessions"),
    no_package="the sessions agreed in the meeting schedule",
    schedule="We meet {interval} on {weekday} at {time} ({zone}), for {minutes}. The first meeting is on {date}.",
    place="Place: {place}",
    measure="We know it is reached when: {measure}",
    by_date="By {date}",
    date_format="l j F Y",
    sponsor_sees="The sponsor sees: {what}.",
    sponsor_sees_not="The sponsor does not see: {what}.",
    exchange={
        "attendance": "how many sessions took place",
        "goals": "the agreed goals",
        "midpoint": "a mid-point statement that the client has released",
        "closing": "a closing statement that the client has released",
        "assessment": "a summary of tests and questionnaires used that the client has released",
    },
    roles={"mentor": "Mentor", "mentee": "Mentee", "coach": "Coach", "client": "Client", "sponsor": "Sponsor"},
    party="{name} ({role})",
    agenda=("{who} decides what a meeting is about.", "{who} decide together what a meeting is about."),
    agenda_together="We decide together what a meeting is about.",
    agenda_names={
        "seeker": "the mentee or client",
        "guide": "the mentor or coach",
        "both": "everybody who meets",
    },
    channels_used="Between meetings we keep in touch by: {what}.",
    channels={
        "mail": "e-mail",
        "chat": "chat",
        "phone": "phone",
        "video": "video call",
        "in_person": "talking in person",
    },
    answer=("We answer within {n} working day.", "We answer within {n} working days."),
    answer_days=("an answer within {n} working day", "an answer within {n} working days"),
    quiet="When we would rather not be disturbed: {quiet}",
    lasts_months="This partnership lasts {months}, counted from the day on which the last of us signs.",
    lasts_until="This partnership lasts until {date}; that day still belongs to it.",
    until="until {date}",
    package_agreed=("The package has {n} session of {minutes}.", "The package has {n} sessions of {minutes} each."),
    package_open="The number of sessions is not fixed. Each lasts {minutes}.",
    no_number="no fixed number of sessions",
    late_coaching="A session that is cancelled by {seeker} less than {hours} before it begins counts as used. "
    "One that is cancelled by {guide} never counts.",
    late_coaching_never="A session that is cancelled before it begins never counts as used, whoever cancels it.",
    late_mentoring="A meeting that is cancelled less than {hours} before it begins is shown as cancelled late. "
    "That has no other consequence.",
    late_mentoring_never="A meeting can be cancelled until it begins. It is never shown as cancelled late.",
    seeker="the client",
    guide="the coach",
    and_="and",
    or_="or",
    facts={
        "first_on": "First meeting",
        "zone": "Time zone",
        "place": "Place",
        "agenda_by": "Agenda",
        "channels": "Ways",
        "quiet": "Not to be disturbed",
        "sees": "The sponsor sees",
        "hours": "Late is less than",
    },
    not_agreed="not agreed",
    now_also="now also {what}",
    no_longer="no longer {what}",
)

SECTIONS: dict[str, tuple[str, str, str]] = {
    "purpose": (
        "Purpose",
        "Why the two of you do this, in your own words. One or two sentences are enough.",
        "{seeker} and {guide} begin a mentoring partnership in the program “{program}”. It is a learning alliance: "
        "{seeker} brings the questions and drives it; {guide} listens, shares experience and knowledge of the "
        "organization, and opens doors. Both expect to learn from it.",
    ),
    "coaching_purpose": (
        "Purpose",
        "Why you do this, in your own words.",
        "{seeker} and {guide} work together in the coaching program “{program}”. Coaching is a partnership for "
        "thinking: "
        "{seeker} chooses what each session is about, finds the way forward and decides what to do.",
    ),
    "sponsored_purpose": (
        "Purpose",
        "Why you do this, in your own words, and what the organization hopes for.",
        "{seeker} and {guide} work together in the coaching program “{program}”, with {sponsor} as the sponsor. "
        "Coaching "
        "is a partnership for thinking: {seeker} chooses what each session is about, finds the way forward and "
        "decides "
        "what to do. {sponsor} supports the aims below and makes the time for them possible.",
    ),
    "goals": (
        "Individual goals",
        "Two or three goals are plenty. Write them so that you will both know when one is reached.",
        "{seeker} wants to reach these goals. We look at them together regularly and change them when life changes.",
    ),
    "learning": (
        "Learning content and opportunities",
        "What you want to learn about, and the ways in which you will learn it.",
        "We learn in more ways than by talking:\n"
        "– conversations about real situations, before and after they happen\n"
        "– an introduction to two or three people who are good to know\n"
        "– looking over the shoulder: a meeting, a project or a day at work of {guide}\n"
        "– something to read, try or practise until the next meeting",
    ),
    "roles": (
        "Roles and commitments",
        "What each of you brings.",
        "{seeker} comes prepared, chooses the focus, is open to questions and carries out what they decided.\n\n"
        "{guide} listens, observes and asks, tells what they notice, and helps to find a plan. {guide} does not "
        "instruct, "
        "judge or lead, and takes no part in any assessment of {seeker}'s work.",
    ),
    "sponsored_roles": (
        "Roles and commitments",
        "What each of you brings.",
        "{seeker} comes prepared, chooses the focus, is open to questions and carries out what they decided.\n\n"
        "{guide} listens, observes and asks, tells what they notice, and helps to find a plan. {guide} does not "
        "instruct, "
        "judge or lead, and takes no part in any assessment of {seeker}'s work.\n\n"
        "{sponsor} says openly what the organization hopes for, gives {seeker} the time for the sessions, gives "
        "feedback "
        "when asked, and does not ask the coach what was said.",
    ),
    "schedule": (
        "Meeting schedule",
        "How often, when and where you meet. Your meetings are made from this.",
        "{seeker} says a day before each meeting what it should be about. Whoever cannot come says so as early as "
        "possible, and we find another time straight away.",
    ),
    "package": (
        "Sessions and late cancellation",
        "How many sessions there are, and what counts as one.",
        "The coaching has {package} of {minutes} each, within {duration}. A session that {seeker} cancels less than "
        "{late} before it begins, or does not come to, counts as used. One that {guide} cancels never counts.",
    ),
    "communication": (
        "Communication between meetings",
        "Which ways you use, how fast you answer, and when you would rather not be disturbed.",
        "Between meetings we write short messages by e-mail or chat and answer within three working days. For "
        "something "
        "urgent we phone. Evenings, weekends and days off are free of messages.",
    ),
    "ground_rules": (
        "Ground rules",
        "What makes it easy for both of you to speak openly.",
        "– We are on time, and our phones are away.\n"
        "– We say what we think, kindly, and we ask before giving advice.\n"
        "– Every question is welcome. 'I would rather not talk about that' is a good answer.\n"
        "– We keep what we promise, or say early that we cannot.",
    ),
    "confidentiality": (
        "Confidentiality and its limits",
        "You can reword this, but every agreement needs it.",
        "What we tell each other stays between us. Neither of us passes it on, not even to a manager or to the people "
        "who run the program, unless the other has said yes. They see that we meet, when, and for how long: "
        "never what "
        "we talk about.\n\n"
        "There are limits. We may have to speak with somebody else when the law or a court demands it, or when "
        "somebody "
        "is in danger. If we can, we tell each other first.",
    ),
    "sponsored_confidentiality": (
        "Confidentiality and its limits",
        "You can reword this, but every agreement needs it.",
        "What {seeker} and {guide} tell each other stays between them. {guide} passes nothing on: not to "
        "{sponsor}, not to "
        "any other manager, not to the people who run the program. {sponsor} sees only what the section "
        "“Information for "
        "the sponsor” names. The people who run the program see that sessions take place, when, and for how long.\n\n"
        "There are limits. {guide} may have to speak with somebody else when the law or a court demands it, or when "
        "somebody is in danger. If possible, {guide} tells {seeker} first.",
    ),
    "exchange": (
        "Information for the sponsor",
        "Only what you say yes to here is ever shown to the sponsor.",
        "Statements are written by {seeker} or {guide} and reach {sponsor} only after {seeker} has released them.",
    ),
    "plain_statements": (
        "What coaching is not",
        "Plain statements that protect all of you.",
        "– Coaching is not therapy, counselling or medical advice and does not replace them. If {guide} believes that "
        "another kind of help would serve {seeker} better, {guide} says so.\n"
        "– Conversations with a coach are not protected by law in the way those with a doctor or a lawyer are.\n"
        "– {seeker} alone decides what to do, and answers for it.",
    ),
    "records": (
        "Records",
        "Who writes what down, who can read it, and how long it is kept.",
        "After a session there is a shared record that {seeker} and {guide} can read. {guide} may keep private "
        "notes that "
        "only {guide} can read. Both are stored encrypted, and neither is shown to anybody else.",
    ),
    "ethics": (
        "Code of ethics",
        "Name another code if your coach is bound to one.",
        "{guide} follows the ICF Code of Ethics of the International Coaching Federation and tells the others "
        "about any "
        "conflict of interest as soon as it is seen.",
    ),
    "feedback": (
        "Feedback",
        "How you find out early whether it still helps.",
        "At the end of each meeting we take two minutes: what helped, and what should be different next time? Halfway "
        "through we look at the goals and at how we work together.",
    ),
    "duration": (
        "Duration",
        "How long it lasts.",
        "This partnership lasts {duration} from the day on which the last of us has signed. Before it ends we decide "
        "together how to close it.",
    ),
    "coaching_duration": (
        "Duration",
        "How long it lasts.",
        "The coaching lasts {duration} from the day on which the last of us has signed, or until the sessions "
        "are used. "
        "The last session looks back at the goals.",
    ),
    "exit": (
        "Ending early, with no fault",
        "Everybody must be able to leave without trouble.",
        "Each of us can end this at any time, without giving a reason and without any disadvantage. We say it to each "
        "other kindly and, if we can, have one last conversation. The people who run the program learn only "
        "that it ended.",
    ),
    "closure": (
        "Closing, and what happens to the records",
        "How you finish well.",
        "At the end we look back at the goals, say what we take with us, and thank each other. What we wrote stays "
        "readable for us as long as the rules of the program allow it, and for nobody else.",
    ),
}
