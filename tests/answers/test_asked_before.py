"""Questions that ask the same in other words."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from houselights.accounts.models import Person
from houselights.answers.asked_before import LIKELY, Ways, asked_before
from houselights.answers.material import Credit, Names
from houselights.answers.near_questions import near_questions
from houselights.catalogue.models import Film
from houselights.questions.actions import answer, ask
from houselights.questions.models import Question
from houselights.questions.rules import AnswerText, QuestionText

OTHERS = [
    "Who wrote the music?",
    "Why is the lamp red?",
    "Does the keeper die in the storm?",
    "How does it differ from the novel?",
    "Where is the lighthouse?",
    "What does the blind sister want?",
]
NAMES = Names(
    ["The Long Lamp", "The Keeper of Sarn"],
    [
        Credit("Ines Varga", "director"),
        Credit("Tom Ode", "cast", "Ray the keeper"),
        Credit("Ada Quill", "source"),
    ],
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("why is the lamp RED", 1),
        ("Is the keeper killed?", 2),
        ("Who composed the soundtrack?", 0),
        ("In which town was it filmed?", 4),
        ("Is it a faithful adaptation?", 3),
        ("Why is teh lmap red?", 1),
    ],
)
def test_other_words_and_slips_find_the_same(question: str, place: int) -> None:
    assert asked_before(question, OTHERS)[0].place == place


@pytest.mark.parametrize(
    ("question", "place"),
    [("What would Quill say of it?", 3), ("Did Sarn exist?", 3), ("Is Ode dead at the end?", 2)],
)
def test_who_names_an_author_or_an_actor_is_understood(question: str, place: int) -> None:
    assert place in [one.place for one in asked_before(question, OTHERS, NAMES)[:2]]


def test_the_most_alike_come_first_and_only_so_many() -> None:
    found = asked_before("Why is the lamp red at night?", OTHERS, least=-9, limit=3)
    assert len(found) == 3
    assert found[0].place == 1
    assert [one.likeness for one in found] == sorted((one.likeness for one in found), reverse=True)


def test_another_question_is_not_likely_the_same() -> None:
    assert asked_before("How old was the boy who plays the cabin hand?", OTHERS, least=LIKELY) == []


@pytest.mark.parametrize("question", ["", "?", "灯はなぜ赤い?", "Zzz " * 50])
@pytest.mark.parametrize("ways", [Ways(), Ways(meaning=0)])
def test_whatever_is_typed_is_measured(question: str, ways: Ways) -> None:
    assert len(asked_before(question, OTHERS, least=-9, ways=ways)) == 5
    assert asked_before(question, []) == []


def test_near_questions_are_those_that_the_viewer_may_see(film: Film, alice: Person) -> None:
    stranger = AnonymousUser()
    assert near_questions(film, "Who lights it?", stranger) == []
    lit = ask(film, alice, QuestionText("Who lights the lamp?"))
    ask(film, alice, QuestionText("Which composer wrote the score?"))
    given = answer(lit, alice, AnswerText("The keeper.", contains_spoilers=False))
    [found] = near_questions(film, "who ligths the lamp", stranger, limit=1)
    assert (found, found.best_answer) == (lit, given)
    Question.objects.filter(pk=lit.pk).update(state="withheld")
    assert lit not in near_questions(film, "Who lights the lamp?", stranger)
