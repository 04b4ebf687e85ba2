"""Typo-tolerant search over names, skills and words of the profile."""

from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Greatest

from people.models import PersonSkill
from program.models import Enrollment, EnrollmentSkill

ALIKE = 0.45
MOST_WORDS = 6


def matching(enrollments: QuerySet[Enrollment], words: str) -> set[UUID]:
    """Which of these enrollments fit every word, by name, title, department, skills, headline or experience."""
    space = Value(" ")
    text = Concat(
        *("person__first_name", space, "person__last_name", space, "person__job_title", space, "person__department"),
        *(space, "headline", space, "experience", space, "person__about"),
        output_field=TextField(),
    )
    rows = enrollments.order_by().annotate(search_text=text)
    for number, word in enumerate(words.split()[:MOST_WORDS]):
        name = f"alike_{number}"
        rows = rows.annotate(**{name: Greatest(TrigramWordSimilarity(word, text), Value(0.0))})
        rows = rows.filter(Q(search_text__icontains=word) | Q(**{f"{name}__gte": ALIKE}) | _has_skill_like(word))
    return set(rows.values_list("pk", flat=True))


def _has_skill_like(word: str) -> Q:
    alike = TrigramWordSimilarity(word, "skill__name")
    in_program = EnrollmentSkill.objects.filter(enrollment=OuterRef("pk"), wish="offered").annotate(alike=alike)
    own = PersonSkill.objects.filter(person=OuterRef("person")).annotate(alike=alike)
    return Q(Exists(in_program.filter(alike__gte=ALIKE))) | Q(Exists(own.filter(alike__gte=ALIKE)))
