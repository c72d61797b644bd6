"""The documents say what is so: links lead somewhere, and what they name is in the program."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

import houselights
from houselights.accounts.rules import ABILITIES
from houselights.base.environment import SETTINGS
from houselights.ops.cli import SUBCOMMANDS
from houselights.ops.cli import houselights as houselights_command
from houselights.ops.settings_page import settings_page
from houselights.text.page_reader import read_page

PACKAGE = Path(houselights.__file__).parent
ROOT = PACKAGE.parents[1]
DOCS = ROOT / "docs"
DECISIONS = DOCS / "decisions"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LARGEST_PICTURE = 300 * 1024

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|(?:src|srcset)=\"([^\"]+)\"")
_SPAN = re.compile(r"`([^`\n]+)`")
_FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?[\w-]+\.(?:py|md|html|css|js|sh|in|txt|toml)")
_COMMAND = re.compile(r"\./houselights( [^`\n]*)?")
_VARIABLE = re.compile(r"\b(?:HOUSELIGHTS_[A-Z_]+|DATABASE_URL|EMAIL_URL)\b")
# Files of examples, and what stylesheets are called once they are joined.
_MADE_UP = {"long-lamp.txt", "house.css", "desk.css"}


def name_of(document: Path) -> str:
    return str(document.relative_to(ROOT))


@cache
def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


@cache
def code() -> str:
    """All that the program is made of, in one string."""
    kinds = ("*.py", "*.html", "*.js", "*.css")
    return "\n".join(file.read_text() for kind in kinds for file in sorted(PACKAGE.rglob(kind)))


def section(document: str, heading: str) -> str:
    """The part of a document under a heading, up to the next one of any level."""
    after = text_of(ROOT / document).split(f"# {heading}\n", 1)[1]
    return re.split(r"^#+ ", after, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of all tables in a text, heads left out; a bar in a cell is written `\\|`."""
    lines = re.findall(r"^\| (.*) \|$", text, re.MULTILINE)
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)] for line in lines]
    return [row for at, row in enumerate(cells) if not _is_head(text, lines[at])]


def _is_head(text: str, line: str) -> bool:
    return f"| {line} |\n|---" in text


