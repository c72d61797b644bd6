"""Everything that is found in a film's reviews; pure: no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from houselights.digest.comparing import Titles
from houselights.digest.material import Named, Sentence, Told
from houselights.digest.recommending import says_for
from houselights.digest.sourcing import SourceWork
from houselights.digest.topics import Background, Term, Topic, bare_words, topics_in
from houselights.opinions.judging import judge
from houselights.opinions.material import Context, Judgement, Polarity
from houselights.opinions.stems import stem
from houselights.text.words import folded_words

_OTHERWISE_SURE = 0.5  # of what rules find, and of mentions


class Found(NamedTuple):
    """Something that a sentence says; kind as `models.Kind`, other: a film's id."""

    told: Told
    sentence: Sentence
    kind: str
    subject: str
    polarity: int
    sureness: float
    other: int | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """What is known of a film when its reviews are looked through."""

    named: Named
    titles: Titles
    background: Background

    @property
    def source(self) -> SourceWork:
        """What it is based on."""
        kind, title, author = self.named.source
        same = {" ".join(folded_words(one)) for one in self.named.titles}
        return SourceWork(kind, "" if " ".join(folded_words(title)) in same else title, author)


def find_all(reviews: Sequence[Told], material: Material) -> list[Found]:
    """All that can be counted, in the order of the reviews."""
    texts = [[sentence.text for sentence in told.sentences] for told in reviews]
    seeker = _Seeker(material, topics_in(texts, material.named, material.background))
    return [one for told in reviews for one in seeker.look_through(told)]


class _Seeker:
    """Looks through the reviews of one film."""

    def __init__(self, material: Material, topics: Iterable[Topic]) -> None:
        self._titles, self._source = material.titles, material.source
        self._people = material.named.last_names
        self._topics: dict[str, list[tuple[Term, Topic]]] = defaultdict(list)
        for topic in topics:
            for term in topic.terms:
                self._topics[term[0]].append((term, topic))

    def look_through(self, told: Told) -> Iterator[Found]:
        context = Context(told.rating, self._people, told.language)
        for sentence in told.sentences:
            judged = judge(sentence.text, context)
            for one in judged:
                yield Found(told, sentence, "aspect", one.aspect, one.polarity, one.sureness)
            for name, polarity in self._topics_of(sentence, judged).items():
                yield Found(told, sentence, "topic", name, polarity, _OTHERWISE_SURE)
            yield from self._by_rules(told, sentence)

    def _by_rules(self, told: Told, sentence: Sentence) -> Iterator[Found]:
        for title, film, polarity in self._titles.others_in(sentence.text):
            yield Found(told, sentence, "film", title, polarity, _OTHERWISE_SURE, film)
        for_whom = says_for(sentence.text)
        if for_whom:
            yield Found(told, sentence, "audience", for_whom, 0, _OTHERWISE_SURE)
        knew = self._source.knew_it(sentence.text, told.language)
        if knew:
            yield Found(told, sentence, "source", knew, 0, _OTHERWISE_SURE)

    def _topics_of(self, sentence: Sentence, judged: Sequence[Judgement]) -> dict[str, Polarity]:
        """The topics of a sentence.

        Only people's work is judged, in clauses that name them: of anything else a clause may speak
        and mean its praise for something beside it.
        """
        found: dict[str, Polarity] = {}
        for topic in self._in(sentence.text):
            those = {
                one.polarity
                for one in judged
                if one.aspect == topic.aspect and topic in self._in(sentence.text[slice(*one.span)])
            }
            found[topic.name] = those.pop() if len(those) == 1 else Polarity.MIXED
        return found

    def _in(self, text: str) -> list[Topic]:
        """The topics that a text names."""
        stems = [stem(word) for word in folded_words(text)]
        return [
            topic
            for words, is_name in ((bare_words(text), True), (stems, False))
            for at, word in enumerate(words)
            for term, topic in self._topics.get(word, ())
            if topic.is_name is is_name and tuple(words[at : at + len(term)]) == term
        ]
