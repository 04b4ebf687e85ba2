"""One vocabulary: the same word is one skill, whoever writes it and however many at once."""

import threading

import pytest
from django.db import connection, transaction

from people.models import Skill
from people.services import skills


@pytest.mark.django_db
def test_a_word_is_one_skill_in_any_case_of_letters() -> None:
    first = skills.named(["Negotiation", "İş analizi", "  Data   stories "])
    again = skills.named(["negotiation", "İş analizi", "DATA STORIES", ""])
    assert sorted(skill.name for skill in first) == ["Data stories", "Negotiation", "İş analizi"]
    assert {skill.pk for skill in again} == {skill.pk for skill in first}
    assert Skill.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_people_who_bring_the_same_words_at_once_do_not_stop_each_other() -> None:
    words = [f"Word {number}" for number in range(40)]
    barrier, failures = threading.Barrier(4), []

    def bring(names: list[str]) -> None:
        try:
            barrier.wait(5)
            with transaction.atomic():
                assert len(skills.named(names)) == len(words)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    orders = [words, words[::-1], words[20:] + words[:20], words[::-1][20:] + words[::-1][:20]]
    threads = [threading.Thread(target=bring, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert Skill.objects.count() == len(words)