def anchors_of(document: Path) -> set[str]:
    """The places that a link into a document may name."""
    headings = re.findall(r"^#+ (.+)$", text_of(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


# ── links, files, pictures ──────────────────────────────────────────────────────────────────────


def links() -> Iterator[tuple[Path, str]]:
    for document in DOCUMENTS:
        for target in _LINK.findall(text_of(document)):
            address = target[0] or target[1]
            if not address.startswith(("https:", "http:")):
                yield document, address


def leads_somewhere(document: Path, address: str) -> bool:
    path, _hash, anchor = address.partition("#")
    target = (document.parent / path).resolve() if path else document
    return target.exists() and (not anchor or anchor in anchors_of(target))


def test_links_lead_somewhere() -> None:
    broken = [f"{name_of(d)}: {a}" for d, a in links() if not leads_somewhere(d, a)]
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_files_that_are_named_exist(document: Path) -> None:
    named = {span for span in _SPAN.findall(text_of(document)) if _FILE.fullmatch(span)}
    bases = (ROOT, PACKAGE, PACKAGE / "web", document.parent)
    known = _MADE_UP | set(re.findall(r"\w+\.py", text_of(DOCS / "rooms.md")))
    missing = {file for file in named if not any((base / file).exists() for base in bases)}
    assert missing - known == set()


def test_pictures_are_small() -> None:
    pictures = list((DOCS / "pictures").iterdir())
    assert pictures
    assert [p.name for p in pictures if p.stat().st_size > LARGEST_PICTURE] == []


def test_each_picture_is_made_by_the_script_and_shown() -> None:
    made = set(re.findall(r'Picture\("([\w-]+)"', text_of(ROOT / "scripts" / "screenshots.py")))
    assert {p.stem for p in (DOCS / "pictures").iterdir()} == made
    assert made <= set(re.findall(r"docs/pictures/([\w-]+)\.\w+", text_of(ROOT / "README.md")))


# ── names of the code ───────────────────────────────────────────────────────────────────────────


def test_the_tour_finds_what_it_points_at() -> None:
    steps = re.findall(r"`([\w/.]+)`\s+→\s+`(\w+)`", text_of(DOCS / "tour.md"))
    assert len(steps) > 50
    missing = [
        f"{file} → {name}"
        for file, name in steps
        if not re.search(
            rf"^ *(?:def|class) {name}\b|^{name}\b.*=", (PACKAGE / file).read_text(), re.MULTILINE
        )
    ]
    assert missing == []


def test_every_word_has_its_name_in_the_code() -> None:
    spans = [span for row in rows(text_of(DOCS / "words.md")) for span in _SPAN.findall(row[2])]
    assert len(spans) > 60
    assert [span for span in spans if not re.search(rf"\b{re.escape(span)}\b", code())] == []


def test_names_of_the_worked_change_exist() -> None:
    named = re.findall(r"`([A-Z]\w+)`", text_of(ROOT / "CONTRIBUTING.md"))
    tests = "\n".join(file.read_text() for file in (ROOT / "tests").rglob("*.py"))
    assert len(named) > 4
    assert [name for name in named if not re.search(rf"\b{name}\b", code() + tests)] == []


def test_no_word_has_two_meanings() -> None:
    words = [word for row in rows(text_of(DOCS / "words.md")) for word in row[0].split(", ")]
    assert len(words) == len(set(words))


def notice_codes() -> set[str]:
    """The codes of the page reader's notices, each beside its sentence."""
    files = PACKAGE.glob("text/page_*.py")
    entry = re.compile(r'^    "([a-z_]+)": marked\(', re.MULTILINE)
    return {code for file in files for code in entry.findall(file.read_text())}


def test_notices_are_explained() -> None:
    told = [
        code
        for row in rows(section("docs/page-format.md", "Notices"))
        for code in _SPAN.findall(row[0])
    ]
    assert sorted(told) == sorted(notice_codes())


def test_the_guide_for_editors_knows_the_notices() -> None:
    table = rows(section("docs/editors.md", "Reading the notices"))
    assert {code for row in table for code in _SPAN.findall(row[0])} <= notice_codes()


# ── commands, variables, choices, roles ─────────────────────────────────────────────────────────


def command_lines() -> Iterator[tuple[str, list[str]]]:
    """Each command line of the documents as (document, words after `./houselights`)."""
    for document in DOCUMENTS:
        for found in _COMMAND.finditer(text_of(document)):
            yield name_of(document), shlex.split(found[1] or "")


def problem_of(words: list[str]) -> str | None:
    """What is wrong with the words of a command line; None if the program knows them all."""
    known: click.Command = houselights_command
    for word in words:
        if isinstance(known, click.Group) and not word.startswith("-"):
            if word == "COMMAND":
                return None
            if word not in known.list_commands(click.Context(known)):
                return f"no command {word}"
            known = known.get_command(click.Context(known), word) or known
        elif word.startswith("--") and word not in _options_of(known):
            return f"no option {word}"
    return None


def _options_of(command: click.Command) -> set[str]:
    return {"--help", *(name for option in command.params for name in option.opts)}


def test_command_lines_are_ones_that_the_program_knows() -> None:
    lines = list(command_lines())
    assert len(lines) > 20
    wrong = [(document, words, problem_of(words)) for document, words in lines]
    assert [problem for problem in wrong if problem[2]] == []


def test_every_subcommand_is_told_of() -> None:
    table = rows(section("docs/operators.md", "Options and settings"))
    assert sorted(row[0].strip("`") for row in table) == sorted(SUBCOMMANDS)


def test_every_variable_is_told_of_and_every_one_told_of_exists() -> None:
    read = set(_VARIABLE.findall(everything_that_reads_variables()))
    told = {name for document in DOCUMENTS for name in _VARIABLE.findall(text_of(document))}
    assert told == read == set(SETTINGS)


def everything_that_reads_variables() -> str:
    files = [*PACKAGE.rglob("*.py"), *ROOT.glob("tests/**/*.py"), ROOT / "houselights"]
    return "\n".join(file.read_text() for file in files if file != Path(__file__))


def test_the_page_of_settings_is_what_the_program_writes() -> None:
    assert text_of(DOCS / "settings.md") == settings_page()


def test_roles_are_told_with_what_they_may_do() -> None:
    told = {row[0]: set(row[1].split(", ")) for row in rows(section("docs/operators.md", "Roles"))}
    assert told == {role: {str(each) for each in may} for role, may in ABILITIES.items()}


# ── the page of an operator's example, decisions ────────────────────────────────────────────────


def test_the_page_of_the_example_reads_as_it_says() -> None:
    """The indented page of docs/operators.md, as `read` would show it."""
    lines = section("docs/operators.md", "Importing").split("`long-lamp.txt`:\n", 1)[1]
    page = read_page(textwrap.dedent(re.split(r"^(?=\S)", lines, flags=re.MULTILINE)[0]).strip())
    assert (page.title, len(page.reviews), len(page.questions)) == ("The Long Lamp (1999)", 2, 1)
    assert not page.notices


def test_decisions_are_numbered_listed_and_of_one_form() -> None:
    files = sorted(DECISIONS.glob("0*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    index = text_of(DECISIONS / "README.md")
    for file in files:
        headings = re.findall(r"^#+ (.+)$", text_of(file), re.MULTILINE)
        number, title = headings[0].split(" ", 1)
        assert headings[1:] == ["Context", "Choice", "Cost"], file.name
        assert f"| [{number}]({file.name}) | {title} |" in index
