"""Texts as safe HTML with covered words left out, and as plain words.

Two formats: `plain` (imported texts: shown character for character, never read as Markdown) and
`markdown` (written here: paragraphs, line breaks, emphasis, quotes, lists, links, rules; a heading
becomes a bold line; pictures, code and raw HTML are shown as they were typed).

A closed cover leaves nothing of its text behind: neither words nor the address of a link that
touches it nor the number of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import cache
from html import escape, unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from houselights.text.length import count_words, has_no_spaces
from houselights.text.spans import Span, apart, snug

Cover = Callable[[int, int], str]
Spans = Iterable[Sequence[int]]
Held = Sequence[tuple[int, Span]]  # covers in the order of the text, with their numbers

PLAIN = "plain"
MARKDOWN = "markdown"
GAP = "[…]"
UNCOVERED = '<span class="uncovered">'
MARKED = "<mark>"

# Edges of covers while Markdown is read. They are punctuation, so that emphasis beside a cover
# works, and of a script (Linear B) in which nobody has reviewed a film for 3,200 years.
_OPEN, _CLOSE = "\U00010100", "\U00010101"
_MARK = "\U00010102"  # both edges of what is marked; punctuation of that script as well
_EDGE = re.compile(f"([{_OPEN}{_CLOSE}{_MARK}])")
_SLOT = re.compile(rf"{_OPEN}(\d+){_CLOSE}")

_TAG = re.compile(r"<[^>]*>")
_MARK_TAGS = re.compile("</?mark>")
_EMPTY = re.compile(r"<(p|li|ul|ol|em|strong|blockquote)(?: start=\"\d+\")?>\s*</\1>\n*")
_PARAGRAPH_BREAK = re.compile(r"(?<![ \t])((?:[ \t]*\r?\n){2,})")
_LINE_MARKERS = re.compile(r"[ ]{0,3}(?:>[ ]?|[-+*][ ]|1[.)][ ])*(?:#{1,6}[ ])?")
_NEXT_LINE = re.compile(r"\s*\n[\s>*+-]*\Z")
_LINK = re.compile(r"(?<![\\!])\[([^\[\]\n]*)\]\([^()\n]*\)")
_DESTINATION = re.compile(r"\]\([^)\n]*\)?|\][ \t]*:[^\n]*|<[a-z]+:[^>\n]*>?|\][ \t]*\[[^\]\n]*\]?")
_BLANK_LINES = re.compile(r"\n{3,}")
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)

# The Markdown reader takes time in proportion to the square of these: 20,000 took 3 s.
_MOST_BRACKETS = 1000

_SCHEMES = {"http", "https", "mailto"}
_TAGS = {"p", "br", "em", "strong", "blockquote", "ul", "ol", "li", "a", "hr", "span", "mark"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
# A single line break counts as one: people who write reviews mean the Enter key.
_BREAKS = {"softbreak": "<br>\n", "hardbreak": "<br>\n", "hr": "<hr>\n\n"}
_TAG_OF = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n\n",
    "heading_open": "<p><strong>",
    "heading_close": "</strong></p>\n\n",
    "blockquote_open": "<blockquote>\n",
    "blockquote_close": "</blockquote>\n\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n\n",
    "ordered_list_close": "</ol>\n\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
}


def bar(_number: int, words: int) -> str:
    """A cover without a way to open it: a black bar of about the length of what it hides."""
    return f'<span class="cover">{"█" * min(max(words, 1) * 3, 60)}</span>'


class _Everything(Container[int]):
    def __contains__(self, _number: object) -> bool:
        return True


ALL: Container[int] = _Everything()
NONE: Container[int] = frozenset[int]()


def render(
    text: str,
    format: str,  # noqa: A002
    spans: Spans = (),
    *,
    opened: Container[int] = NONE,
    cover_html: Cover = bar,
    marked: Span | None = None,
) -> str:
    """The text as safe HTML.

    `spans` are covered; those whose number is in `opened` are shown, inside
    `<span class="uncovered">`. Each other one is left out, and `cover_html(number, words)` stands
    once where it began; what that returns is trusted. What is open of `marked` stands inside
    `<mark>`, one element or several; nothing is marked where that would change anything else.
    """
    reads_markdown = format == MARKDOWN and text.count("[") <= _MOST_BRACKETS
    write = _render_markdown if reads_markdown else _render_plain
    held = [(number, snug(text, span)) for number, span in apart(text, spans)]
    html = write(text, held, None, opened, cover_html)
    if marked is None or not text[marked.start : marked.end].strip():
        return html
    with_mark = write(text, held, _without_next_line(text, marked), opened, cover_html)
    return with_mark if _MARK_TAGS.sub("", with_mark) == html else html


def plain_text(text: str, format: str, spans: Spans = ()) -> str:  # noqa: A002
    """The text in plain words, for search, cards and mails: no markup, "[…]" for each cover."""
    html = render(text, format, spans, cover_html=lambda _number, _words: GAP)
    words = unescape(_TAG.sub("", html))
    return _BLANK_LINES.sub("\n\n", words).strip() if format == MARKDOWN else words


def plain_run(run: str, format: str) -> str:  # noqa: A002
    """A run that was cut out of a text, in plain words on one line, without addresses of links."""
    words = plain_text(without_addresses(run) if format == MARKDOWN else run, format)
    return " ".join(words.split())


def without_addresses(run: str) -> str:
    """A run that was cut out of a Markdown text, without where its links lead.

    A link that is cut apart would show its address, and that may tell what stands beside the run.
    """
    return _DESTINATION.sub("", _LINK.sub(r"\1", run))


def excerpt(text: str, spans: Spans, max_words: int, format: str = PLAIN) -> str:  # noqa: A002
    """The first words on one line, "[…]" for each cover, "…" at the end where more follows."""
    words = plain_text(text, format, spans).split()
    left = max_words
    for place, word in enumerate(words):
        size = count_words(word)
        if size > left:
            beginning = word[: 2 * left] if has_no_spaces(word) else ""
            return " ".join([*words[:place], beginning]).strip() + "…"
        left -= size
    return " ".join(words)


def _render_plain(
    text: str, held: Held, marked: Span | None, opened: Container[int], cover_html: Cover
) -> str:
    """Every character as it stands: the text content of the result is the text."""
    pieces, at = list[str](), 0
    for number, span in held:
        pieces.append(_run(text, Span(at, span.start), marked))
        if number in opened:
            pieces.append(_run(text, span, marked, UNCOVERED, "</span>"))
        else:
            pieces.append(cover_html(number, count_words(text[span.start : span.end])))
        at = span.end
    pieces.append(_run(text, Span(at, len(text)), marked))
    return f"<p>{''.join(pieces)}</p>".replace("<p></p>", "")


def _run(text: str, run: Span, marked: Span | None, before: str = "", after: str = "") -> str:
    """A run of the text, and that part of it marked which is."""
    if marked is None:
        return _flow(text[run.start : run.end], before, after)
    start, end = (min(max(edge, run.start), run.end) for edge in marked)
    parts = (
        _flow(text[run.start : start], before, after),
        _flow(text[start:end], before + MARKED, "</mark>" + after),
        _flow(text[end : run.end], before, after),
    )
    return "".join(parts)


def _flow(piece: str, before: str = "", after: str = "") -> str:
    """A piece that may run over paragraphs; `before` and `after` wrap its part in each."""
    html = list[str]()
    for place, part in enumerate(_PARAGRAPH_BREAK.split(piece)):
        if place % 2:
            html.append(f"</p>{part}<p>")
        elif part:
            html.append(before + escape(part).replace("\n", "<br>\n") + after)
    return "".join(html)


def _without_empty(html: str) -> str:
    """The HTML without elements that covering left with nothing inside."""
    shorter = _EMPTY.sub("", html)
    return shorter if shorter == html else _without_empty(shorter)


def _render_markdown(
    text: str, held: Held, marked: Span | None, opened: Container[int], cover_html: Cover
) -> str:
    """Read as Markdown with the covers' edges in it, written by our own hand, cleaned by nh3."""
    edged = _with_edges(text, held, marked)
    tokens = list(_flat(_markdown().parse(edged)))
    edges = "".join(_EDGE.findall("".join(token.content for token in tokens)))
    if edges != "".join(_EDGE.findall(edged)):
        # An edge fell where Markdown shows no text, as in a link's address. Then only the plain
        # form is sure to hide all that is covered.
        return _render_plain(text, held, marked, opened, cover_html)
    writer = _Writer([number for number, _ in held], opened)
    for token in tokens:
        writer.write(token)
    html = _without_empty(_clean("".join(writer.html))).strip()
    return _fill(html, text, held, cover_html)


