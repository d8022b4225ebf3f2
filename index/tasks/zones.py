"""Where in a document tasks may stand: not in assessments, aims, definitions, or the definitions of a law."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex as re

from index.anatomy.identity import Identity
from index.anatomy.markers import ARTICLE_RANK
from index.anatomy.press import PRESS
from index.anatomy.sections import Section
from index.tasks import wording
from index.tasks.proper_names import starts_item
from index.text.tone_placement import unify_tones

_NORMATIVE_NUMBER = re.compile(r"^\d+/\d{4}/")
_LAWS = frozenset(("luật", "bộ luật", "pháp lệnh", "hiến pháp", "nghị định", "thông tư", "thông tư liên tịch"))
_FOOTNOTE = re.compile(r"^\[\d{1,3}\]")
_ENACTS = re.compile(r"^\W*(?:QUYẾT\s+(?:ĐỊNH|NGHỊ)|CHỈ\s+THỊ|KẾT\s+LUẬN)\W*$")
_RESPONSIBLE = re.compile(
    r"trách\s+nhiệm\s+(?:tổ\s+chức\s+)?(?:thi\s+hành|thực\s+hiện)\s[^.;]{0,60}\W*$", re.IGNORECASE
)
_ANNEX_NOTE = re.compile(r"^\(\s*(?:Kèm theo|Ban hành kèm|Chi tiết)", re.IGNORECASE)
_ENDS_OPEN = re.compile(r"(?::|(?:như|đây|dung|vụ|việc|pháp)\s+sau\s*\.?|sau\s+đây\s*\.?)\s*$", re.IGNORECASE)
_LIST_MARK = re.compile(r"^\W*(?:\w{1,5}(?:\.\d{1,2})*\s*[.)\-–/]+\s*)?\W*")
_MARK = (
    r"^\W*(?:(?:Phần|Chương|Mục|Điều)\s+[\dIVXLC]+[a-z]?\s*[.:\-–]?\s*|[IVXLC\d]{1,5}(?:\.\d{1,2})*\s*[.)\-–/]+\s*"
    r"|[a-zđA-H][.)]\s*|\(\w{1,3}\)\s*)*\W*"
)
# "Bộ Y tế đề nghị Sở Y tế các tỉnh … thực hiện một số nội dung sau:"
_COMMANDS = re.compile(
    r"(?<!\p{L})(?:(?:yêu\s+cầu|đề\s+nghị)\s+(?:các\s|\p{Lu})[^.;:]{0,240}"
    r"|thực\s+hiện\s+(?:[\p{L},]+\s+){0,4}(?:nội\s+dung|nhiệm\s+vụ|công\s+việc|giải\s+pháp|biện\s+pháp|yêu\s+cầu)"
    r"\s+(?:[\p{L},]+\s+){0,6}(?:sau|đây)\s*):?\s*$",
    re.IGNORECASE,
)
# "Mục tiêu, nhiệm vụ", "Khó khăn, vướng mắc và giải pháp": what a heading says last is what stands below it.
_TASKS_TOO = re.compile(
    r"(?:[,;&\-–]|\svà)\s*(?:(?:các|một\s+số|những|đề\s+xuất|về|định\s+hướng|phương\s+hướng)\s+){0,3}"
    r"(?:nhiệm\s+vụ|giải\s+pháp|kiến\s+nghị|phương\s+hướng|biện\s+pháp|công\s+việc)(?!\p{L})",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"(?<!\p{L})(?:phương\s+hướng|kiến\s+nghị|thời\s+gian\s+tới)(?!\p{L})", re.IGNORECASE)
# "Kết quả thực hiện mục tiêu, nhiệm vụ", "Đánh giá tình hình triển khai nhiệm vụ, giải pháp" look back on them.
_LOOKS_BACK = re.compile(
    r"(?<!\p{L})(?:kết\s+quả|tình\s+hình|tiến\s+độ)\s+(?:tổ\s+chức\s+)?(?:triển\s+khai|thực\s+hiện|hoàn\s+thành)",
    re.IGNORECASE,
)
_LINE, _ENDING = 400, 300
_LONGEST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Zone:
    """What a section may hold: tasks at all; such as are told without a word of command ("Bộ Y tế rà soát …").

    ``implementing`` is false in the articles of a law that do not say who carries it out; in those on somebody's
    duties only public bodies have tasks (``public``), since what anyone must do is general law.
    """

    open: bool
    commanding: bool
    implementing: bool = True
    public: bool = False


def find_zones(even: str, sections: Sequence[Section], identity: Identity) -> Iterator[Zone]:
    """The zone of each section, in order, of a text with unified tones."""
    regulation = is_regulation(identity)
    commanding, signed = False, False
    for section in sections:
        line = even[section.start : min(section.end, section.start + _LINE)]
        if section.part == "signature":
            commanding, signed = False, True
        if section.part != "body" or _FOOTNOTE.match(line) or _ANNEX_NOTE.match(line):
            commanding = commanding or bool(_ENACTS.match(line))
            yield Zone(False, False)
            continue
        trail = [_heading_of(label) for label in section.heading]
        own = [_Heading.of(line)] if section.rank is not None and section.kind != "row" else []
        below = bool(section.heading) and _names_lead(section.heading[-1])
        closed = any(heading.closed for heading in trail) or (
            bool(own) and not below and _closes(own[0], line, section)
        )
        ending = even[max(section.start, section.end - _ENDING) : section.end]
        before = commanding
        opens = _commands(line, ending, section, identity.type) or any(heading.tasks for heading in trail[:2])
        commanding = commanding or opens
        carried = not regulation or bool(_RESPONSIBLE.search(ending)) or any(h.carried for h in (*trail, *own))
        # A paragraph that opens the commands has told of something else until then.
        told = commanding if section.rank is not None else before
        after_signature = signed and section.rank is None and not section.heading
        implementing = carried or any(heading.duty for heading in (*trail, *own))
        yield Zone(not closed, told and not after_signature, implementing, not carried)


@dataclass(frozen=True, slots=True)
class _Heading:
    """What a heading says of what stands below it."""

    closed: bool
    tasks: bool
    carried: bool
    duty: bool

    @classmethod
    def of(cls, label: str) -> "_Heading":
        patterns = (task_headings(), carried_headings(), duty_headings())
        tasks, carried, duty = (pattern.match(label) is not None for pattern in patterns)
        closes = bool(closed_headings().match(label) or closed_alone().match(label))
        too = closes and _tells_tasks_too(label)
        return cls(closes and not too, tasks or too, carried, duty)


@lru_cache(maxsize=1024)
def _heading_of(label: str) -> _Heading:
    return _Heading.of(unify_tones(label))


def _tells_tasks_too(label: str) -> bool:
    line = label[:_LONGEST_HEADING]
    return bool(_TO_COME.search(line) if _LOOKS_BACK.search(line) else _TASKS_TOO.search(line))


@lru_cache(maxsize=1024)
def _names_lead(label: str) -> bool:
    """Whether a heading is a lead-in: "1. Bộ Xây dựng:"; what stands below it is what that body is to do."""
    even = unify_tones(label)
    mark = _LIST_MARK.match(even)
    return starts_item(even, mark.end() if mark else 0, len(even))


def is_regulation(identity: Identity) -> bool:
    """Whether the document is a law: its articles say what holds in general, few of them what somebody is to do."""
    return identity.type in _LAWS or bool(_NORMATIVE_NUMBER.match(identity.number or ""))


def _commands(line: str, ending: str, section: Section, kind: str | None) -> bool:
    if _ENACTS.match(line) or (section.rank == ARTICLE_RANK and kind != PRESS):
        return True
    if _ENDS_OPEN.search(ending) and (_opens_commands().search(ending) or _COMMANDS.search(ending)):
        return True
    return section.rank is not None and task_headings().match(line) is not None


def _closes(own: _Heading, line: str, section: Section) -> bool:
    """Whether a block is itself the heading of a part without tasks."""
    short = len(line) < _LONGEST_HEADING and not line.rstrip().endswith((".", ";"))
    return own.closed and (short or section.rank == ARTICLE_RANK)


def _of(file: str) -> re.Pattern[str]:
    return _heading(wording.one_of(file))


def _heading(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_MARK}(?:về\s+)?(?:{words})(?!\p{{L}})", re.IGNORECASE)


@cache
def closed_headings() -> re.Pattern[str]:
    """Headings below which no task stands: assessments, aims, scope, definitions, effect."""
    words = wording.one_of("closed_headings.txt")
    # "Về tình hình xuất khẩu" is a topic, "Về đánh giá tình hình …" an assessment.
    return re.compile(rf"{_MARK}(?:về\s+(?=đánh\s+giá|kết\s+quả))?(?:{words})(?!\p{{L}})", re.IGNORECASE)


@cache
def closed_alone() -> re.Pattern[str]:
    """Headings of the same kind whose first word may be a verb or a topic as well, told by how they go on."""
    words = rf"(?:{wording.one_of('closed_alone.txt')}|về\s+{wording.one_of('closed_headings.txt')})"
    among = r"(?:\s*[,;/&–\-]\s*|\s+(?:và\s+)?)(?:những\s+|các\s+|một\s+số\s+)?"
    tail = rf"{among}{wording.one_of('closed_tails.txt')}(?!\p{{L}})"
    of = r"\s+(?:trong|của|năm|tháng|quý|giai\s+đoạn|công\s+tác|\d+\s+tháng)(?!\p{L})"
    return re.compile(rf"{_MARK}(?:về\s+)?{words}(?!\p{{L}})(?:{tail}){{0,8}}(?:\W*$|\s*:|{of})", re.IGNORECASE)


@cache
def task_headings() -> re.Pattern[str]:
    """Headings below which tasks stand."""
    return _of("task_headings.txt")


@cache
def carried_headings() -> re.Pattern[str]:
    """Headings of the articles of a law that say who carries it out."""
    return _of("implementing.txt")


@cache
def duty_headings() -> re.Pattern[str]:
    """Headings of the articles of a law on somebody's duties."""
    return _heading(r"trách\s+nhiệm|nhiệm\s+vụ")


@cache
def _opens_commands() -> re.Pattern[str]:
    return re.compile(wording.one_of("opens_commands.txt"), re.IGNORECASE)
