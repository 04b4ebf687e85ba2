"""English: blocks of coaching, and those that read differently where a sponsor signs as well."""

from agreements.catalogue.blocks.words import BlockWords, Words

COACHING: BlockWords = {
    "parties": Words(
        "Who this agreement is between",
        "Both of you, by name. Everybody who is named here signs.",
        "This agreement is between the two people named here, in the program “{program}”.",
    ),
    "purpose": Words(
        "Purpose",
        "Why you do this, in your own words.",
        "Coaching is a partnership for thinking: {seeker} chooses what each session is about, finds the way forward "
        "and decides what to do. {guide} helps with questions, observations and an honest ear.",
    ),
    "learning": Words(
        "Learning content and opportunities",
        "What you want to learn about, and where you can practise it.",
        "{seeker} chooses real situations from work to learn from, tries something new between sessions, and brings "
        "along what happened.",
    ),
    "roles": Words(
        "Roles and commitments",
        "What each of you brings.",
        "{seeker} comes prepared, chooses the focus, is open to questions and carries out what they decided.\n\n"
        "{guide} listens, observes and asks, tells what they notice, and helps to find a plan. {guide} does not "
        "instruct, judge or lead, and takes no part in any assessment of {seeker}'s work.",
    ),
    "package": Words(
        "Number and length of sessions",
        "How many sessions there are, how long each is, and what counts as one.",
        "A session that takes place counts as one, also when we finish early.",
    ),
    "cancellation": Words(
        "Late cancellation",
        "How long before a session it can still be cancelled without being counted.",
        "Whoever has to cancel says so as early as possible and proposes another time.",
    ),
    "assessments": Words(
        "Assessments, and who sees them",
        "Which questionnaires or tests you use, who explains the results, and who gets to see them.",
        "We use a questionnaire, a test or feedback from colleagues only when {seeker} has agreed to it beforehand "
        "and knows what it costs, who works out the results, and where they are kept. The results belong to "
        "{seeker}. {guide} sees them and goes through them with {seeker}. Nobody else sees them unless {seeker} "
        "shows them.",
    ),
    "records": Words(
        "Records",
        "Who writes what down, who can read it, and how long it is kept.",
        "After a session there is a shared record that {seeker} and {guide} can read. {guide} may keep private notes "
        "that only {guide} can read. Both are stored encrypted, remain readable for the same people after the "
        "coaching has ended, and are shown to nobody else. Notes that {guide} keeps anywhere else are kept locked "
        "and destroyed within twelve months of the last session, unless the law asks for longer.",
    ),
    "ethics": Words(
        "Code of ethics",
        "Name another code if your coach is bound to one.",
        "{guide} follows the Code of Ethics of the International Coaching Federation (ICF) and speaks about any "
        "conflict of interest as soon as it is seen. If {seeker} believes that the code was not kept, {seeker} can "
        "say so to {guide}, to the people who run the program, or to the ICF.",
    ),
    "plain_statements": Words(
        "What coaching is not",
        "Plain statements that protect all of you.",
        "– Coaching is not therapy, counselling or medical advice, and does not replace them. If {guide} believes "
        "that another kind of help would serve {seeker} better, {guide} says so.\n"
        "– Conversations with a coach are not legally privileged: the law does not protect them in the way it "
        "protects those with a doctor or a lawyer.\n"
        "– Confidentiality has limits: the law, a court order, and danger to oneself or to others.\n"
        "– {seeker} alone decides what to do, and answers for it.",
    ),
    "duration": Words(
        "Duration",
        "How long it lasts.",
        "The last session looks back at the goals. If the agreed sessions are used earlier, we close the coaching "
        "then.",
    ),
}

SPONSORED: BlockWords = {
    "parties": Words(
        "Who this agreement is between",
        "All of you, by name. Everybody who is named here signs.",
        "This agreement is between the three people named here, in the program “{program}”. {sponsor} reads and signs "
        "the sponsor's own parts. The others stay between {seeker} and {guide}.",
    ),
    "purpose": Words(
        "Purpose",
        "Why you do this, in your own words, and what the organization hopes for.",
        "Coaching is a partnership for thinking: {seeker} chooses what each session is about, finds the way forward "
        "and decides what to do. {guide} helps with questions, observations and an honest ear. {sponsor} supports "
        "the coaching and makes the time for it possible.",
    ),
    "roles": Words(
        "Roles and commitments",
        "What each of you brings.",
        "{seeker} comes prepared, chooses the focus, is open to questions and carries out what they decided.\n\n"
        "{guide} listens, observes and asks, tells what they notice, and helps to find a plan. {guide} does not "
        "instruct, judge or lead, and takes no part in any assessment of {seeker}'s work.\n\n"
        "{sponsor} says openly what the organization hopes for, gives {seeker} the time for the sessions, gives "
        "feedback when asked, and does not ask the coach what was said.",
    ),
    "package": Words(
        "Number and length of sessions",
        "How many sessions there are, how long each is, and what counts as one.",
        "A session that takes place counts as one, also when we finish early. A conversation of all three does not "
        "count.",
    ),
    "confidentiality": Words(
        "Confidentiality and its limits",
        "You can reword this, but every agreement needs it. It is shown once more above the signature.",
        "What {seeker} and {guide} tell each other stays between them. {guide} passes nothing on: not to {sponsor}, "
        "not to any other manager, not to the people who run the program. {sponsor} sees their own parts of this "
        "agreement and what the section “Information for the sponsor” names. The people who run the program see that "
        "sessions take place, when, and for how long.\n\n"
        "There are limits. {guide} may have to speak with somebody else when the law or a court demands it, or when "
        "{seeker} or another person is in danger. If possible, {guide} tells {seeker} first.",
    ),
    "exchange": Words(
        "Information for the sponsor",
        "Only what you say yes to here is ever shown to the sponsor.",
        "Statements are written by {seeker} or {guide}, and reach {sponsor} only after {seeker} has released them. "
        "Nobody gives {sponsor} anything else about the sessions, not even when asked.",
    ),
    "assessments": Words(
        "Assessments, and who sees them",
        "Which questionnaires or tests you use, who explains the results, and who gets to see them.",
        "A questionnaire, a test or feedback from colleagues is used only when {seeker} has agreed to it beforehand "
        "and knows what it costs, who works out the results, and where they are kept. The results belong to "
        "{seeker}. {guide} sees them and goes through them with {seeker}. {sponsor} sees at most a summary, only if "
        "the section “Information for the sponsor” says so, and only after {seeker} has released it.",
    ),
    "closure": Words(
        "Closing, and what happens to the data",
        "How you finish well, and what remains afterwards.",
        "At the end {seeker} and {guide} look back at the goals and write down what they take with them.\n\n"
        "What they wrote on these pages (the records of the sessions, goals, check-ins and what they take with them) "
        "stays stored encrypted. They can still read it afterwards; {sponsor} sees only what was released. Private "
        "notes stay with whoever wrote them. The signed and sealed agreement can be downloaded for as many years as "
        "the program keeps it: whole by {seeker} and {guide}, in the sponsor's own parts by {sponsor}. The people "
        "who run the program keep that the three worked together, when sessions took place, and for how long.",
    ),
}
