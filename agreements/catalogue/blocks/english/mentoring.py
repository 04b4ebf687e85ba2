"""English: blocks of mentoring, and those that read differently for a group."""

from agreements.catalogue.blocks.words import BlockWords, Words

MENTORING: BlockWords = {
    "parties": Words(
        "Who this agreement is between",
        "Both of you, by name. Everybody who is named here signs.",
        "This agreement is between the two people named here, in the program “{program}”.",
    ),
    "purpose": Words(
        "Purpose",
        "Why the two of you do this, in your own words. One or two sentences are enough.",
        "Our mentoring is a learning alliance: {seeker} brings the questions and drives it; {guide} listens, shares "
        "experience and knowledge of the organization, and opens doors. Both of us expect to learn from it.",
    ),
    "learning": Words(
        "Learning content and opportunities",
        "What you want to learn about, and the ways in which you will learn it.",
        "We learn in more ways than by talking:\n"
        "– conversations about real situations, before and after they happen\n"
        "– an introduction to two or three people who are good to know\n"
        "– looking over the shoulder: a meeting, a project or a day at work of {guide}\n"
        "– something to read, try or practise until the next meeting",
    ),
    "roles": Words(
        "Roles and commitments",
        "What each of you brings.",
        "{seeker} prepares the meetings, asks openly, tries things out, and says what came of them.\n\n"
        "{guide} makes time, listens before advising, speaks of failures as well as successes, and decides nothing "
        "on behalf of {seeker}. {guide} takes no part in any assessment of {seeker}'s work.",
    ),
}

GROUP: BlockWords = {
    "parties": Words(
        "Who this agreement is between",
        "All of you, by name. Everybody who is named here signs.",
        "This agreement is between all the people named here, in the program “{program}”.",
    ),
    "purpose": Words(
        "Purpose",
        "Why you do this as a group, in your own words. One or two sentences are enough.",
        "We learn together as a group. {seeker} bring the questions and learn from each other as much as from the "
        "mentor; {guide} guides the conversation, shares experience and knowledge of the organization, and opens "
        "doors. All of us expect to learn from it.",
    ),
    "goals": Words(
        "Individual goals",
        "Each mentee has one or two goals. Put the name first, so that it is clear whose goal it is.",
        "Each of {seeker} has goals of their own. We look at them together regularly, help each other with them, and "
        "compare nobody with anybody. We change them when life changes.",
    ),
    "learning": Words(
        "Learning content and opportunities",
        "Which themes you share, and the ways in which you will learn about them.",
        "We learn in more ways than by talking with the mentor:\n"
        "– each time one of us brings a real situation, and the others ask and advise\n"
        "– guests who know a theme better than we do\n"
        "– looking over each other's shoulder: a meeting, a project or a day at work\n"
        "– something to read, try or practise until the next meeting, alone or in twos",
    ),
    "roles": Words(
        "Roles and commitments",
        "What each of you brings.",
        "{seeker} come prepared, take turns in bringing a theme, listen to each other, and say what came of it.\n\n"
        "{guide} sees to it that everybody gets a word in, listens before advising, and takes no part in any "
        "assessment of the mentees' work.",
    ),
    "ground_rules": Words(
        "Ground rules",
        "What makes it easy for all of you to speak openly in front of each other.",
        "– We are on time, and our phones are away. Whoever cannot come tells everybody.\n"
        "– One person speaks at a time, and everybody gets time.\n"
        "– We say what we think, kindly, and we ask before giving advice.\n"
        "– “I would rather not talk about that” is a good answer, and nobody asks why.",
    ),
    "confidentiality": Words(
        "Confidentiality and its limits",
        "You can reword this, but every agreement needs it. It is shown once more above the signature.",
        "What is said in the group stays in the group. None of us passes on what another has told, not even to a "
        "manager or to the people who run the program, unless that person has said yes. What we learn for ourselves "
        "we may use and share, without names. The people who run the program see that we meet, when, and for how "
        "long: never what we talk about.\n\n"
        "There are limits. One of us may have to speak with somebody else when the law or a court demands it, or "
        "when one of us or another person is in danger. If we can, we tell the group first.",
    ),
    "exit": Words(
        "Ending early, with no fault",
        "Everybody must be able to leave without trouble.",
        "Each of us can leave at any time, without giving a reason and without any disadvantage. We say it to the "
        "others kindly and, if we can, come to one last meeting. This agreement ends when one of us leaves; whoever "
        "wants to go on can begin a new one. The people who run the program learn only that it ended.",
    ),
}
