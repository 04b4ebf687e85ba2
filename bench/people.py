"""Made-up organizations of any size for the benchmarks: the same for the same size and seed."""

import random

from matching.engine import POINTS, Guide, Seeker, Weights
from matching.engine.vocabulary import NAMES

SKILLS = tuple(sorted(NAMES))
PLACES = (
    ("Boston", "America/New_York", "English"),
    ("Pune", "Asia/Kolkata", "Hindi"),
    ("London", "Europe/London", "English"),
    ("Kraków", "Europe/Warsaw", "Polish"),
    ("Hamburg", "Europe/Berlin", "German"),
    ("Lyon", "Europe/Paris", "French"),
    ("Osaka", "Asia/Tokyo", "Japanese"),
    ("Recife", "America/Recife", "Portuguese"),
)
DEPARTMENTS = ("Engineering", "Finance", "Legal", "Marketing", "Operations", "People", "Product", "Sales")
WORDS = tuple(f"{one}{two}" for one in ("karr", "archi", "nego", "produ", "strat", "finan", "multi") for two in (
    "ationis", "tectur", "tiator", "kanwelt", "egischem", "zierung", "plikator", "wandler", "komplex", "bewegung",
))  # fmt: skip
WEIGHTS = Weights(**{name: 10 * getattr(Weights(), name) for name in POINTS})
"""Scores from 0 to 10,000: finer than a program needs, so that the solver cannot rest on ties."""

_WANTED = tuple(1 / (rank + 3) for rank in range(len(SKILLS)))
_OFFERED = tuple(1 / (len(SKILLS) + 3 - rank) for rank in range(len(SKILLS)))
ENGLISH_TOO = 0.7
"""Share of people elsewhere who also speak English: with it about a third of all pairs are excluded."""


def clients_and_coaches(clients: int, places_per_client: float, seed: int = 1) -> tuple[list[Seeker], list[Guide]]:
    """N clients and N/8 coaches, with so many places in all for each client."""
    rng = random.Random(seed)
    coaches = max(1, clients // 8)
    places = round(clients * places_per_client)
    load = [places // coaches + (number < places % coaches) for number in range(coaches)]
    return (
        [seeker(rng, f"C{number}", coaches) for number in range(clients)],
        [guide(rng, f"G{number}", load[number]) for number in range(coaches)],
    )


def seeker(rng: random.Random, key: str, coaches: int) -> Seeker:
    """A client with skills wanted, goals, and a chain of managers, a few of whom coach."""
    return Seeker(
        **_facts(rng, key),
        wants={skill: rng.randint(0, 5) for skill in rng.choices(SKILLS, _WANTED, k=rng.randint(1, 5))},
        goal_words=frozenset(rng.sample(WORDS, rng.randint(0, 6))),
        manager_chain=frozenset(f"G{rng.randrange(coaches)}" for _ in range(2)),
    )


def guide(rng: random.Random, key: str, capacity: int) -> Guide:
    """A coach with skills offered and experience."""
    return Guide(
        **_facts(rng, key, 3),
        offers={skill: rng.randint(0, 5) for skill in rng.choices(SKILLS, _OFFERED, k=rng.randint(2, 6))},
        experience_words=frozenset(rng.sample(WORDS, rng.randint(3, 12))),
        capacity_left=capacity,
    )


def _facts(rng: random.Random, key: str, above: int = 0) -> dict:
    place, zone, language = rng.choice(PLACES)
    languages = {language, "English"} if rng.random() < ENGLISH_TOO else {language}
    return {
        "key": key,
        "languages": frozenset(languages),
        "zone": zone,
        "location": place,
        "department": rng.choice(DEPARTMENTS),
        "grade": min(10, rng.randint(1, 7) + above),
        "preferences": frozenset(rng.sample(("same_location", "other_department"), rng.choice((0, 0, 0, 1, 2)))),
    }
