"""What a film's reviews themselves talk about."""

from __future__ import annotations

from houselights.digest.material import Named
from houselights.digest.topics import Background, shipped, topics_in
from houselights.opinions.material import Aspect

NAMED = Named(
    ["The Long Lamp"],
    [("Ines Varga", Aspect.DIRECTION), ("Tom Ode", Aspect.ACTING)],
    ["Ray Harper", "Young Ann, aged 7"],
    ("novel", "Low Water", "Greta Holm"),
    frozenset({"twin"}),
)
NOTHING = Background(200, {})


def names(texts: list[list[str]], named: Named = NAMED, back: Background = NOTHING) -> list[str]:
    return [topic.name for topic in topics_in(texts, named, back)]


def test_people_and_characters_are_always_looked_for() -> None:
    assert names([]) == ["Ines Varga", "Tom Ode", "Ray Harper", "Young Ann", "Greta Holm"]
    found = topics_in([], NAMED, NOTHING)
    assert [one.aspect for one in found[:3]] == [Aspect.DIRECTION, Aspect.ACTING, None]
    assert found[1].terms == {("tom", "ode"), ("ode",)}
    assert found[2].terms == {("ray", "harper"), ("ray",), ("harper",)}


def test_a_last_name_of_two_means_neither() -> None:
    both = Named([], [("Tom Ode", Aspect.ACTING), ("Ann Ode", Aspect.ACTING)])
    assert [one.terms for one in topics_in([], both, NOTHING)] == [
        {("tom", "ode")},
        {("ann", "ode")},
    ]


def test_a_word_of_many_of_the_films_reviews_is_a_topic() -> None:
    texts = [["The lighthouse keeper waits."], ["That lighthouse!"], ["A lighthouse, again."]]
    assert "lighthouse" in names(texts * 2)


def test_two_reviews_or_one_that_repeats_itself_are_too_few() -> None:
    texts = [["A lighthouse."] * 20, ["A lighthouse."], ["Nothing."], ["Nothing at all."]]
    assert "lighthouse" not in names(texts)


def test_what_reviews_say_everywhere_is_no_topic() -> None:
    texts = [["The lighthouse."]] * 6
    assert "lighthouse" not in names(texts, back=Background(200, {"lighthous": 150}))


def test_secrets_titles_and_what_every_film_is_asked_are_no_topics() -> None:
    texts = [["His twin lit a lamp to slow music, in water."]] * 6
    assert not {"twin", "lamp", "music", "slow"} & set(names(texts))


def test_a_pair_stands_for_its_words() -> None:
    texts = [["It is a boarding school."]] * 6
    assert "boarding school" in names(texts)
    assert not {"boarding", "school"} & set(names(texts))


def test_a_name_that_the_catalogue_does_not_know_keeps_its_capital() -> None:
    texts = [["We see Hailsham in fog."], ["Hailsham burns."], ["The road to Hailsham."]] * 2
    assert "Hailsham" in names(texts)


def test_the_demo_houses_words_are_shipped() -> None:
    back = shipped()
    assert back.reviews > 100
    assert max(back.terms.values()) <= back.reviews
    assert back.without(10, {"nowhere": 3}).terms["nowhere"] == 0
