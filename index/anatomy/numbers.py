"""Document numbers: "57-NQ/TW", "30/2020/NĐ-CP", the document's own in its letterhead and others in running text."""

from functools import cache

import regex as re

from index.anatomy.names import document_types, symbols_in_capitals

_TOKEN = r"\p{Lu}[\p{Lu}\d&]*(?:[a-zđ]{1,2}\p{Lu}*)?(?!\p{L})"
NUMBER = rf"\d{{1,6}}[a-zđ]?(?:\s*/\s*\d{{4}})?\s*[-/–]\s*{_TOKEN}(?:\s?[-/.&–]\s?{_TOKEN})*"
_LABEL = r"\b(?P<label>(?:Số|SỐ|số)(?:\s*hiệu|\s*[,/]?\s*ký hiệu)?\s*[:|]*)\s*"
_OWN = re.compile(rf"^(?P<left>.*?){_LABEL}(?P<number>{NUMBER})(?=\s|$|[.,;|])(?P<right>.*)$")
# A draft, or a copy made before the number was given: "Số:      /QĐ-UBND".
_BLANK = re.compile(rf"^(?P<left>.*?){_LABEL}[.…_\s]*[-/]\s*(?:\d{{4}}\s*[-/]\s*)?{_TOKEN}(?P<right>.*)$")
_SUBJECT = re.compile(r"^\W*(?:V/v|Về việc)\b")
_LONGEST_REST = 60
_LONGEST_NUMBER = 60


def find_own_number(head: list[str]) -> tuple[int, str | None] | None:
    """The line of the document's own number and the number, ``None`` for one that is left blank."""
    for at, line in enumerate(head):
        for pattern in (_OWN, _BLANK):
            match = pattern.match(line)
            if match and _is_own(match) and (pattern is _BLANK or is_number(match["number"])):
                return at, normal_number(match["number"]) if pattern is _OWN else None
    return None


def normal_number(written: str) -> str:
    """A number without stray spaces, its symbols in their usual case: "12/QĐ-TTG" is "12/QĐ-TTg"."""
    number = re.sub(r"\s+", "", written).replace("–", "-")
    return re.sub(r"\p{L}+", lambda m: symbols_in_capitals().get(m.group(), m.group()), number)


def is_number(written: str) -> bool:
    """Whether what looks like a number is short enough to be one."""
    return len(written) <= _LONGEST_NUMBER


def _is_own(match: re.Match[str]) -> bool:
    left, right = match["left"].strip(" *|-–_"), match["right"].strip()
    if len(right) >= _LONGEST_REST and not _SUBJECT.match(right):
        return False
    if not left or left == left.upper() or "Hạnh phúc" in left:
        return True
    return left.casefold() in document_types().values() and ":" in match["label"]


@cache
def cited_number() -> re.Pattern[str]:
    """A number of another document in running text, its ``kind`` before it where one is named."""
    kinds = "|".join(re.escape(kind) for kind in document_types().values())
    return re.compile(
        rf"(?P<kind>(?:\b(?i:{kinds})\b\s+)?)(?P<label>(?:\b(?i:số)\s*:?\s*)?)(?<![\d/.,:\-])(?P<number>{NUMBER})"
    )
