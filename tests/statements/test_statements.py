"""What the house says of itself: whose text counts, and who may write it."""

from __future__ import annotations

import pytest
from django.conf import settings

from houselights.accounts.models import Person
from houselights.base.errors import Conflict, Invalid, NotAllowed
from houselights.statements.actions import write_statement
from houselights.statements.models import Name, Statement
from houselights.statements.reads import statement, unwritten, versions
from houselights.statements.rules import LONGEST, fill, own_text
from tests.reviews.test_concurrency import at_once

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("name", Name.values)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_has_a_text_of_its_own(name: str, language: str) -> None:
    assert own_text(name, language)


@pytest.mark.parametrize("name", Name.values)
def test_the_languages_say_the_same(name: str) -> None:
    """As many headings, points and facts, whatever the words."""
    texts = [own_text(name, language) or "" for language in LANGUAGES]
    for mark in ("\n## ", "\n- ", "**", "{", "]("):
        assert len({text.count(mark) for text in texts}) == 1, mark


def test_facts_stand_where_they_are_named() -> None:
    assert fill("{house} and {nobody}", {"house": "The Lamp"}) == "The Lamp and {nobody}"


@pytest.mark.django_db
class TestWriting:
    def test_the_newest_version_counts_and_all_are_kept(self, ada: Person) -> None:
        write_statement("rules", "en", "Be kind.", ada, began_with=0)
        write_statement("rules", "en", "Be kinder.", ada, began_with=1)
        said = statement("rules", ["en"])
        assert (said.body, said.version and said.version.number) == ("Be kinder.", 2)
        assert [(row.number, row.written_by) for row in versions("rules", "en")] == [
            (2, ada),
            (1, ada),
        ]

    def test_the_same_text_makes_no_version(self, ada: Person) -> None:
        write_statement("rules", "en", "Be kind.", ada, began_with=0)
        write_statement("rules", "en", "Be kind.", ada, began_with=1)
        write_statement("rules", "vi", "", ada, began_with=0)
        assert Statement.objects.count() == 1

    def test_of_two_writers_the_second_is_told(self, ada: Person) -> None:
        write_statement("rules", "en", "Be kind.", ada, began_with=0)
        with pytest.raises(Conflict):
            write_statement("rules", "en", "Be loud.", ada, began_with=0)
        assert statement("rules", ["en"]).body == "Be kind."

    def test_nobody_but_administrators_writes(self, mira: Person) -> None:
        with pytest.raises(NotAllowed):
            write_statement("rules", "en", "Mine.", mira, began_with=0)

    def test_a_book_is_too_long(self, ada: Person) -> None:
        with pytest.raises(Invalid):
            write_statement("rules", "en", "x" * (LONGEST + 1), ada, began_with=0)


@pytest.mark.engine
@pytest.mark.django_db
class TestReading:
    def test_the_readers_language_goes_first(self, ada: Person) -> None:
        write_statement("rules", "en", "Be kind.", ada, began_with=0)
        write_statement("rules", "vi", "Hãy tử tế.", ada, began_with=0)
        assert statement("rules", ["vi", "en"]).body == "Hãy tử tế."

    def test_the_houses_words_go_before_the_programs(self, ada: Person) -> None:
        """Rules that this house never made would be wrong in any language."""
        write_statement("rules", "vi", "Hãy tử tế.", ada, began_with=0)
        said = statement("rules", ["en"])
        assert (said.body, said.language) == ("Hãy tử tế.", "vi")

    def test_an_empty_version_goes_back(self, ada: Person) -> None:
        write_statement("rules", "en", "Be kind.", ada, began_with=0)
        write_statement("rules", "en", "", ada, began_with=1)
        said = statement("rules", ["en"])
        assert said.version is None
        assert said.body == own_text("rules", "en")

    def test_a_language_that_the_program_lacks_reads_english(self) -> None:
        assert statement("privacy", ["eo"]).language == "en"

    def test_what_only_the_operator_can_write_is_missed(self, ada: Person) -> None:
        assert unwritten() == [Name.CONTACT, Name.IMPRINT]
        write_statement("contact", "vi", "Ada, cạnh rạp.", ada, began_with=0)
        assert unwritten() == [Name.IMPRINT]
        write_statement("contact", "vi", "", ada, began_with=1)
        assert unwritten() == [Name.CONTACT, Name.IMPRINT]


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_of_hands_at_once_one_writes(ada: Person) -> None:
    raised = at_once(
        *(
            lambda n=n: write_statement("rules", "en", f"Version of hand {n}.", ada, began_with=0)
            for n in range(4)
        )
    )
    assert [type(error) for error in raised] == [Conflict] * 3
    assert Statement.objects.count() == 1
