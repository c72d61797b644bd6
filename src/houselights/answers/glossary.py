"""A film's names: who is who, and by what words reviews and questions call them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from houselights.answers.material import Credit, Names
from houselights.opinions.lexicon import topics_of
from houselights.opinions.stems import is_little, stem, terms_of
from houselights.text.film_credits import NAME
from houselights.text.words import folded_words, word_set

# Parts of names that name nobody.
_NO_NAMES = word_set(
    "mr mrs ms miss dr sir lady lord captain major colonel sergeant general doctor professor uncle"
    " aunt sister brother baron count father mother old older young younger aged jr hotel manager"
    " owner de van von der la le du di da of the and wife husband driver policeman nurse"
)
# Words for somebody in a role, and the job that the catalogue files it under.
_ROLES = {
    "director": "director", "filmmaker": "director", "auteur": "director", "writer": "writer",
    "screenwriter": "writer", "author": "source", "novelist": "source", "playwright": "source",
    "composer": "music", "cinematographer": "photography", "photographer": "photography",
    "cameraman": "photography", "editor": "editing", "lead": "cast", "star": "cast",
    "protagonist": "cast", "hero": "cast", "heroine": "cast", "actor": "cast", "actress": "cast",
    "leading man": "cast", "leading lady": "cast", "leading actor": "cast",
    "leading actress": "cast", "leads": "cast",
}  # fmt: skip
_LEADS = 3  # of the cast are meant by "the lead"
_CHARACTER = r"[A-Z\u00c0-\u00de][^\W\d_]+(?: [A-Z\u00c0-\u00de][^\W\d_]+)?"
_PAIRS = (
    re.compile(
        rf"(?P<character>{_CHARACTER})(?:['’]s)? \((?:played by |Played by |here )?(?P<name>{NAME})"
    ),
    re.compile(rf"(?P<name>{NAME}) (?:plays|stars as|is|as|playing) (?P<character>{_CHARACTER})\b"),
    re.compile(rf"(?P<character>{_CHARACTER}),? (?:is )?(?:played|portrayed) by (?P<name>{NAME})"),
)


@dataclass(frozen=True, slots=True)
class Being:
    """A person or character; own: terms of the name, other: terms of who plays them, or is played.

    last: the term of the last name.
    """

    own: frozenset[str]
    other: frozenset[str]
    last: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """beings: all that have a name. of_job: terms of the names of those with a job.

    names: all terms of names. titles: the folded words of the film's titles.
    """

    beings: Sequence[Being] = ()
    of_job: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    titles: Sequence[Sequence[str]] = ()

    def without_title(self, words: Sequence[str]) -> Sequence[str]:
        """A question's words without the film's title, which all the film's reviews are about.

        A title that is somebody's name stays, and so does one that is the whole question.
        """
        for title in self.titles:
            size = len(title)
            named = size == 1 and stem(title[0]) in self.names
            for at in range(len(words) - size + 1):
                if list(words[at : at + size]) == title and size < len(words) and not named:
                    return [*words[:at], *words[at + size :]]
        return words

    def role(self, term: str) -> frozenset[str]:
        """Terms of the names of whom a word for a role means; empty if it is none."""
        return self.of_job.get(_ROLE_TERMS.get(term, ""), frozenset())


_ROLE_TERMS = {"_".join(terms_of(words)): job for words, job in _ROLES.items()}


def glossary_of(names: Names, texts: Iterable[str]) -> Glossary:
    """The film's names, from the catalogue and from what reviews say of who plays whom."""
    credits_ = [*names.credits, *_found(names, texts)]
    beings = [being for credit in credits_ for being in _beings(credit)]
    of_job: dict[str, frozenset[str]] = {}
    for job in {credit.job for credit in credits_}:
        those = [credit for credit in names.credits if credit.job == job]
        some = those[:_LEADS] if job == "cast" else those
        of_job[job] = frozenset(term for one in some for term in _last(one.name))
    return Glossary(
        beings,
        of_job,
        frozenset(term for being in beings for term in being.own),
        [folded_words(title) for title in names.titles],
    )


def _beings(credit: Credit) -> Iterator[Being]:
    actor, character = _bare(credit.name), _bare(credit.character)
    as_actor = frozenset(map(stem, actor))
    as_character = frozenset(map(stem, character))
    if as_actor:
        yield Being(as_actor, as_character, stem(actor[-1]))
    if as_character:
        yield Being(as_character, as_actor, stem(character[-1]))


def _bare(name: str) -> list[str]:
    """The words of a name that name somebody; all of them where none does."""
    words = [word for word in folded_words(name) if len(word) > 1]
    return [word for word in words if word not in _NO_NAMES and not is_little(word)] or words


def _last(name: str) -> list[str]:
    return [stem(word) for word in _bare(name)[-1:]]


def _found(names: Names, texts: Iterable[str]) -> Iterator[Credit]:
    """Who plays whom, where reviews say it and the catalogue does not."""
    cast = {_key(one.name): one for one in names.credits if one.job == "cast"}
    known = {_key(one.name) for one in names.credits if one.character}
    said = Counter(
        (_key(found["name"]), found["character"])
        for text in texts
        for pattern in _PAIRS
        for found in pattern.finditer(text)
    )
    for (actor, character), _times in said.most_common():
        is_person = _key(character) in cast or stem(character.casefold()) in topics_of()
        if actor in cast and actor not in known and not is_person:
            known.add(actor)
            yield Credit(cast[actor].name, "cast", character)


def _key(name: str) -> str:
    return " ".join(folded_words(name))
