"""Texts as safe HTML: verbatim or Markdown, and nothing of a closed cover in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from houselights.text.covers import Span, split_covers
from houselights.text.markup import ALL, GAP, MARKDOWN, PLAIN, excerpt, plain_text, render

VOID = {"br", "hr"}
# Words made of letters that neither a tag nor an attribute of ours could hold.
SECRET = "жЖ"
PIECES = [
    *[
        "*",
        "**",
        "_",
        "`",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "1987. ",
        "# ",
        "[",
        "](http://x.y/",
        ")",
    ],
    *[
        "<b>",
        "<http://a.b/",
        ">",
        "![",
        "&amp;",
        "&#x10101;",
        "\U00010100",
        "\U00010101",
        "\\",
        " ",
    ],
    *["word", "***", "---", "  \n", "    ", '"', "~~~\n", "[r]: http://s.t/", "mailto:a@b.c", "||"],
]


class Reader(HTMLParser):
    """Collects text and checks that elements nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.stack, self.nests = "", list[str](), True
        self.seen = set[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen |= {tag, *(name for name, _ in attrs)}
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.nests &= bool(self.stack) and self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(st.sampled_from("ab <>&\"'*_|#\n\t`~[]()!\\é🎬\U00010100"), max_size=60))
@example("***1/2 out of ****")
@example("<b>bold</b> &amp; ||bars|| *doing*")
@example("\n\n first\n \nsecond\nthird \n\n\n")
@example(" ")
def test_plain_shows_every_character(text: str) -> None:
    for html in (render(text, PLAIN), render(text, PLAIN, [[0, len(text)]], opened=ALL)):
        read = Reader(html)
        assert read.text == text
        assert read.nests
        assert not read.stack
        assert read.seen <= {"p", "br", "span", "class"}
    assert plain_text(text, PLAIN) == text


def test_plain_divides_at_blank_lines_only() -> None:
    assert render("one\ntwo\n\nthree", PLAIN) == "<p>one<br>\ntwo</p>\n\n<p>three</p>"
    assert render("", PLAIN) == ""


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("one *two* **three**", "<p>one <em>two</em> <strong>three</strong></p>"),
        ("a line\nand one more", "<p>a line<br>\nand one more</p>"),
        ("# Loud", "<p><strong>Loud</strong></p>"),
        ("<script>x</script> &amp;", "<p>&lt;script&gt;x&lt;/script&gt; &amp;amp;</p>"),
        ("***1/2 out of ****", "<p>***1/2 out of ****</p>"),
        ("`code` ![a picture]", "<p>`code` ![a picture]</p>"),
        ("a\n\n***\n\nb", "<p>a</p>\n\n<hr>\n\n<p>b</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](/relative)", "<p>x</p>"),
        (
            '[x](https://a.example/?b=1&c "t")',
            '<p><a href="https://a.example/?b=1&amp;c" rel="nofollow ugc noopener">x</a></p>',
        ),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>'),
        ("    deep, yet no code", "<p>deep, yet no code</p>"),
    ],
)
def test_markdown_subset(source: str, html: str) -> None:
    assert render(source, MARKDOWN) == html


def test_a_flood_of_brackets_is_shown_as_typed() -> None:
    assert render("[" * 20_000, MARKDOWN) == f"<p>{'[' * 20_000}</p>"


def test_quotes_and_lists() -> None:
    html = render("> said\n> she\n\n- a\n- b", MARKDOWN)
    assert "<blockquote>\n<p>said<br>\nshe</p>" in html
    assert "<ul>\n<li>a</li>\n<li>b</li>\n</ul>" in html


