"""What people say of sentences: readers mark them, authors answer, editors decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from houselights.accounts.actions import demand
from houselights.accounts.models import Person
from houselights.accounts.reads import may
from houselights.accounts.rules import Ability
from houselights.base.clock import now
from houselights.base.errors import NotAllowed, Refusal
from houselights.base.events import announce
from houselights.base.models import State
from houselights.base.writing import write
from houselights.questions.models import Answer
from houselights.spoilers.events import AuthorAsked
from houselights.spoilers.knowledge import make_due
from houselights.spoilers.models import Sentence, SentenceMark
from houselights.spoilers.settling import Spot, Stand, author_time, has_author_to_ask, stand_now
from houselights.spoilers.writings import Text, column_of, film_of

AT_ONCE = 8  # sentences that one press may mark
REASON_CHARACTERS = 200


def may_decide(person: Person) -> bool:
    """Whether what that person says of a sentence settles it."""
    return may(person, Ability.EDIT_FILMS) or may(person, Ability.MODERATE)


# ── readers ─────────────────────────────────────────────────────────────────────────────────────


def mark_sentences(
    person: Person, row: Text, spots: Sequence[Spot], *, gives_away: bool
) -> list[Sentence]:
    """Say of sentences of a text that they give something away, or are harmless.

    They are found by their words, whatever else changes meanwhile. Saying the same again changes
    nothing. What an editor or moderator says of a text of somebody else settles it.
    Raises `NotAllowed` for one's own text, `Refusal` where there is nothing to mark.
    """
    _check_reader(person, row)
    keys = {spot.key: spot for spot in spots}
    if not 0 < len(keys) <= AT_ONCE:
        raise Refusal(_("Choose one sentence, or a few that stand together."))
    with write(film_of(row)):
        stand = stand_now(row)
        sentences = [stand.keep(_present(stand, spot)) for spot in keys.values()]
        decides = may_decide(person)
        if not decides:
            _refuse_settled(sentences)
        for sentence in sentences:
            if decides:
                _settle(sentence, Sentence.By.EDITORS, gives_away=gives_away)
            else:
                _mark(person, stand.row, sentence, gives_away=gives_away)
        _after(stand, settled=decides)
    return sentences


def unmark(person: Person, sentence: Sentence) -> None:
    """Take back what a reader said of a sentence; does nothing where they said nothing."""
    row = text_of(sentence)
    with write(sentence.film_id):
        stand = stand_now(row)
        if SentenceMark.objects.filter(sentence=sentence, person=person).delete()[0]:
            stand.settle()


def _check_reader(person: Person, row: Text) -> None:
    demand(person, Ability.VOTE)
    if _wrote(person, row):
        raise NotAllowed(
            _("It is your own text: say what you think of it as its author."), code="own_text"
        )
    stands_or_falls = row.question if isinstance(row, Answer) else row
    if {row.state, stands_or_falls.state} != {State.PUBLISHED}:
        raise Refusal(_("This text can't be marked."), code="may_not_mark")


def _wrote(person: Person, row: Text) -> bool:
    return row.writer is not None and row.writer.pk == person.pk


def _refuse_settled(sentences: list[Sentence]) -> None:
    """An editor's decision stands, and so does what an author covered."""
    if all(_is_final(sentence) for sentence in sentences):
        raise Refusal(_("This sentence is settled already."), code="settled")


def _is_final(sentence: Sentence) -> bool:
    return sentence.settled_by in (Sentence.By.EDITORS, Sentence.By.AUTHOR)


def _mark(person: Person, row: Text, sentence: Sentence, *, gives_away: bool) -> None:
    if _is_final(sentence):
        return
    mine = SentenceMark.objects.filter(sentence=sentence, person=person)
    if mine.filter(gives_away=gives_away).exists():
        return
    mine.delete()
    SentenceMark.objects.create(sentence=sentence, person=person, gives_away=gives_away)
    if gives_away and has_author_to_ask(row):
        _ask_author(row, sentence)


def _ask_author(row: Text, sentence: Sentence) -> None:
    """Ask once about a sentence, and write one letter for all that come within some days."""
    if sentence.author_asked_at or sentence.author_said is not None:
        return
    recently = now() - max(timedelta(days=1), author_time())
    asked = Sentence.objects.filter(**{column_of(row): row}, author_asked_at__gt=recently)
    is_first = not asked.exists()
    sentence.author_asked_at = now()
    sentence.save(update_fields=["author_asked_at"])
    if is_first:
        announce(AuthorAsked(sentence.pk))


