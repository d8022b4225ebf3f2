"""What a PDF repeats on every page or stamps on it: running heads and feet, page numbers, signature stamps."""

import re
from collections import Counter
from collections.abc import Sequence

from index.readers.lexicon import phrases
from index.readers.pdf_lines import MARGIN, PdfLine

# A running line is on at least so many pages, and on this share of them.
_FEWEST_REPEATS = 2
_SHARE_OF_PAGES = 0.4
# Stamps are set in smaller type than the text.
_STAMP_SIZE = 0.8
_PAGE_NUMBER = re.compile(r"(?:Trang\s*)?[-–—]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–—.]?", re.IGNORECASE)
_GAZETTE = re.compile(r"CÔNG BÁO\b.*\bSố\b.*\bNgày\b|CÔNG BÁO/Số", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]) -> list[list[PdfLine]]:
    """The lines of every page that belong to the document; ``heights`` are the pages' heights in points."""
    body_size = _body_size(pages)
    repeated = _repeated(pages, heights)
    kept = []
    for lines, height in zip(pages, heights, strict=True):
        stamp = _stamp_lines(lines, height, body_size)
        kept.append(
            [
                line
                for line in lines
                if id(line) not in stamp
                and not _is_running(line, height, repeated)
                and not (_in_margin(line, height) and _PAGE_NUMBER.fullmatch(line.text))
            ]
        )
    return kept


def _body_size(pages: Sequence[Sequence[PdfLine]]) -> float:
    """The type size most of the text is set in."""
    weights: Counter[float] = Counter()
    for line in (line for lines in pages for line in lines):
        weights[round(line.size, 1)] += len(line.text)
    return weights.most_common(1)[0][0] if weights else 0.0


def _in_margin(line: PdfLine, height: float) -> bool:
    return line.bottom > height * (1 - MARGIN) or line.top < height * MARGIN


def _signature(line: PdfLine) -> str:
    """The line without its numbers, which change from page to page."""
    return " ".join(_DIGITS.sub("#", line.text.lower()).split()).rstrip(" #")


def _repeated(pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]) -> set[str]:
    """The signatures of marginal lines that stand on many pages."""
    counts: Counter[str] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        counts.update({_signature(line) for line in lines if _in_margin(line, height)})
    fewest = max(_FEWEST_REPEATS, _SHARE_OF_PAGES * len(pages))
    return {signature for signature, count in counts.items() if count >= fewest and len(signature) > 1}


def _is_running(line: PdfLine, height: float, repeated: set[str]) -> bool:
    marginal = _in_margin(line, height)
    return marginal and (_signature(line) in repeated or _GAZETTE.search(line.text) is not None)


def _stamp_lines(lines: Sequence[PdfLine], height: float, body_size: float) -> set[int]:
    """The lines of a signature stamp: small type beside a line that begins like one."""
    small = [
        line
        for line in lines
        if line.text.startswith(phrases("stamp_starts"))
        or (line.size < _STAMP_SIZE * body_size and _in_margin(line, height))
    ]
    stamped = [line for line in small if line.text.startswith(phrases("stamp_starts"))]
    signers = [line for line in stamped if not line.text.startswith(("Email:", "Cơ quan:", "Tổ chức:", "Date:"))]
    if not signers:
        return set()
    lowest, highest = min(line.bottom for line in stamped) - 20, max(line.top for line in stamped) + 20
    return {id(line) for line in small if line.bottom >= lowest and line.top <= highest}
