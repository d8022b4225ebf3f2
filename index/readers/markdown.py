"""Markdown to blocks: structure from the parser, typed numbers and dashes left in the text, marks taken off."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.blocks import Block, ReadDocument
from index.readers.article import as_document
from index.readers.characters import clean_characters
from index.readers.emphasis import split_touching, strip_emphasis
from index.readers.flattened_tables import TableBlocks, split_tables
from index.readers.glued import split_glued
from index.readers.lines import Line
from index.readers.page_lines import without_page_marks, without_running_lines
from index.readers.rows import table_blocks
from index.readers.wrapping import join_lines

# Directive documents number by hand: "1.", "a)" and "-" are words of the text, not lists, code or headings.
# Links are few and simple; the full grammar for them takes quadratic time on hostile input.
_NOT_MARKDOWN = ["list", "code", "lheading", "html_block", "html_inline", "reference", "emphasis"]
_NOT_MARKDOWN += ["link", "image", "autolink"]
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]{0,100}\]){0,400})\]\([^()\n]{0,600}(?:\([^()\n]{0,100}\))?[^()\n]{0,100}\)"
)
_IMAGE_IN_LINK = re.compile(r"!\[[^\[\]]{0,400}\]\([^()\n]{0,600}\)")
# An escaped mark is a character of the text; these stand in for it while the marks are taken off.
_ESCAPED = {"*": "\ue02a", "_": "\ue05f", "|": "\ue07c"}
_UNESCAPE = str.maketrans({stand_in: mark for mark, stand_in in _ESCAPED.items()})
_LINE_BREAK_TAG = re.compile(r"<\s*br\s*/?\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|sup|sub|s|del|ins|mark|span|font|center|p|div|a)\b[^<>]{0,200}>", re.IGNORECASE
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,500})>")
_PIPED = re.compile(r"\s*\|.*\|\s*")


def read_markdown(text: str) -> ReadDocument:
    """The blocks of a Markdown document; ``text`` is decoded but not cleaned."""
    tokens = _parser().parse(clean_characters(text))
    return as_document(list(_blocks(tokens)))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table").disable(_NOT_MARKDOWN)
    # Joining text tokens would hide which characters were escaped.
    return parser.disable("text_join")


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Blocks in order. Consecutive paragraphs are joined as one run of lines, so that a page break can be mended."""
    run: list[Line] = []
    number = 0
    while number < len(tokens):
        token = tokens[number]
        if token.type in {"paragraph_open", "fence"}:
            source = tokens[number + 1] if token.type == "paragraph_open" else token
            run.extend(_lines(source))
        elif token.type in {"heading_open", "table_open"}:
            yield from _paragraph_blocks(run)
            run = []
            if token.type == "heading_open":
                yield from _heading_blocks(tokens[number + 1], int(token.tag[1]))
            else:
                end = next(i for i in range(number, len(tokens)) if tokens[i].type == "table_close")
                yield from table_blocks(_grid(tokens[number:end]))
                number = end
        number += 1
    yield from _paragraph_blocks(run)


def _paragraph_blocks(run: Sequence[Line]) -> Iterator[Block]:
    unescaped = [replace(line, text=line.text.translate(_UNESCAPE)) for line in run]
    for piece in split_tables(without_page_marks(unescaped)):
        if isinstance(piece, TableBlocks):
            yield from piece.blocks
        else:
            yield from (
                Block("paragraph", part)
                for text in join_lines(without_running_lines(piece))
                for part in split_glued(text)
            )


def _heading_blocks(inline: Token, level: int) -> Iterator[Block]:
    """A heading; what turns out to be letterhead columns side by side are paragraphs."""
    parts = [part for text in join_lines(_lines(inline)) for part in split_glued(text.translate(_UNESCAPE))]
    if len(parts) == 1:
        yield Block("heading", parts[0], level)
    else:
        yield from (Block("paragraph", part) for part in parts)


def _lines(token: Token) -> list[Line]:
    """The lines of an inline or code token, without marks. The first follows a gap."""
    raw, hard = _raw_lines(token)
    return [
        Line(
            marked.text.strip(),
            gap=is_gap,
            hard=is_hard,
            inside=marked.inside and not is_gap,
            emphasis=marked.emphasis,
        )
        for marked, is_hard, is_gap in zip(
            strip_emphasis([text for text, _ in raw]), hard, [gap for _, gap in raw], strict=True
        )
    ]


def _raw_lines(token: Token) -> tuple[list[tuple[str, bool]], list[bool]]:
    """The source lines of a token as (text, follows a gap), and whether an explicit break stands before each."""
    raw: list[tuple[str, bool]] = []
    hard: list[bool] = []
    after_break = False
    for text, breaks_hard in _source_lines(token):
        # A link is its text, an image nothing.
        text = _AUTOLINK.sub(r"\1", text)
        plain = _TAG.sub("", _without_links(text) if "](" in text else text)
        for piece_number, piece in enumerate(_LINE_BREAK_TAG.split(plain)):
            for part_number, part in enumerate(_split_pipes(piece)):
                raw.append((part, not raw or part_number > 0))
                hard.append(after_break or piece_number > 0)
                after_break = False
        after_break = breaks_hard
    return raw, hard


def _without_links(text: str) -> str:
    """``text`` with links as their words; images go first, as they stand inside links too."""
    without_images = _LINK.sub(lambda link: "" if link[1] else link[0], text)
    inner = _IMAGE_IN_LINK.sub("", without_images)
    return _LINK.sub(lambda link: "" if link[1] else link[2], inner)


def _source_lines(token: Token) -> Iterator[tuple[str, bool]]:
    """The lines of a token, and whether each ends in an explicit break."""
    if token.type == "fence":
        yield from ((line, True) for line in token.content.split("\n"))
        return
    text = ""
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            yield text, child.type == "hardbreak"
            text = ""
        elif child.type == "text_special" and child.info == "escape":
            text += _ESCAPED.get(child.content, child.content)
        elif child.type in {"text", "text_special", "code_inline"}:
            text += child.content
    yield text, False


def _split_pipes(line: str) -> list[str]:
    """The cells of a line of pipes outside a table, or the touching bold runs of an ordinary line."""
    if _PIPED.fullmatch(line):
        return [cell.strip() for cell in line.strip().strip("|").split("|") if cell.strip()] or [""]
    return split_touching(line)


def _grid(tokens: Sequence[Token]) -> list[list[str]]:
    """The cells of a table, row by row."""
    grid: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            grid.append([])
        elif token.type == "inline":
            grid[-1].append("\n".join(line.text.translate(_UNESCAPE) for line in _lines(token)))
    return grid
