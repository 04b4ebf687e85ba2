"""What the people of the demo organization write. Everything is made up."""

MESSAGES = (
    "I lead my first project since spring and would love to learn how you keep calm when plans change.",
    "Your path from specialist to lead is the one I am thinking about. May I ask you how you decided?",
    "I present to executives for the first time this winter. I would like to practise with somebody honest.",
    "I moved here from another office and still learn how things really get done. Could you help me read the map?",
    "Colleagues say you give feedback that people thank you for. I would like to learn that.",
    "I want to grow without becoming a manager at once. You seem to have found such a way.",
)
PROPOSALS = (
    "I read what you hope for, and it sounds like where I stood six years ago. If you like, we have a coffee first.",
    "I have a place this season and enjoy working with people from elsewhere. Would you like to try it with me?",
    "What you want to learn is what I do every week. I would be glad to think along; no hurry with the answer.",
)
PROPOSAL_DECLINED = "Thank you, that is kind! I would like to look for somebody from the technical side first."
MATCHED_BY_HAND = "Went on with another coach after the first session, as everybody may."
STEPPED_IN = "Her diary is full until the release, and two others ask her already. The next choice has room now."
HEADLINES = (
    "Curious, in my third year here",
    "Finding my feet in a new role",
    "From doing the work to leading it",
    "Building bridges between teams",
    "Learning in the open",
    "Happy to think along",
)
ABOUT = (
    "I like work that ends in something people use. Outside I row, slowly.",
    "Twelve years here, three departments, still curious. Two children, one dog.",
    "I came for a year and stayed. I think best while walking.",
    "I collect good questions and bad puns.",
    "Quiet in large rooms, talkative over coffee.",
)
HOPES = (
    "I would like to speak up earlier in large meetings, and to know which of my ideas are worth a fight.",
    "I hope for somebody who asks good questions and tells me when I avoid the real one.",
    "I want to plan the next two years instead of waiting for what comes along.",
    "I would like to lead a team one day and see from close by what that takes.",
)
EXPERIENCE = (
    "Fifteen years in three offices, two reorganizations, and a few failures that taught me most.",
    "I have built a team from two to twenty and handed it over in good shape.",
    "I changed fields at forty. I can help with courage, and with the plan behind it.",
    "I know our customers, our budget process and most of the people who sign things.",
)
MENTORING_GOALS = (
    ("Lead a cross-team project from start to end", "Delivered, and two partners say they would do it again with me"),
    ("Speak in the monthly review without notes", "Three reviews in a row; my mentor has watched one"),
    ("Decide on my next role", "A written choice with reasons, talked through with my manager"),
    ("Give feedback within a week of noticing", "Five conversations, each noted the same day"),
    ("Build a network outside my department", "Coffee with eight people from four departments"),
    ("Say no to work that is not mine", "Two evenings a week free of laptops, for two months"),
)
COACHING_GOALS = (
    ("Delegate the weekly planning", "The team runs it for six weeks without me in the room"),
    ("Hold the difficult conversation before it grows", "Four held, each prepared on one page"),
    ("Make room for strategy", "Half a day a week, kept for two months"),
    ("Lead the change without carrying it alone", "Three leads own a part, and say so themselves"),
)
LEARNING = (
    "How decisions are really made here; planning a project backwards; reading a room. Opportunities: sitting in on "
    "the quarterly planning, presenting one slide of the review, shadowing a customer visit.",
    "Giving and asking for feedback; preparing for hard conversations. Opportunities: leading a retrospective, "
    "writing the team's goals, a guest seat in the hiring panel.",
)
FOCUS = (
    ("The talk with my team about priorities", "I postpone it each week", "Name three things we stop doing"),
    ("How to begin in the new role", "I see everything and nothing", "Ask five people the same two questions"),
    ("My presentation in December", "The story has too many heroes", "Cut it to one message and try it aloud"),
    ("A colleague who does not answer", "I work around him", "Call instead of writing"),
    ("Energy until the end of the week", "Fridays are lost", "Move the status meeting, walk at noon"),
)
OBSERVATIONS = (
    "We began with the last weeks: more went well than expected. The plan was clear, the talk before it was missing.",
    "We looked at the meeting from three chairs: own, the team's, the customer's. The team's chair was the quiet one.",
    "The draft became half as long while we read it aloud. The first sentence now says what is asked for.",
    "We drew who decides what. Two lines were guesses, and both are worth a question.",
)
QUESTIONS = (
    "What would you do if it did not have to be perfect? Who would notice first?",
    "What is the smallest step that would tell you more than another week of thinking?",
    "What are you protecting by saying yes?",
    "If a good friend were in this place, what would you tell them?",
)
INSIGHTS = (
    "Asking for help early saved a week. It felt like weakness and was read as trust.",
    "The meeting is not the problem, the missing decision is.",
    "Preparing the first minute is enough; the rest follows.",
    "It is allowed to leave a good thing for a better one.",
)
NEXT_STEPS = (
    "Try the short version on Thursday and write down what people ask.",
    "Talk to two of the five people before we meet again.",
    "Keep Wednesday morning free and see what happens.",
    "Bring the draft with three words crossed out on each page.",
)
PRIVATE_NOTES = (
    "Slower today. I talked too much in the first half; next time wait for the second silence.",
    "The word 'should' came eleven times. Offer it back next time, gently.",
    "Check my own impatience with this topic before the next session.",
)
ACTIONS = (
    ("Ask two colleagues for one thing I should do more of", "Two answers written down"),
    ("Draft the one-page plan", "Read by somebody who was not in the room"),
    ("Move the weekly meeting and shorten it", "Four weeks in the new slot"),
    ("Invite the other team's lead for a coffee", "It took place"),
    ("Write the first paragraph and stop", "It exists"),
    ("Practise the opening aloud, three times", "Recorded once"),
)
# What somebody says about a goal, by how far it has moved on the scale from -2 to 2.
CHECK_INS = {
    -1: "Nothing moved; the release ate the weeks.",
    0: "A first step, smaller than planned, but made.",
    1: "Held one, and it went better than I feared.",
    2: "Two people said they noticed, without being asked.",
}
LEARNED = (
    "That a plan is a conversation. And that I can ask for things before I have earned them twice.",
    "To say less and ask more. My mentee taught me how our tools look to somebody new.",
    "I decide faster, and I notice when I hide behind details.",
)
THANKS = (
    "For the patience in March, and for never once giving me the answer first.",
    "For your honesty. I looked forward to every meeting.",
    "For showing me the building from the inside.",
)
# How far a goal came, from -2 to 2, as the seeker and as the guide see it.
GOALS_SEEN = {
    "reached": ((1, "It is done, and it was easier the second time."), (2, "You did it before I expected it.")),
    "agreed": (
        (0, "Half of it. The rest goes on without a plan."),
        (1, "Further than you think: look back to spring."),
    ),
}
DECLINE_REASONS = (
    "Thank you for asking. I could not give it the time it deserves this season; please do ask the next on your list.",
    "I think somebody closer to your field would serve you better. I wish you a good start.",
)
STATEMENTS = {
    "midpoint": "Halfway: the weekly planning is handed over and held for three weeks. The second goal is slower, and "
    "the reason is known: two releases fell into one month. What helps now: no new project before the end of the year.",
    "closing": "We worked on delegation and on making room for strategy. Both goals are on track: the team has run the "
    "weekly planning alone for four weeks. What helps from here: protect the free half-day, and ask about it.",
    "assessment": "Nine colleagues answered. They value clear decisions and an open door, and would like to be asked "
    "earlier. Two habits follow from that, and both are among the goals.",
}
# What is written while an agreement comes about.
PURPOSE = (
    "I want to find out whether leading people is for me, and to try it where a mistake is allowed.",
    "I want to find out whether leading people is for me, and to try it where a mistake is allowed.\n\n"
    "From me: an honest ear, doors where I have the key, and no advice before you have asked for it.",
)
ON_GOALS = "How will we both see that the first one is reached? I would add who notices."
CLEARER = ", and somebody outside our team has noticed"
ON_SCHEDULE = (
    "Wednesdays are good for me, best before lunch. Which weeks are you away?",
    "Wednesday works. I am away in the first week of next month, so let us begin after that.",
)
ON_LESS_OFTEN = "Three weeks gives you time to try things between. Shall we keep an hour?"
ONE_MORE_TALK = "Before one of us ends it, we meet once more for a coffee, if we can."
PLEASE_CHANGE = (
    "I gladly support this. Please say how the two of you will notice early when it does not help: I was once asked "
    "only at the end."
)
FEEDBACK_CHANGED = (
    "At the end of each session we take two minutes: what helped, and what should be different next time? After the "
    "third session we ask ourselves whether to go on like this, and say to all three when something has to change."
)
ON_FEEDBACK = "I added a moment after the third session, as you asked. Is that what you meant?"
SECOND_THOUGHTS = "One question before I sign again: who else can read the notes that you keep outside of this place?"
FURTHER = "; we look at it once more after half a year"
GOAL_LATER = ("Hand over what I know", "A colleague runs the release alone, and I am on holiday")
QUIET = ("Evenings and weekends", "Mondays before noon", "School holidays", "From the 25th until the books are closed")
OWN_TEMPLATE = "Mentoring, short"
OWN_HEADING = "Our mentoring agreement"
OWN_FEEDBACK = (
    "After each meeting: one thing that helped, one thing to change. After three months we ask ourselves whether we "
    "would begin again, and say so honestly."
)
OWN_CLOSURE = (
    "We finish with a last meeting over lunch, paid for by Northwind Works. Each of us writes down what we take along."
    "\n\nWhat we wrote on these pages stays stored encrypted, and only we can read it. The signed and sealed agreement "
    "can be downloaded by each of us for as many years as the program keeps it."
)
OWN_BLOCK = (
    "Travel between our sites",
    "Only for those who work in different places.",
    "Northwind Works pays for one visit to each other. We plan it in the first month.",
)
PLACES = ("Video call", "Café on the ground floor", "Room Aurora, 3rd floor", "A walk along the river", "Phone")
