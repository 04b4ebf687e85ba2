"""English: blocks whose words fit every agreement, until a kind or a shape has better ones."""

from agreements.catalogue.blocks.words import BlockWords, Words

SHARED: BlockWords = {
    "goals": Words(
        "Individual goals",
        "Two or three goals are plenty. Write them so that you will both know when one is reached, and by when.",
        "{seeker} wants to reach these goals. We look at them together regularly, and we change them when life "
        "changes.",
    ),
    "schedule": Words(
        "Meeting schedule",
        "How often, how long, where, and who sets the agenda. Your meetings are made from this.",
        "What a meeting should be about is said at least a day before. Whoever cannot come says so as early as "
        "possible, and we find another time straight away.",
    ),
    "cancellation": Words(
        "Late cancellation",
        "How long before a meeting it can still be cancelled in time.",
        "Whoever has to cancel says so as early as possible and proposes another time.",
    ),
    "communication": Words(
        "Communication between meetings",
        "Which ways you use, how fast you answer, and when you would rather not be disturbed.",
        "Short questions and good news are welcome at any time. Whatever needs more than a few lines waits for the "
        "next meeting.",
    ),
    "ground_rules": Words(
        "Ground rules",
        "What makes it easy for both of you to speak openly.",
        "– We are on time, and our phones are away.\n"
        "– We say what we think, kindly, and we ask before giving advice.\n"
        "– Every question is welcome. “I would rather not talk about that” is a good answer.\n"
        "– We keep what we promise, or say early that we cannot.",
    ),
    "confidentiality": Words(
        "Confidentiality and its limits",
        "You can reword this, but every agreement needs it. It is shown once more above the signature.",
        "What we tell each other stays between us. Neither of us passes it on, not even to a manager or to the "
        "people who run the program, unless the other has said yes. They see that we meet, when, and for how long: "
        "never what we talk about.\n\n"
        "There are limits. One of us may have to speak with somebody else when the law or a court demands it, or "
        "when one of us or another person is in danger. If we can, we tell each other first.",
    ),
    "feedback": Words(
        "Feedback and check-ins",
        "How you find out early whether it still helps.",
        "At the end of each meeting we take two minutes: what helped, and what should be different next time? "
        "Between meetings each of us can note how far a goal has come. Halfway through we take more time, and look "
        "at the goals and at how we work together.",
    ),
    "duration": Words(
        "Duration",
        "How long it lasts.",
        "Before the end we decide together how to close, and whether a new agreement should follow.",
    ),
    "exit": Words(
        "Ending early, with no fault",
        "Everybody must be able to leave without trouble.",
        "Each of us can end this at any time, without giving a reason and without any disadvantage. We say it to "
        "each other kindly and, if we can, have one last conversation. The people who run the program learn only "
        "that it ended.",
    ),
    "closure": Words(
        "Closing, and what happens to the data",
        "How you finish well, and what remains afterwards.",
        "At the end we look back at the goals, each of us writes down what we take with us, and we thank each "
        "other.\n\n"
        "What we wrote on these pages (the records of our meetings, goals, check-ins and what we take with us) stays "
        "stored encrypted. We can still read it afterwards; nobody else can. Private notes stay with whoever wrote "
        "them. The signed and sealed agreement can be downloaded by each of us for as many years as the program "
        "keeps it. The people who run the program keep that we worked together, when we met, and for how long.",
    ),
    "signatures": Words(
        "Signatures",
        "You can reword this, but every agreement needs it.",
        "Each of us signs electronically, on exactly the text that is shown. The agreement counts as soon as all of "
        "us have signed. If anything is changed before that, signatures already given no longer count, and everybody "
        "is asked again. A later change is a new version that all of us sign. When everybody has signed, the "
        "organization seals the document, so that anyone can check later that it is unchanged.",
    ),
}
