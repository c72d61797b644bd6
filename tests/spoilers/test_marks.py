"""Readers mark, authors answer, editors decide; and what ten accounts achieve together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail

from houselights.accounts.models import Person
from houselights.base.clock import now
from houselights.base.errors import NotAllowed, Refusal
from houselights.base.house import choose
from houselights.catalogue.models import Film
from houselights.moderation.letters import deliver
from houselights.questions.actions import answer, ask
from houselights.questions.rules import AnswerText, QuestionText
from houselights.reviews.actions import edit_review
from houselights.reviews.models import ImportBatch, Review
from houselights.reviews.rules import ReviewText
from houselights.spoilers import marking, scores, settling
from houselights.spoilers.covering import By, Level
from houselights.spoilers.knowledge import learn
from houselights.spoilers.marks import author_says, decide, mark_sentences, unmark
from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.records import tracks_of
from houselights.spoilers.scorer.material import Scored
from houselights.spoilers.scorer.score import THRESHOLDS
from houselights.spoilers.settling import Spot, Stand
from houselights.spoilers.settling_tasks import settle_again
from houselights.spoilers.writings import Text, words_in
from houselights.text.sentences import split_sentences
from houselights.text.spans import Place
from tests.cast import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
Make = Callable[..., Review]

# What the program thinks of each sentence: clear either way, and in the middle.
PLAIN, MIDDLE, ALSO, TELLS = (
    "The lamp is beautifully lit.",
    "I should have known it from the coat.",
    "You will not look at the sister the same way again.",
    "The keeper drowns in the end.",
)
_LOW = settling.HARMLESS / 1000
_STEP = (min(THRESHOLDS["hints"], THRESHOLDS["outright"]) - _LOW) / 3
SUSPICION = {PLAIN: _LOW / 4, MIDDLE: _LOW + _STEP, ALSO: _LOW + 2 * _STEP, TELLS: 0.99}
BODY = " ".join([PLAIN, MIDDLE, ALSO, TELLS])


@pytest.fixture(autouse=True)
def _known_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    def score(row: Text) -> list[Scored]:
        assert row.current
        return [
            Scored(place, span, of, of)
            for place in Place
            for text in [words_in(row.current)[place]]
            for span in split_sentences(text, "en")
            for of in [SUSPICION.get(text[span.start : span.end], SUSPICION[MIDDLE])]
        ]

    monkeypatch.setattr(marking, "score", score)
    monkeypatch.setattr(scores, "score", score)


@pytest.fixture
def review(make_review: Make) -> Review:
    """As a page brings it in: there is nobody to ask."""
    return imported(make_review(body=BODY))


def imported(review: Review) -> Review:
    batch = ImportBatch.objects.create(film=review.film, kind="page-text")
    Review.objects.filter(pk=review.pk).update(author=None, batch=batch)
    return Review.objects.get(pk=review.pk)


def people(number: int, name: str, *, days: float = 100) -> list[Person]:
    made = [make_person(f"{name}{count}") for count in range(number)]
    joined = now() - timedelta(days=days)
    Person.objects.filter(pk__in=[one.pk for one in made]).update(date_joined=joined)
    return list(Person.objects.filter(pk__in=[one.pk for one in made]).order_by("pk"))


@pytest.fixture
def trust(make_review: Make) -> Callable[..., None]:
    """Gives people a record: so many marks that an editor confirmed, so many that she did not."""

    def give(who: list[Person], right: int = 10, wrong: int = 1) -> None:
        other = make_review()
        yesterday = now() - timedelta(days=1)
        settled = Sentence.objects.bulk_create(
            Sentence(
                film=other.film,
                review=other,
                start=0,
                end=0,
                digest=f"{who[0].pk}-{number}",
                gives_away=number < right,
                settled_by=Sentence.By.EDITORS,
                settled_at=now(),
            )
            for number in range(right + wrong)
        )
        SentenceMark.objects.bulk_create(
            SentenceMark(sentence=one, person=person, gives_away=True, at=yesterday)
            for one in settled
            for person in who
        )

    return give


def say(person: Person, row: Text, words: str, *, gives_away: bool = True) -> None:
    mark_sentences(person, row, [spot_in(row, words)], gives_away=gives_away)


def spot_in(row: Text, words: str) -> Spot:
    stand = Stand(row)
    return next(spot for spot in stand.spots if stand.words_of(spot) == words)


def sentence_of(row: Review, words: str) -> Sentence:
    return Sentence.objects.get(review=row, digest=spot_in(row, words).digest)


def marks_of(row: Review) -> dict[str, tuple[int, str]]:
    """Who covers which words of the present version, and up to which level."""
    row = Review.objects.select_related("current").get(pk=row.pk)
    assert row.current
    body = words_in(row.current)[Place.BODY]
    return {body[start:end]: (level, by) for start, end, level, by in row.current.marks}


# ── readers ─────────────────────────────────────────────────────────────────────────────────────


def test_three_readers_of_ordinary_record_cover_a_sentence(
    review: Review, trust: Callable[..., None]
) -> None:
    readers = people(3, "honest")
    trust(readers)
    for person in readers[:2]:
        say(person, review, MIDDLE)
    assert MIDDLE not in marks_of(review)
    assert sentence_of(review, MIDDLE).waits
    say(readers[2], review, MIDDLE)
    assert marks_of(review)[MIDDLE] == (Level.PREMISE, By.READERS)
    assert not sentence_of(review, MIDDLE).waits


def test_five_with_six_of_seven_do(review: Review, trust: Callable[..., None]) -> None:
    readers = people(5, "honest")
    trust(readers, right=6, wrong=1)
    for person in readers:
        say(person, review, MIDDLE)
    assert MIDDLE in marks_of(review)


def test_saying_it_twice_counts_once_and_the_other_word_replaces_it(
    review: Review, bruno: Person
) -> None:
    for gives_away in (True, True, False):
        say(bruno, review, MIDDLE, gives_away=gives_away)
    (mark,) = SentenceMark.objects.all()
    assert not mark.gives_away


def test_a_mark_that_is_taken_back_leaves_nothing(
    review: Review, trust: Callable[..., None]
) -> None:
    readers = people(3, "honest")
    trust(readers)
    for person in readers:
        say(person, review, MIDDLE)
    unmark(readers[0], sentence_of(review, MIDDLE))
    assert MIDDLE not in marks_of(review)
    for person in readers[1:]:
        unmark(person, sentence_of(review, MIDDLE))
    assert not Sentence.objects.filter(review=review).exists()


def test_sentences_are_marked_by_their_words_whatever_changes_meanwhile(
    make_review: Make, alice: Person, bruno: Person
) -> None:
    review = make_review(alice, body=BODY)
    both = [spot_in(review, MIDDLE), spot_in(review, ALSO)]
    edit_review(review, alice, ReviewText("H", f"{PLAIN} {PLAIN} {BODY}", 80, False, "en"))
    found = mark_sentences(bruno, review, both, gives_away=True)
    assert {one.digest for one in found} == {spot.digest for spot in both}
    with pytest.raises(Refusal):
        mark_sentences(bruno, review, [], gives_away=True)
    edit_review(review, alice, ReviewText("H", f"{PLAIN} {MIDDLE}", 80, False, "en"))
    with pytest.raises(Refusal):
        mark_sentences(bruno, review, both, gives_away=True)


def test_nobody_marks_their_own_text_as_a_reader(make_review: Make, alice: Person) -> None:
    own = make_review(alice, body=BODY)
    with pytest.raises(NotAllowed) as refused:
        say(alice, own, MIDDLE)
    assert refused.value.code == "own_text"


def test_only_texts_that_are_shown_can_be_marked(review: Review, bruno: Person) -> None:
    Review.objects.filter(pk=review.pk).update(state="withheld")
    with pytest.raises(Refusal):
        say(bruno, Review.objects.get(pk=review.pk), MIDDLE)
    assert not Sentence.objects.exists()


def test_answers_and_questions_are_marked_alike(film: Film, alice: Person, edda: Person) -> None:
    question = ask(film, alice, QuestionText("Why the coat?", MIDDLE))
    given = answer(question, alice, AnswerText(ALSO, contains_spoilers=False))
    say(edda, question, MIDDLE)
    say(edda, question, "Why the coat?")
    say(edda, given, ALSO)
    for row in (question, given):
        row.refresh_from_db()
        row.current.refresh_from_db()
        assert [mark[2:] for mark in row.current.marks] == [[Level.SOURCE, By.EDITORS]]
    assert question.current.title_mark == [Level.SOURCE, By.EDITORS]


def test_marks_stay_with_their_words_when_the_text_changes(
    make_review: Make, alice: Person, edda: Person
) -> None:
    own = make_review(alice, body=BODY)
    say(edda, own, MIDDLE)
    edited = edit_review(own, alice, ReviewText("H", f"New words. {BODY}", 80, False, "en"))
    assert marks_of(edited)[MIDDLE] == (Level.SOURCE, By.EDITORS)


def test_marks_go_with_an_account(review: Review, trust: Callable[..., None]) -> None:
    readers = people(3, "honest")
    trust(readers)
    for person in readers:
        say(person, review, MIDDLE)
    readers[0].delete()
    settle_again()
    assert MIDDLE not in marks_of(review)


def test_in_a_text_that_tells_nothing_readers_need_more_of_the_programs_doubt(
    make_review: Make, trust: Callable[..., None]
) -> None:
    readers, clean = people(3, "honest"), imported(make_review(body=f"{PLAIN} {MIDDLE} {PLAIN}"))
    assert settling.HARMLESS <= 1000 * SUSPICION[MIDDLE] < settling.HARMLESS_IN_CLEAN
    trust(readers)
    for person in readers:
        say(person, clean, MIDDLE)
    assert marks_of(clean) == {}
    assert sentence_of(clean, MIDDLE).waits


# ── authors ─────────────────────────────────────────────────────────────────────────────────────


def test_the_author_is_asked_first(
    make_review: Make, alice: Person, trust: Callable[..., None]
) -> None:
    own, readers = make_review(alice, body=BODY), people(3, "honest")
    trust(readers)
    for person in readers:
        say(person, own, MIDDLE)
    sentence = sentence_of(own, MIDDLE)
    assert sentence.author_asked_at
    assert not sentence.waits
    assert MIDDLE not in marks_of(own)
    Sentence.objects.filter(pk=sentence.pk).update(author_asked_at=now() - timedelta(days=4))
    settle_again()
    assert marks_of(own)[MIDDLE] == (Level.PREMISE, By.READERS)


def test_the_letter_holds_no_word_of_the_text(
    make_review: Make, alice: Person, bruno: Person
) -> None:
    own = make_review(alice, headline="A headline of hers", body=BODY)
    say(bruno, own, MIDDLE)
    say(bruno, own, ALSO)
    assert deliver("author_asked", sentence_of(own, MIDDLE).pk)
    (letter,) = mail.outbox
    assert letter.to == [alice.email]
    assert f"/reviews/{own.public_id}/sentences/" in letter.body
    for words in ("coat", "sister", "A headline of hers", "bruno", "Bruno"):
        assert words not in f"{letter.subject} {letter.body}"


def test_one_letter_for_all_sentences_of_some_days(
    make_review: Make, alice: Person, bruno: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = list[object]()
    monkeypatch.setattr("houselights.spoilers.marks.announce", sent.append)
    own = make_review(alice, body=BODY)
    say(bruno, own, MIDDLE)
    say(bruno, own, ALSO)
    say(bruno, own, PLAIN, gives_away=False)
    assert len(sent) == 1
    assert Sentence.objects.filter(author_asked_at__isnull=False).count() == 2


def test_no_days_means_that_readers_need_not_wait(
    make_review: Make, alice: Person, trust: Callable[..., None]
) -> None:
    choose("author_days", 0)
    own, readers = make_review(alice, body=BODY), people(3, "honest")
    trust(readers)
    for person in readers:
        say(person, own, MIDDLE)
    assert MIDDLE in marks_of(own)


def test_an_author_covers(make_review: Make, alice: Person, bruno: Person, edda: Person) -> None:
    own = make_review(alice, body=BODY)
    author_says(alice, own, spot_in(own, MIDDLE), gives_away=True)
    assert marks_of(own)[MIDDLE] == (Level.SOURCE, By.AUTHOR)
    with pytest.raises(Refusal) as refused:
        say(bruno, own, MIDDLE, gives_away=False)
    assert refused.value.code == "settled"
    with pytest.raises(NotAllowed):
        author_says(edda, own, spot_in(own, MIDDLE), gives_away=False)


def test_an_author_calls_harmless_what_the_program_covers(make_review: Make, alice: Person) -> None:
    own = make_review(alice, body=BODY)
    assert marks_of(own)[TELLS] == (Level.PREMISE, By.PROGRAM)
    author_says(alice, own, spot_in(own, TELLS), gives_away=False, reason="A metaphor.")
    assert TELLS not in marks_of(own)
    assert sentence_of(own, TELLS).author_reason == "A metaphor."


def test_readers_who_insist_against_the_author_need_an_editor(
    make_review: Make, alice: Person, edda: Person, trust: Callable[..., None]
) -> None:
    own, readers = make_review(alice, body=BODY), people(10, "honest")
    trust(readers)
    author_says(alice, own, spot_in(own, MIDDLE), gives_away=False)
    for person in readers:
        say(person, own, MIDDLE)
    sentence = sentence_of(own, MIDDLE)
    assert (sentence.gives_away, sentence.waits) == (None, True)
    decide(edda, sentence, gives_away=True)
    assert marks_of(own)[MIDDLE] == (Level.SOURCE, By.EDITORS)


def test_an_author_opens_what_readers_covered_until_an_editor_decides(
    make_review: Make, alice: Person, edda: Person, trust: Callable[..., None]
) -> None:
    choose("author_days", 0)
    own, readers = make_review(alice, body=BODY), people(3, "honest")
    trust(readers)
    for person in readers:
        say(person, own, MIDDLE)
    author_says(alice, own, spot_in(own, MIDDLE), gives_away=False, reason="It is the premise.")
    assert MIDDLE not in marks_of(own)
    assert sentence_of(own, MIDDLE).waits
    decide(edda, sentence_of(own, MIDDLE), gives_away=False)
    assert not sentence_of(own, MIDDLE).waits


def test_an_author_can_not_undo_what_editors_decided_but_they_look_again(
    make_review: Make, alice: Person, edda: Person
) -> None:
    own = make_review(alice, body=BODY)
    say(edda, own, MIDDLE)
    author_says(alice, own, spot_in(own, MIDDLE), gives_away=False)
    assert MIDDLE in marks_of(own)
    assert sentence_of(own, MIDDLE).waits


# ── editors ─────────────────────────────────────────────────────────────────────────────────────


def test_editors_and_moderators_settle_at_once(
    review: Review, edda: Person, mira: Person, bruno: Person
) -> None:
    say(edda, review, PLAIN)
    assert marks_of(review)[PLAIN] == (Level.SOURCE, By.EDITORS)
    say(mira, review, TELLS, gives_away=False)
    assert TELLS not in marks_of(review)
    with pytest.raises(NotAllowed):
        decide(bruno, sentence_of(review, TELLS), gives_away=True)
    with pytest.raises(Refusal):
        say(bruno, review, TELLS)


def test_editors_do_not_decide_about_their_own_texts(make_review: Make, edda: Person) -> None:
    own = make_review(edda, body=BODY)
    author_says(edda, own, spot_in(own, MIDDLE), gives_away=False)
    with pytest.raises(NotAllowed):
        decide(edda, sentence_of(own, MIDDLE), gives_away=False)


def test_what_is_marked_after_the_decision_counts_in_nobodys_record(
    review: Review, edda: Person, bruno: Person
) -> None:
    say(bruno, review, MIDDLE)
    decide(edda, sentence_of(review, MIDDLE), gives_away=True)
    assert tracks_of([bruno.pk])[bruno.pk].by_editors == 1
    SentenceMark.objects.update(at=now())
    assert tracks_of([bruno.pk])[bruno.pk].by_editors == 0


def test_a_ring_can_not_raise_itself(make_review: Make, trust: Callable[..., None]) -> None:
    """What readers settled counts for nothing, nor what authors of the ring say without editors."""
    ring = people(10, "ring")
    own = make_review(ring[0], body=BODY)
    for person in ring[1:]:
        say(person, own, MIDDLE)
    author_says(ring[0], own, spot_in(own, MIDDLE), gives_away=True)
    tracks = tracks_of([one.pk for one in ring])
    assert all(track.right == 0 for track in tracks.values())
    assert sum(track.by_authors for track in tracks.values()) == 9


def test_an_author_can_not_ruin_a_readers_record(
    make_review: Make, alice: Person, bruno: Person, edda: Person
) -> None:
    """Only what editors decided counts against a reader, whatever authors say of their texts."""
    own = make_review(alice, body=BODY)
    for words in (MIDDLE, ALSO):
        say(bruno, own, words, gives_away=False)
        author_says(alice, own, spot_in(own, words), gives_away=True)
    assert tracks_of([bruno.pk])[bruno.pk].wrong == 0
    decide(edda, sentence_of(own, MIDDLE), gives_away=True)
    track = tracks_of([bruno.pk])[bruno.pk]
    assert (track.right, track.wrong) == (0, 1)


# ── rings ───────────────────────────────────────────────────────────────────────────────────────

RING = {"fresh": (0.5, 0), "aged": (500, 0), "trusted": (500, 12)}


@pytest.mark.parametrize("kind", RING)
@pytest.mark.parametrize("slowly", [False, True])
def test_ten_accounts_can_not_hide_a_clean_review(
    make_review: Make, trust: Callable[..., None], kind: str, *, slowly: bool
) -> None:
    days, right = RING[kind]
    ring = people(10, "ring", days=days)
    if right:
        trust(ring, right, 0)
    lines = [f"The {word} is lovely." for word in ("lamp", "coat", "harbour", "wall", "door")]
    clean = imported(make_review(body=" ".join([*lines, MIDDLE, ALSO])))
    SUSPICION.update(dict.fromkeys(lines, SUSPICION[PLAIN]))
    texts = [*lines, MIDDLE, ALSO]
    for person, words in [(p, w) for p in ring for w in texts]:
        say(person, clean, words)
        if slowly and words == texts[-1]:
            settle_again()
    covered = marks_of(clean)
    assert not set(covered) & set(lines)
    assert set(covered) <= ({MIDDLE, ALSO} if kind == "trusted" else set())
    assert all(sentence_of(clean, words).waits for words in lines)


@pytest.mark.parametrize("kind", RING)
def test_ten_accounts_can_not_open_a_spoiling_review(
    review: Review, trust: Callable[..., None], edda: Person, kind: str
) -> None:
    honest = people(3, "honest")
    trust(honest)
    for person in honest:
        say(person, review, MIDDLE)
    say(edda, review, ALSO)
    before = marks_of(review)
    assert set(before) == {MIDDLE, ALSO, TELLS}
    days, right = RING[kind]
    ring = people(10, "ring", days=days)
    if right:
        trust(ring, right, 0)
    for person in ring:
        for words in (MIDDLE, TELLS):
            say(person, review, words, gives_away=False)
        with pytest.raises(Refusal):
            say(person, review, ALSO, gives_away=False)
    settle_again()
    assert marks_of(review) == before
    assert sentence_of(review, TELLS).waits


@pytest.mark.parametrize(
    "now",
    [
        "I should really have known it from the coat.",
        "I should have known; it from the coat and the hat.",
        "I should! Have known it from the coat.",
    ],
)
def test_an_edit_of_a_word_or_two_opens_nothing_that_editors_cover(
    make_review: Make, alice: Person, edda: Person, now: str
) -> None:
    own = make_review(alice, body=BODY)
    say(edda, own, MIDDLE)
    edit_review(own, alice, ReviewText("H", BODY.replace(MIDDLE, now), 80, False, "en"))
    assert (Level.SOURCE, By.EDITORS) in marks_of(own).values()
    sentence = Sentence.objects.get(review=own)
    assert sentence.waits
    decide(edda, sentence, gives_away=False)
    assert By.EDITORS not in [by for _level, by in marks_of(own).values()]


REWRITTEN = "The coat is red, as hers was."


def rewrite(own: Review, body: str) -> Review:
    assert own.author
    return edit_review(own, own.author, ReviewText("H", body, 80, False, "en"))


def test_other_words_are_another_sentence_for_the_editors_to_look_at(
    make_review: Make, alice: Person, edda: Person
) -> None:
    own = make_review(alice, body=BODY)
    say(edda, own, MIDDLE)
    own = rewrite(own, BODY.replace(MIDDLE, REWRITTEN))
    assert By.EDITORS not in [by for _level, by in marks_of(own).values()]
    waits = sentence_of(own, REWRITTEN)
    assert waits.waits
    # It waits on whatever is changed elsewhere or learnt meanwhile.
    own = rewrite(own, f"{PLAIN} {BODY}".replace(MIDDLE, REWRITTEN))
    learn(own.film_id, anew=True)
    assert sentence_of(own, REWRITTEN).pk == waits.pk
    assert list(Sentence.objects.filter(waits=True)) == [waits]
    decide(edda, waits, gives_away=True)
    assert marks_of(own)[REWRITTEN] == (Level.SOURCE, By.EDITORS)


def test_what_editors_find_harmless_in_its_place_waits_no_more(
    make_review: Make, alice: Person, edda: Person
) -> None:
    own = make_review(alice, body=BODY)
    say(edda, own, MIDDLE)
    own = rewrite(own, BODY.replace(MIDDLE, REWRITTEN))
    decide(edda, sentence_of(own, REWRITTEN), gives_away=False)
    learn(own.film_id, anew=True)
    assert not Sentence.objects.filter(waits=True).exists()
    own = rewrite(own, BODY)
    assert marks_of(own)[MIDDLE] == (Level.SOURCE, By.EDITORS)


def test_no_detour_keeps_it_from_the_editors(
    make_review: Make, alice: Person, edda: Person
) -> None:
    """Neither writing it beside the old words first, nor calling it harmless, nor the headline."""
    own = make_review(alice, body=BODY)
    say(edda, own, MIDDLE)
    own = rewrite(own, f"{BODY} {REWRITTEN}")
    author_says(alice, own, spot_in(own, REWRITTEN), gives_away=False)
    assert not sentence_of(own, REWRITTEN).waits
    own = rewrite(own, BODY.replace(MIDDLE, REWRITTEN))
    assert sentence_of(own, REWRITTEN).waits
    own = edit_review(own, alice, ReviewText(MIDDLE, f"{PLAIN} {ALSO}", 80, False, "en"))
    assert Sentence.objects.get(review=own, waits=True).place == Place.HEADLINE


def test_what_is_only_taken_out_leaves_nothing_to_look_at(
    make_review: Make, alice: Person, edda: Person
) -> None:
    own = make_review(alice, headline="H", body=BODY)
    say(edda, own, MIDDLE)
    own = rewrite(own, f"{PLAIN} {ALSO} {TELLS}")
    assert not Sentence.objects.filter(waits=True).exists()
