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

_BY_RULE, _JUDGED, _NAMED = 0.8, 0.7, 0.5  # how sure what rules find is, and mentions of topics
_LONG, _OF_LONG = 240, 0.8  # characters; such a sentence is cited after one that is easier to read


_SHORT = 80  # characters of a clause

type _Says = tuple[str, str, int, float, int | None]  # kind, subject, polarity, sureness, other


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
    texts = [[sentence.text for sentence in told.safe] for told in reviews]
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
            ease = _OF_LONG if len(sentence.text) > _LONG else 1.0
            found = [
                *(("aspect", one.aspect, one.polarity, one.sureness, None) for one in judged),
                *self._of_readers(told, sentence),
            ]
            # Topics and titles are words of the reviews, so they come of safe sentences alone.
            if sentence.is_safe:
                found += [*self._topics_of(sentence, judged), *self._by_rules(sentence)]
            for kind, subject, polarity, sureness, other in found:
                yield Found(told, sentence, kind, subject, polarity, ease * sureness, other)

    def _of_readers(self, told: Told, sentence: Sentence) -> Iterator[_Says]:
        knew = self._source.knew_it(sentence.text, told.language)
        if knew:
            yield "source", knew, 0, _BY_RULE, None

    def _by_rules(self, sentence: Sentence) -> Iterator[_Says]:
        for title, film, polarity in self._titles.others_in(sentence.text):
            yield "film", title, polarity, _BY_RULE, film
        for_whom = says_for(sentence.text)
        if for_whom:
            yield "audience", for_whom, 0, _BY_RULE, None

    def _topics_of(self, sentence: Sentence, judged: Sequence[Judgement]) -> Iterator[_Says]:
        """The topics of a sentence, with what is surely said of them.

        Whoever made or plays it is judged by that work alone; of characters nobody knows whether
        they are liked or well played; of anything else by the one judgement of a short clause.
        """
        for topic in dict.fromkeys(self._in(sentence.text)):
            those = {one.polarity for one in judged if self._is_about(topic, one, sentence.text)}
            if len(those) == 1:
                yield "topic", topic.name, those.pop(), _JUDGED, None
            else:
                yield "topic", topic.name, Polarity.MIXED, _NAMED, None

    def _is_about(self, topic: Topic, one: Judgement, text: str) -> bool:
        if topic.is_name:
            fits = one.aspect == topic.aspect
        else:
            fits = one.span.end - one.span.start <= _SHORT
        return fits and topic in self._in(text[slice(*one.span)])

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