@cache
def _markdown() -> MarkdownIt:
    """Our subset. No references: an address that stands elsewhere could leak out of a cover.

    No entities either: what is typed is what is shown, and none can stand for an edge.
    """
    markdown = MarkdownIt("zero", {"maxNesting": 100})
    return markdown.enable(
        ["blockquote", "list", "heading", "hr", "newline", "escape", "emphasis", "link", "autolink"]
    )


def _flat(tokens: Iterable[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield from token.children or ()
        elif not token.hidden:
            yield token


def _with_edges(text: str, held: Held, marked: Span | None) -> str:
    text = _EDGE.sub("\N{REPLACEMENT CHARACTER}", text)
    edges = list[tuple[int, str]]()
    for _, span in held:
        edges += [(_after_line_markers(text, span), _OPEN), (span.end, _CLOSE)]
    if marked:
        # A cover that begins or ends at the same place stays whole within or without.
        edges = sorted(
            [*edges, (_after_line_markers(text, marked), _MARK), (marked.end, _MARK)],
            key=lambda edge: edge[0],
        )
    pieces, at = list[str](), 0
    for place, edge in edges:
        pieces += [text[at:place], edge]
        at = place
    return "".join([*pieces, text[at:]])


def _without_next_line(text: str, marked: Span) -> Span:
    """What is marked without the mark of a quote or list at its end, which begins the next line."""
    span = snug(text, marked)
    words = _NEXT_LINE.sub("", text[span.start : span.end])
    return Span(span.start, span.start + len(words))


def _after_line_markers(text: str, span: Span) -> int:
    """Where the cover's words begin: a mark of a quote or list at the line's start stays a mark."""
    line_start = text.rfind("\n", 0, span.start) + 1
    begins_line = _LINE_MARKERS.fullmatch(text, line_start, span.start)
    marker = _LINE_MARKERS.match(text, span.start, span.end) if begins_line else None
    return marker.end() if marker and marker.end() < span.end else span.start


class _Writer:
    """Writes tokens as HTML, leaving out what is covered. Wholly covered elements end up empty."""

    def __init__(self, numbers: Iterable[int], opened: Container[int]) -> None:
        self.html = list[str]()
        self._waiting = iter(numbers)
        self._opened = opened
        self._cover: int | None = None
        self._marks = False
        self._link = 0  # where in `html` the present link begins
        self._link_is_safe = False

    @property
    def _hides(self) -> bool:
        return self._cover is not None and self._cover not in self._opened

    def write(self, token: Token) -> None:
        """Write one token of the flat stream."""
        match token.type:
            case "text":
                self._write_text(token.content)
            case "link_open":
                self._open_link(str(token.attrs["href"]))
            case "link_close":
                self._close_link()
            case "softbreak" | "hardbreak" | "hr":
                self.html.append("" if self._hides else _BREAKS[token.type])
            case "ordered_list_open":
                self.html.append(self._list_start(token.attrs.get("start")))
            case _:
                self.html.append(_TAG_OF[token.type])

    def _write_text(self, content: str) -> None:
        for piece in _EDGE.split(content):
            if piece == _OPEN:
                self._begin_cover()
            elif piece == _CLOSE:
                self._cover = None
            elif piece == _MARK:
                self._marks = not self._marks
            elif piece and not self._hides:
                self.html.append(self._shown(escape(piece)))

    def _shown(self, html: str) -> str:
        if self._marks:
            html = f"{MARKED}{html}</mark>"
        return html if self._cover is None else f"{UNCOVERED}{html}</span>"

    def _begin_cover(self) -> None:
        self._cover = next(self._waiting)
        if self._hides:
            self.html.append(f"{_OPEN}{self._cover}{_CLOSE}")
            self._link_is_safe = False

    def _open_link(self, address: str) -> None:
        self._link = len(self.html)
        self._link_is_safe = bool(_SAFE_ADDRESS.match(address)) and not self._hides
        self.html.append(f'<a href="{escape(address)}">')

    def _close_link(self) -> None:
        """A link that a cover touches is not one: its address may give away what is covered."""
        if self._link_is_safe:
            self.html.append("</a>")
        else:
            self.html[self._link] = ""

    def _list_start(self, start: object) -> str:
        return "<ol>\n" if start is None or self._hides else f'<ol start="{start}">\n'


def _clean(html: str) -> str:
    """The second lock, should the first ever fail."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes={"span": {"uncovered"}},
        url_schemes=_SCHEMES,
        link_rel="nofollow ugc noopener",
    )


def _fill(html: str, text: str, held: Held, cover_html: Cover) -> str:
    """Put the covers' HTML where their slots are."""
    words = {number: count_words(text[span.start : span.end]) for number, span in held}
    return _SLOT.sub(lambda slot: cover_html(int(slot[1]), words[int(slot[1])]), html)
