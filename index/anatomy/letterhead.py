"""The left column of a letterhead: the issuing body, with the bodies above it."""

from collections.abc import Sequence
from functools import cache

import regex as re

from index.anatomy.names import canonical_name, document_types, is_province, word_list
from index.anatomy.spelling import even_capitals, find_places

_MOTTO = re.compile(
    r"CỘNG H(?:ÒA|OÀ)\s+XÃ HỘI(?:\s+CHỦ NGHĨA(?:\s+VIỆT NAM)?)?|ĐẢNG CỘNG SẢN(?:\s+VIỆT NAM)?"
    r"|(?i:Độc lập\s*[-–]?\s*Tự do\s*[-–]?\s*Hạnh phúc)|^CHỦ NGHĨA VIỆT NAM$"
)
_STATE_MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA")
_NUMBER = re.compile(r"(?:^|\s)(?:(?:Luật|Nghị quyết|Pháp lệnh|Lệnh)\s+)?[Ss][Ốố](?:\s*:|\s+\d|\s+[.…_/-])")
# Where a letterhead stops at the latest, counted from the motto.
_LINES_BEFORE, _LINES_AFTER = 4, 3
# Joint documents name their bodies on one line.
_JOINT = re.compile(r"\s*[-–]\s*(?=(?:BỘ|TÒA ÁN|VIỆN KIỂM SÁT|NGÂN HÀNG|ỦY BAN|THANH TRA|BAN|TỔNG|KIỂM TOÁN)\s)")
_UNFINISHED = re.compile(r"(?:\bVÀ|\bVỀ|,|-|\bCỦA)$")


def has_motto(head: Sequence[str]) -> bool:
    """Whether the state's motto stands in these lines, as it does in a letterhead."""
    return any(_STATE_MOTTO.search(line) for line in head)


def letterhead_bodies(head: Sequence[str], number_at: int | None) -> list[str]:
    """The bodies of the letterhead in capitals, the issuing one last."""
    bodies: list[str] = []
    for piece in _left_pieces(head, number_at):
        for part in (part for joined in _JOINT.split(piece) for part in _stacked(joined)):
            if bodies and _continues(bodies[-1], part):
                bodies[-1] = f"{bodies[-1]} {part}"
            else:
                bodies.append(part)
    return bodies


def _left_pieces(head: Sequence[str], number_at: int | None) -> list[str]:
    pieces: list[str] = []
    open_motto = False
    for at in _reach(head, number_at):
        for cell in head[at].split("|"):
            motto = _MOTTO.search(cell)
            if open_motto and cell.strip() in ("VIỆT NAM", "CHỦ NGHĨA VIỆT NAM"):
                open_motto = False
                continue
            open_motto = bool(motto) and "VIỆT NAM" not in cell and "Hạnh" not in cell
            text = _NUMBER.split(_MOTTO.split(cell)[0])[0] if motto else _NUMBER.split(cell)[0]
            piece = even_capitals(re.sub(r"^[\W\d_]+|[\s*\-–—_|]+$", "", text))
            if _is_name(piece):
                pieces.append(piece)
    return pieces


def _reach(head: Sequence[str], number_at: int | None) -> range:
    motto = next((at for at, line in enumerate(head) if _MOTTO.search(line) and len(line) < 200), None)
    if motto is None:
        return range(max(0, number_at - _LINES_BEFORE), number_at + 1) if number_at is not None else range(0)
    start = motto
    while start > max(0, motto - _LINES_BEFORE) and _is_left(head[start - 1]):
        start -= 1
    end = motto + _LINES_AFTER
    if number_at is not None and number_at - motto <= 2 * _LINES_AFTER:
        end = max(number_at, motto)
    kind = next((at for at in range(start, min(end + 1, len(head))) if head[at] in document_types()), end + 1)
    return range(start, min(end + 1, kind, len(head)))


def _is_left(line: str) -> bool:
    return bool(_NUMBER.search(line)) or not line.strip(" *-–—_|") or _is_name(even_capitals(line.strip(" *-–—_|")))


def _is_name(piece: str) -> bool:
    letters = sum(c.isalpha() for c in piece)
    return letters > 2 and piece == piece.upper() and len(piece) < 160 and piece not in document_types()


def _stacked(piece: str) -> list[str]:
    """Two bodies that stood one below the other and came as one line: "BỘ TÀI CHÍNH THUẾ TỈNH HÀ TĨNH"."""
    words = piece.split()
    if canonical_name(piece) is None:
        for at in range(len(words) - 1, 0, -1):
            above, below = " ".join(words[:at]), " ".join(words[at:])
            if _body_words().match(below) and (canonical_name(above) or _ends_in_province(above)):
                return [above, below]
    return [piece]


def _ends_in_province(capitals: str) -> bool:
    return any(is_province(place.split(" ", 1)[-1].removeprefix("phố ")) for place in find_places(capitals)[-1:])


def _continues(body: str, part: str) -> bool:
    """Whether a line goes on with the body's name: "NGÂN HÀNG NHÀ NƯỚC", "VIỆT NAM"."""
    joined = canonical_name(f"{body} {part}")
    if joined and canonical_name(body) != joined:
        return True
    if body == "BAN CHẤP HÀNH" and part.startswith(("ĐẢNG BỘ", "TRUNG ƯƠNG")):
        return True
    return bool(_UNFINISHED.search(body)) or not _body_words().match(part)


@cache
def _body_words() -> re.Pattern[str]:
    words = "|".join(re.escape(word.upper()) for word in word_list("body_words.txt"))
    return re.compile(rf"(?:Ủ?Y BAN|{words})\b")
