"""From when and until when a document itself is in force."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

import regex as re

from index.anatomy.dates import WRITTEN, match_date
from index.anatomy.names import document_types
from index.text.sentences import sentence_spans

_FROM = r"có hiệu lực(?:\s+thi hành)?,?\s*(?:kể\s+)?"
_BEGINS = re.compile(rf"{_FROM}từ\s*{WRITTEN}", re.IGNORECASE)
_AT_SIGNING = re.compile(
    rf"{_FROM}từ\s+ngày\s+(?:ký|ban hành|(?:được\s+)?(?:[\p{{L}} ]{{0,60}}?)thông qua)", re.IGNORECASE
)
_AFTER = re.compile(
    rf"{_FROM}sau\s+(?P<days>\d{{1,3}})(?:\s*\([^)]*\))?\s*ngày,?\s*(?:kể\s+)?từ\s+ngày\s+"
    r"(?:ký|ban hành|(?:được\s+)?thông qua)",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"(?P<last>đến\s+(?:hết\s+)?)(?:ngày\s+)?{WRITTEN}", re.IGNORECASE)
_ENDED = re.compile(rf"hết hiệu lực(?:\s+thi hành)?,?\s*(?:kể\s+)?từ\s*{WRITTEN}", re.IGNORECASE)
# "khoản 2 Điều 3 của Nghị định này", "kể từ ngày Nghị định này": not the document as the subject of the sentence.
_NOT_SUBJECT = re.compile(
    r"(?:của|tại|theo|ngày|khi|trước|sau|trừ|hạn|trong|bằng|với|thực hiện|thi hành|đến)\s*$", re.IGNORECASE
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)")
# Between the subject and its verb no other document may come in.
_OTHER = re.compile(r"\d\s*[-/]\s*\p{Lu}|(?<!\p{L})(?:Điều|khoản|điểm)\s+\d")
_LONGEST_GAP = 260


def find_validity(lines: Iterable[str], kind: str | None, issued_on: date | None) -> tuple[date | None, date | None]:
    """The first and the last day on which the document is in force, as far as it says so of itself."""
    begins: date | None = None
    ends: date | None = None
    for line in lines:
        if "hiệu lực" not in line and "HIỆU LỰC" not in line:
            continue
        clean = _QUOTED.sub(lambda match: " " * len(match.group()), line)
        for start, end in sentence_spans(clean):
            said = _said_of_itself(clean[start:end], kind)
            if said:
                begins = begins or _begin(said, issued_on)
                ends = ends or _end(said)
    return begins, ends


def _said_of_itself(sentence: str, kind: str | None) -> str | None:
    """What the sentence says from its verb on, when the document is its subject."""
    for match in _subject().finditer(sentence):
        if kind and match["kind"].casefold() not in (kind, "văn bản") and not kind.endswith(match["kind"].casefold()):
            continue
        rest = sentence[match.end() :]
        verb = re.search(r"(?:có|hết) hiệu lực", rest)
        if verb is None or verb.start() > _LONGEST_GAP or _OTHER.search(rest[: verb.start()]):
            continue
        if not _NOT_SUBJECT.search(sentence[: match.start()]):
            return rest[verb.start() :]
    return None


@cache
def _subject() -> re.Pattern[str]:
    kinds = "|".join(re.escape(kind) for kind in document_types().values())
    return re.compile(rf"(?P<kind>(?i:{kinds}|văn bản))(?:\s+này\b|(?=\s+có hiệu lực))")


def _begin(said: str, issued_on: date | None) -> date | None:
    for pattern in (_BEGINS, _AFTER, _AT_SIGNING):
        match = pattern.match(said)
        if match is None:
            continue
        if pattern is _BEGINS:
            return match_date(match)
        days = int(match["days"]) if pattern is _AFTER else 0
        return issued_on + timedelta(days=days) if issued_on else None
    return None


def _end(said: str) -> date | None:
    ended = _ENDED.match(said)
    if ended:
        day = match_date(ended)
        return day - timedelta(days=1) if day else None
    until = _ENDS.search(said[: said.find(";")] if ";" in said else said)
    if until and not re.search(r"\b(?:trừ|riêng|nhưng)\b", said[: until.start()]):
        return match_date(until)
    return None


def own_lines(lines: Sequence[str], parts: Sequence[str]) -> Iterable[str]:
    """The lines in which a document speaks of itself: its body up to its signature."""
    end = next((at for at, part in enumerate(parts) if part == "signature"), len(lines))
    return (line for at, line in enumerate(lines[:end]) if parts[at] == "body")
