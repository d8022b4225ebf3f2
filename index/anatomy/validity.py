"""From when and until when a document itself is in force."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

import regex as re

from index.anatomy.counted import counted
from index.anatomy.dates import WRITTEN, match_date
from index.anatomy.itself import kinds, names_kind
from index.text.sentences import sentence_spans

_FORCE = r"có hiệu lực(?:\s+thi hành)?"
_FROM = rf"{_FORCE},?\s*(?:kể\s+)?"
_BEGINS = re.compile(rf"{_FROM}từ\s*{WRITTEN}", re.IGNORECASE)
_AT_SIGNING = re.compile(
    rf"{_FROM}từ\s+ngày\s+(?:ký(?:\s+ban hành)?|ban hành|(?:được\s+)?(?:[\p{{L}} ]{{0,60}}?)thông qua)", re.IGNORECASE
)
_AFTER = re.compile(
    rf"{_FROM}sau\s+(?P<days>\d{{1,3}}|[\p{{L}} ]{{2,25}}?)(?:\s*\([^)]*\))?\s*ngày,?\s*(?:kể\s+)?từ\s+ngày\s+"
    r"(?:ký|ban hành|(?:được\s+)?thông qua)",
    re.IGNORECASE,
)
# What comes later in the sentence may be another document's date, or that of what the document is about.
_ENDS = re.compile(
    rf"\s*,?\s*(?:(?:và\s+)?{_FORCE}\s+)?(?:cho\s+)?đến\s+(?:hết\s+)?(?:ngày\s+)?{WRITTEN}", re.IGNORECASE
)
_ENDS_ONLY = re.compile(rf"{_FORCE}(?=\s*,?\s*(?:cho\s+)?đến\b)", re.IGNORECASE)
_ENDED = re.compile(
    rf"[\s,;]*(?:và\s+)?(?:sẽ\s+)?hết hiệu lực(?:\s+thi hành)?,?\s*(?:kể\s+)?từ\s*{WRITTEN}", re.IGNORECASE
)
# "khoản 2 Điều 3 của Nghị định này", "kể từ ngày Nghị định này": not the document as the subject of the sentence.
_NOT_SUBJECT = re.compile(
    r"(?:của|tại|theo|ngày|khi|trước|sau|trừ|hạn|trong|bằng|với|thực hiện|thi hành|đến)\s*$|"
    r"\b(?:dự thảo|dự kiến|đề xuất|soạn thảo|xây dựng|sẽ ban hành)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?<!\p{L})(?:(?:Điều|khoản|Chương|Mục|Phụ lục|Phần)\s+(?:này\b|[\dIVX])|(?:Điều|khoản) này|điểm\s+\p{L}\b)",
    re.IGNORECASE,
)
# "Trừ khoản 2 Điều này, Luật này có hiệu lực …" speaks of the law.
_EXCEPT = re.compile(r"^\W*(?:Trừ|Ngoại trừ)\b[^;]*,\s*$", re.IGNORECASE)
_MARK = re.compile(
    r"^\W*(?:Điều\s+\d+\w?\s*[.:]\s*)?(?:Hiệu lực(?: thi hành)?\W+)?(?:(?:\d+|[a-zđ])\s*[.)]\s*|\(\w+\)\s*)?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)")
_GAP = re.compile(r"^\W*$|(?:\bvà|,|;|\bsẽ|\bbắt đầu)\s*$|^\s*chỉ\s*$")
# Between the subject and its verb no other document may come in.
_OTHER = re.compile(r"\d\s*[-/]\s*\p{Lu}|(?<!\p{L})(?:Điều|khoản|điểm)\s+\d")
_LONGEST_GAP = 260
# What a decision puts into force may say so of itself: "Quy chế này có hiệu lực …".
_ATTACHED = frozenset({"quy chế", "quy định", "điều lệ"})


def find_validity(lines: Iterable[str], kind: str | None, issued_on: date | None) -> tuple[date | None, date | None]:
    """The first and the last day on which the document is in force, as far as it says so of itself."""
    own: list[tuple[date | None, date | None]] = []
    attached: list[date | None] = []
    for sentence in _sentences(lines):
        said = _said_of(sentence, kind)
        if said:
            own.append(_days(said[1], issued_on))
        elif kind == "quyết định" and (said := _said_of(sentence, None)) and said[0] in _ATTACHED:
            attached.append(_days(said[1], issued_on)[0])
    begins = next((day for day in (*(day for day, _ in own), *attached) if day), None)
    ends = next((day for _, day in own if day), None)
    first = begins or issued_on
    return begins, None if ends and first and ends < first else ends


def _sentences(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if "hiệu lực" in line.casefold():
            clean = _QUOTED.sub(lambda match: " " * len(match.group()), line)
            yield from (clean[start:end] for start, end in sentence_spans(clean))


def _said_of(sentence: str, kind: str | None) -> tuple[str, str] | None:
    """What the document calls itself and what the sentence says from its verb on, when it is the subject."""
    mark = _MARK.match(sentence)
    sentence = sentence[mark.end() :] if mark else sentence
    for match in _subject().finditer(sentence):
        if kind and not names_kind(match["kind"], kind):
            continue
        rest = sentence[match.end() :]
        verb = re.search(r"(?:có|hết) hiệu lực", rest)
        if verb is None or verb.start() > _LONGEST_GAP or _OTHER.search(rest[: verb.start()]):
            continue
        if _GAP.search(rest[: verb.start()]) and _is_subject(sentence[: match.start()], bare=not match["this"]):
            return match["kind"].casefold(), rest[verb.start() :]
    return None


def _is_subject(before: str, *, bare: bool) -> bool:
    """Whether the document is the subject; without "này" only at the very beginning."""
    if not before.strip() or (_EXCEPT.match(before) and not bare):
        return True
    return not bare and not _NOT_SUBJECT.search(before) and not _PART.search(before)


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<kind>(?i:{kinds()}|văn bản))(?:(?P<this>\s+này)\b|(?=\s+có hiệu lực))")


def _days(said: str, issued_on: date | None) -> tuple[date | None, date | None]:
    """The first and the last day of which the words speak that begin with "có hiệu lực" or "hết hiệu lực"."""
    for pattern in (_BEGINS, _AFTER, _AT_SIGNING):
        match = pattern.match(said)
        if match:
            return _begin(match, issued_on), _end(said[match.end() :])
    only = _ENDS_ONLY.match(said)
    return None, _end(said[only.end() :] if only else said)


def _begin(match: re.Match[str], issued_on: date | None) -> date | None:
    if match.re is _BEGINS:
        return match_date(match)
    days = counted(match["days"]) if match.re is _AFTER else 0
    return issued_on + timedelta(days=days) if issued_on and days is not None else None


def _end(rest: str) -> date | None:
    ended = _ENDED.match(rest)
    if ended:
        day = match_date(ended)
        return day - timedelta(days=1) if day else None
    until = _ENDS.match(rest)
    return match_date(until) if until else None


def own_lines(lines: Sequence[str], parts: Sequence[str]) -> Iterable[str]:
    """The lines in which a document speaks of itself: its body up to its signature."""
    end = next((at for at, part in enumerate(parts) if part == "signature"), len(lines))
    return (line for at, line in enumerate(lines[:end]) if parts[at] == "body")
