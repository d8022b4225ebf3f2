"""What a document rests on: "Căn cứ …", "Xét đề nghị …", "Theo đề nghị …" before its enacting formula."""

from collections.abc import Sequence

import regex as re

from index.anatomy.markers import find_marker

_OPENING = re.compile(r"^[-–*]?\s*(?:Căn cứ|Xét (?:đề nghị|[Tt]ờ trình|nhu cầu)|Theo (?:đề nghị|kiến nghị))\b")
_GOES_ON = re.compile(
    r"^[-–*]?\s*(?:Căn cứ|Xét|Theo|Thực hiện|Trên cơ sở|Sau khi|Được sự|Nghị (?:định|quyết)|Luật|"
    r"Thông tư|Quyết định|Pháp lệnh)\b"
)
ENACTING = re.compile(
    r"^(?:QUYẾT (?:ĐỊNH|NGHỊ)|NAY QUYẾT ĐỊNH|CHỈ THỊ)\s*:?\W*$|^.{0,160}\bban hành (?:Luật|Nghị|Thông|Quyết|Quy|Pháp)"
)
# "Căn cứ …, Bộ Y tế đề nghị …" says what is wanted, not what it rests on.
_ASKS = re.compile(r",\s+\p{Lu}[\p{L} ]{2,80}(?:đề nghị|có ý kiến|yêu cầu|thông báo|hướng dẫn|trả lời|báo cáo)\b")
_HEAD, _REACH = 110, 60


def basis_lines(lines: Sequence[str]) -> range:
    """The lines that name the document's bases, an empty range when there are none.

    Where no enacting formula and no article follows, only lines that end as items of a list are bases: a letter's
    "Căn cứ …, Bộ Y tế đề nghị …" is its text.
    """
    start = next((at for at, line in enumerate(lines[:_HEAD]) if _OPENING.match(line)), None)
    if start is None or any(_is_article(line) for line in lines[:start]):
        return range(0)
    end = start
    while end < min(len(lines), start + _REACH) and _is_basis(lines, start, end):
        end += 1
    if not _enacts(lines[end : end + 3]):
        listed = next((at for at in range(start, end) if not _is_listed(lines[at])), end)
        end = listed + 1 if start < listed < end and _ends_list(lines[listed]) else listed
    return range(start, end)


def legal_bases(lines: Sequence[str]) -> tuple[str, ...]:
    """Each basis in the document's own words."""
    texts = (re.sub(r"^[-–*]\s*", "", lines[at]) for at in basis_lines(lines))
    pieces = (piece for text in texts for piece in re.split(r";\s*(?=Căn cứ\b)", text))
    return tuple(piece.rstrip(" ;.,:") for piece in pieces)


def _is_basis(lines: Sequence[str], start: int, at: int) -> bool:
    line = lines[at]
    if ENACTING.match(line) and not _OPENING.match(line) and not line.endswith(";"):
        return False
    if _GOES_ON.match(line):
        return True
    return (
        at > start
        and (line.endswith(";") or (line[:1].islower() and not lines[at - 1].endswith(".")))
        and not _is_article(line)
    )


def _is_listed(line: str) -> bool:
    return bool(_GOES_ON.match(line)) and line.endswith(";")


def _ends_list(line: str) -> bool:
    return bool(_GOES_ON.match(line)) and line.endswith((",", ".")) and not _ASKS.search(line)


def _is_article(line: str) -> bool:
    marker = find_marker(line)
    return marker is not None and marker.kind in ("article", "chapter", "part")


def _enacts(lines: Sequence[str]) -> bool:
    return any(ENACTING.match(line) or _is_article(line) for line in lines)
