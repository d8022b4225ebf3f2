"""How clean the text is that the readers make of pages: words kept against words that belong, paragraph ends kept.

    python -m eval.bench_clean_text

prints for each page precision and recall of its words and of its paragraph boundaries, and means per half of the set.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from index.readers.characters import clean_text
from index.readers.reading import read_document

_SET = Path(__file__).parent / "sets" / "clean-text"
_PRESS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "press"
_LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Page:
    """A file and the paragraphs in it that belong to the document."""

    path: Path
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one page: words and boundaries found, wanted, and both."""

    words: tuple[int, int, int]
    boundaries: tuple[int, int, int]


def main() -> None:
    """Measure all pages and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="also print words lost and words that do not belong")
    options = parser.parse_args()
    _say(f"{'page':42} {'words P':>8} {'R':>6}   {'paragraphs P':>12} {'R':>6}")
    for half in ("looking", "frozen"):
        _print_half(half, list(_pages(_SET / half)), options.errors)
    if _PRESS.is_dir():
        _print_half("press", list(_press_pages()), options.errors)
    else:
        _say(f"press: skipped, no real articles at {_PRESS}")


def measure(page: Page) -> Score:
    """Read a page and compare it with its gold."""
    found = [words(block.text) for block in read_document(page.path, max_bytes=_LARGEST).blocks]
    wanted = [words(paragraph) for paragraph in page.gold]
    flat, gold = _flat(found), _flat(wanted)
    both = sum((Counter(flat) & Counter(gold)).values())
    return Score((len(flat), len(gold), both), _boundaries(found, wanted))


def words(text: str) -> list[str]:
    """The words of ``text``, in order."""
    return re.findall(r"\w+", clean_text(text))


def _boundaries(found: Sequence[list[str]], wanted: Sequence[list[str]]) -> tuple[int, int, int]:
    """Paragraph boundaries between neighbouring words that both texts have: found, wanted, both."""
    matcher = SequenceMatcher(None, _flat(found), _flat(wanted), autojunk=False)
    found_at, wanted_at = _paragraph_numbers(found), _paragraph_numbers(wanted)
    place = {b + k: a + k for a, b, size in matcher.get_matching_blocks() for k in range(size)}
    counts = [0, 0, 0]
    for number in range(1, len(wanted_at)):
        if number in place and number - 1 in place:
            parted = found_at[place[number]] != found_at[place[number - 1]]
            ends = wanted_at[number] != wanted_at[number - 1]
            counts = [counts[0] + parted, counts[1] + ends, counts[2] + (parted and ends)]
    return counts[0], counts[1], counts[2]


def _paragraph_numbers(paragraphs: Sequence[list[str]]) -> list[int]:
    return [number for number, paragraph in enumerate(paragraphs) for _ in paragraph]


def _flat(paragraphs: Sequence[list[str]]) -> list[str]:
    return [word for paragraph in paragraphs for word in paragraph]


def _pages(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.iterdir()):
        if not path.name.endswith(".gold.txt"):
            gold = path.with_name(f"{path.stem}.gold.txt").read_text(encoding="utf-8")
            yield Page(path, tuple(gold.splitlines()))


def _press_pages() -> Iterator[Page]:
    for row in (_SET / "press-lines.tsv").read_text(encoding="utf-8").splitlines():
        if row.startswith("#") or not (_PRESS / row.split("\t")[0]).is_file():
            continue
        name, kept = row.split("\t")
        lines = (_PRESS / name).read_text(encoding="utf-8").split("\n")
        yield Page(_PRESS / name, tuple(line for line in _labelled(lines, kept) if line.strip()))


def _labelled(lines: Sequence[str], kept: str) -> Iterator[str]:
    """The lines that a label such as "1@17,3,9-13" names."""
    for part in kept.split(","):
        first, _, offset = part.partition("@")
        start, _, end = first.partition("-")
        yield from (line[int(offset or 0) :] for line in lines[int(start) - 1 : int(end or start)])


def _print_half(half: str, pages: Sequence[Page], errors: bool) -> None:
    scores = [measure(page) for page in pages]
    for page, score in zip(pages, scores, strict=True):
        _print_row(f"{half}/{page.path.name}", _ratios(score.words), _ratios(score.boundaries))
        if errors:
            _print_errors(page)
    if scores:
        totals = [tuple(sum(column) for column in zip(*kind, strict=True)) for kind in _kinds(scores)]
        _print_row(f"{half}, micro", *(_ratios((total[0], total[1], total[2])) for total in totals))
        means = [[_ratios(counts) for counts in kind] for kind in _kinds(scores)]
        _print_row(f"{half}, macro", *(tuple(sum(c) / len(c) for c in zip(*kind, strict=True)) for kind in means))


def _kinds(scores: Sequence[Score]) -> list[list[tuple[int, int, int]]]:
    return [[score.words for score in scores], [score.boundaries for score in scores]]


def _say(line: str) -> None:
    print(line)  # noqa: T201


def _ratios(counts: tuple[int, int, int]) -> tuple[float, ...]:
    """Precision and recall; of nothing found or wanted 1."""
    found, wanted, both = counts
    return (both / found if found else 1.0, both / wanted if wanted else 1.0)


def _print_row(name: str, own_words: tuple[float, ...], paragraphs: tuple[float, ...]) -> None:
    _say(f"{name:42} {own_words[0]:8.3f} {own_words[1]:6.3f}   {paragraphs[0]:12.3f} {paragraphs[1]:6.3f}")


def _print_errors(page: Page) -> None:
    found = [block.text for block in read_document(page.path, max_bytes=_LARGEST).blocks]
    wanted = [clean_text(paragraph).strip() for paragraph in page.gold]
    for text in found:
        if text not in wanted:
            _say(f"    + {text[:110]}")
    for text in wanted:
        if text not in found:
            _say(f"    - {text[:110]}")


if __name__ == "__main__":
    main()