def _cover(number: int, words: int) -> str:
    return f"<a>{number}:{words}</a>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("He ||dies at sea||.", "<p>He <a>0:3</a>.</p>"),
        ("**so ||sad** and|| long", "<p><strong>so <a>0:2</a></strong> long</p>"),
        ("||_softly_|| **||loud||**", "<p><a>0:1</a> <strong><a>1:1</a></strong></p>"),
        ("||one\n\ntwo|| three", "<p><a>0:1</a></p>\n\n<p><a>1:1</a> three</p>"),
        ("- ||a||\n- b", "<ul>\n<li><a>0:1</a></li>\n<li>b</li>\n</ul>"),
        ("||- a\n- b||\n\nc", "<ul>\n<li><a>0:2</a></li>\n</ul>\n\n<p>c</p>"),
        ("see [the ||end||](http://x.example)", "<p>see the <a>0:1</a></p>"),
        ("see ||[this](http://x.example)||", "<p>see <a>0:3</a></p>"),
        (
            "*so ||sad|| and* [the ||end||](http://x.example) ||of [it](http://y.example)||",
            "<p><em>so <a>0:1</a> and</em> the <a>1:1</a> <a>2:4</a></p>",
        ),
        ("> said ||she\n> left||", "<blockquote>\n<p>said <a>0:2</a></p>\n\n</blockquote>"),
        (
            "- a\n- ||b\n- c|| d",
            "<ul>\n<li>a</li>\n<li><a>0:2</a></li>\n<li> d</li>\n</ul>",
        ),
        (
            "1. two ||three|| four\n2. ||five||",
            "<ol>\n<li>two <a>0:1</a> four</li>\n<li><a>1:1</a></li>\n</ol>",
        ),
        ("*a ||b* c||", "<p><em>a <a>0:2</a></em></p>"),
        ("[a](http://x.example/||end||)", "<p>[a](http://x.example/<a>0:1</a>)</p>"),
    ],
)
def test_covers_in_markdown(source: str, html: str) -> None:
    text, spans = split_covers(source)
    assert render(text, MARKDOWN, spans, cover_html=_cover) == html


def test_covers_open_one_by_one() -> None:
    text, spans = split_covers("||a|| and ||*b* c||")
    html = render(text, MARKDOWN, spans, opened={1}, cover_html=_cover)
    assert html == (
        '<p><a>0:1</a> and <em><span class="uncovered">b</span></em>'
        '<span class="uncovered"> c</span></p>'
    )
    assert "<a>" not in render(text, MARKDOWN, spans, opened=ALL, cover_html=_cover)


def test_covers_in_plain_may_run_over_paragraphs() -> None:
    html = render("one two\n\nthree four", PLAIN, [[4, 14]], cover_html=_cover)
    assert html == "<p>one <a>0:2</a> four</p>"
    opened = render("one two\n\nthree four", PLAIN, [[4, 14]], opened={0})
    assert Reader(opened).text == "one two\n\nthree four"
    assert Reader(opened).nests


@st.composite
def covered_markdown(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """Random Markdown with secret words in it, each of which lies in one of the spans."""
    text, spans = "", list[Span]()
    for _ in range(draw(st.integers(1, 4))):
        text += "".join(draw(st.lists(st.sampled_from(PIECES), max_size=5)))
        start = len(text)
        inside = draw(st.lists(st.sampled_from([SECRET, *PIECES]), max_size=5))
        text += "".join([*inside, SECRET])
        spans.append(Span(start, len(text)))
    return text + "".join(draw(st.lists(st.sampled_from(PIECES), max_size=5))), spans


@given(covered_markdown())
@example(("[a" + SECRET + "](http://x.y/" + SECRET + ")", [Span(2, 18)]))
def test_no_covered_word_leaks(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    for format_ in (MARKDOWN, PLAIN):
        html = render(text, format_, spans, cover_html=lambda n, _: f"<i>{n}</i>")
        assert SECRET[0] not in html
        assert "%D0%B6" not in html
        assert [int(n) for n in re.findall(r"<i>(\d+)</i>", html)] == list(range(len(spans)))
        assert SECRET[0] not in plain_text(text, format_, spans)


@given(covered_markdown())
def test_nests_and_stays_in_the_allow_list(case: tuple[str, list[Span]]) -> None:
    text, spans = case
    allowed = {"p", "br", "em", "strong", "blockquote", "ul", "ol", "li", "a", "hr", "span"}
    for opened in ({0}, ALL):
        read = Reader(render(text, MARKDOWN, spans, opened=opened))
        assert read.nests
        assert not read.stack
        assert read.seen <= allowed | {"href", "rel", "class", "start"}


@given(covered_markdown())
def test_a_covered_number_or_address_leaks_nowhere(case: tuple[str, list[Span]]) -> None:
    text, _ = case
    html = render(text, MARKDOWN, [[0, len(text)]], cover_html=lambda _n, _w: "")
    assert Reader(html).text.strip() == ""
    assert not {"href", "start"} & Reader(html).seen


def test_plain_words() -> None:
    text, spans = split_covers("# Head\n\nOne *two* ||three|| [four](http://x.example).\n\n- five")
    assert plain_text(text, MARKDOWN, spans) == f"Head\n\nOne two {GAP} four.\n\nfive"


def test_excerpt() -> None:
    assert excerpt("One two three", (), 3) == "One two three"
    assert excerpt("One two\n\nthree four", (), 3) == "One two three…"
    assert excerpt("He dies at sea and that is all", [[3, 14]], 3) == "He […] and that…"
    assert excerpt("这部电影非常好看也很感人", (), 3) == "这部电影非常…"
    assert excerpt("", (), 3) == ""