# ── authors ─────────────────────────────────────────────────────────────────────────────────────


class Word(NamedTuple):
    """What an author says of a sentence: cover it, it is harmless (and why), or None: nothing."""

    sentence: Sentence
    gives_away: bool | None
    reason: str = ""


def author_says(
    person: Person, row: Text, spot: Spot, *, gives_away: bool, reason: str = ""
) -> Sentence:
    """What the author says of a sentence of their own text: cover it, or it is harmless.

    Covered, it is settled. Harmless goes before the program and before readers, who may still
    bring it before the editors; what editors decided is looked at by them again.
    """
    demand(person, Ability.WRITE)
    if not _wrote(person, row):
        raise NotAllowed(_("Only its writer may say that."))
    with write(film_of(row)):
        stand = stand_now(row)
        sentence = stand.keep(_present(stand, spot))
        take_authors_words(stand, [Word(sentence, gives_away, reason)])
    return sentence


def take_authors_words(stand: Stand, words: Iterable[Word]) -> None:
    """Keep what the author says of sentences of that text, wherever they say it, and act by it.

    Inside `write(film_of(row))`; `stand` is the text as it stands now.
    """
    if sum(map(_take_authors_word, words)):  # each of them is taken
        _after(stand, settled=True)


def _take_authors_word(word: Word) -> bool:
    """Whether it is any other word than before."""
    sentence, gives_away, reason = word
    said = (gives_away, reason.strip()[:REASON_CHARACTERS] if gives_away is False else "")
    if said == (sentence.author_said, sentence.author_reason):
        return False
    if gives_away is not None:
        _weigh_authors_word(sentence, gives_away=gives_away)
    sentence.author_said, sentence.author_reason = said
    sentence.save()
    return True


def _present(stand: Stand, spot: Spot) -> Spot:
    present = stand.by_key.get(spot.key)
    if present is None:
        raise Refusal(_("The text has changed meanwhile. Look at it again."), code="text_changed")
    return present


def _weigh_authors_word(sentence: Sentence, *, gives_away: bool) -> None:
    """An editor's decision stands, and is looked at again where the author says otherwise."""
    if sentence.settled_by == Sentence.By.EDITORS:
        sentence.waits = sentence.gives_away is not gives_away
    elif gives_away:
        _set(sentence, Sentence.By.AUTHOR, gives_away=True)
    else:
        sentence.waits = sentence.waits or sentence.settled_by == Sentence.By.READERS
        _set(sentence, "", gives_away=None)


# ── editors ─────────────────────────────────────────────────────────────────────────────────────


def decide(editor: Person, sentence: Sentence, *, gives_away: bool) -> None:
    """An editor or moderator settles a sentence of somebody else's text; it can be decided anew."""
    if not may_decide(editor):
        raise NotAllowed(_("Only editors and moderators may decide that."))
    row = text_of(sentence)
    if _wrote(editor, row):
        raise NotAllowed(_("Somebody else has to decide about your own text."), code="own_text")
    with write(sentence.film_id):
        stand = stand_now(row)
        sentence.refresh_from_db()
        _settle(sentence, Sentence.By.EDITORS, gives_away=gives_away)
        _after(stand, settled=True)


def _settle(sentence: Sentence, by: Sentence.By, *, gives_away: bool) -> None:
    if (sentence.settled_by, sentence.gives_away, sentence.waits) == (by, gives_away, False):
        return
    sentence.waits = False
    _set(sentence, by, gives_away=gives_away)
    sentence.save(update_fields=["waits", "settled_by", "gives_away", "settled_at"])


def _set(sentence: Sentence, by: str, *, gives_away: bool | None) -> None:
    sentence.settled_by, sentence.gives_away = by, gives_away
    sentence.settled_at = now() if gives_away is not None else None


# ── all of them ─────────────────────────────────────────────────────────────────────────────────


def text_of(sentence: Sentence) -> Text:
    """The text in which a sentence stands."""
    row = sentence.review or sentence.question or sentence.answer
    if row is None:
        raise Refusal(_("This text is not there any more."), code="gone")
    return row


def _after(stand: Stand, *, settled: bool) -> None:
    if settled:
        make_due(film_of(stand.row))
    stand.settle()
