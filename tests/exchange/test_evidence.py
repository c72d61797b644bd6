"""Sentences behind a proposed film, gathered by what they say."""

from __future__ import annotations

from houselights.exchange.evidence import facts_said


def one(field: str, value: object, position: int, sentence: str) -> dict[str, object]:
    """A piece of evidence as a proposal keeps it."""
    return {"field": field, "value": value, "review_position": position, "sentence": sentence}


def test_sentences_are_gathered_by_fact_and_said_once() -> None:
    facts = facts_said(
        [
            one("year", 1999, 2, "The lamps of 1999."),
            one("title", "The Long Lamp", 1, "I saw The Long Lamp."),
            one("title", "The Long Lamp", 1, "I saw The Long Lamp."),
            one("title", "The Long Lamp", 3, "The Long Lamp again."),
        ]
    )
    assert [(fact.label, fact.value) for fact in facts] == [
        ("Title", "The Long Lamp"),
        ("Year", "1999"),
    ]
    assert [said.sentence for said in facts[0].first] == ["I saw The Long Lamp."]
    assert [said.review_position for said in facts[0].more] == [3]
