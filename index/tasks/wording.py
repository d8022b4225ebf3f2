"""The words by which tasks and their bearers are told, compiled from the data files."""

from functools import cache

import regex as re

from index.anatomy.names import word_list
from index.text.data_lines import data_lines
from index.text.tone_placement import unify_tones

_WORD_END = r"(?![\p{L}\d])"
_WORD_START = r"(?<![\p{L}\d])"
# Verbs that are parts of other words where these follow.
_NOT_VERBS = (
    r"(?!(?:trực\s+thuộc|giao\s+(?:thông|dịch|lưu)|trình\s+độ|lập\s+pháp|hình\s+thành\s+phố|theo\s+đó"
    r"|làm\s+(?:sai|ảnh|mất|hư|ô|thay|phát|giảm|tăng|cho|lây|chậm|tổn|suy|trái)|tổ\s+chức\s+(?:chính\s+trị|xã\s+hội|đảng)|phát\s+triển\s+nông\s+thôn))"
)
# Second syllables of other words: "công trình", "bàn giao", "chữ ký".
_NOT_COMPOUND = (
    r"(?!(?<=(?:công|chương|quá|lộ|quy|tờ|hành|giáo|tiến|phương)\s)trình"
    r"|(?<=(?:bàn|ngoại|chuyển)\s)giao|(?<=(?:thành|công|tư|độc)\s)lập"
    r"|(?<=[Xx]uất\s)nhập\s+khẩu|(?<=[Vv]iệc\s)làm|(?<=[Cc]ông\snghệ\s)thông\s+tin|(?<=nguồn\s)mở|(?<=(?:chữ|đăng|thư)\s)ký|(?<=(?:bầu|ứng)\s)cử|(?<=(?:di|vận)\s)chuyển)"
)


def phrases(file: str) -> list[str]:
    """The phrases of a data file, the longest first, tones where the new way puts them."""
    lines = (unify_tones(line.split("\t")[0].strip()) for line in data_lines("index.tasks", file))
    return sorted((line for line in lines if line), key=len, reverse=True)


def one_of(file: str) -> str:
    """A pattern for any phrase of a data file, with any blanks between its words."""
    return "(?:" + "|".join(_pattern(phrase) for phrase in phrases(file)) + ")"


def _pattern(phrase: str) -> str:
    return r"\s+".join(re.escape(word) for word in phrase.split())


@cache
def predicate() -> re.Pattern[str]:
    """Where what is to be done begins after the name of who does it; written small."""
    return re.compile(_WORD_START + _NOT_COMPOUND + _NOT_VERBS + one_of("predicates.txt") + _WORD_END)


@cache
def actor() -> re.Pattern[str]:
    """A noun for those who may be given a task."""
    return re.compile(one_of("actors.txt") + _WORD_END, re.IGNORECASE)


@cache
def not_actor() -> re.Pattern[str]:
    """What begins like such a noun and is none, where no "các" stands before it: "ban hành", "tổ chức thực hiện"."""
    parties = r"(?!tổ\s+chức\s+(?:đảng|chính\s+trị|tín\s+dụng|kinh\s+tế|xã\s+hội|hành\s+chính)|tổ\s+chức,\s+cá\s+nhân)"
    return re.compile(parties + one_of("not_actors.txt") + _WORD_END, re.IGNORECASE)


@cache
def actor_phrase() -> re.Pattern[str]:
    """Names of actors whose second word looks like a verb."""
    return re.compile(
        _WORD_START + "(?:" + one_of("actor_phrases.txt") + "|" + one_of("actors.txt") + ")" + _WORD_END, re.IGNORECASE
    )


@cache
def modifier() -> re.Pattern[str]:
    """What may stand between the name of a body and what it must do."""
    return re.compile(rf"\s*,?\s*(?:{one_of('modifiers.txt')}|-|–|\d)(?!\p{{L}})", re.IGNORECASE)


@cache
def which() -> re.Pattern[str]:
    """What says which of its kind a collective name means."""
    return re.compile(rf"\s+{one_of('which.txt')}(?!\p{{L}})")


@cache
def object_verbs() -> frozenset[str]:
    """Verbs that often stand in the name of a body."""
    return frozenset(phrases("object_verbs.txt"))


@cache
def managing() -> re.Pattern[str]:
    """Words in a name whose object follows and belongs to the name: "Cục Quản lý đầu tư xây dựng"."""
    return re.compile(one_of("managing.txt") + _WORD_END)


@cache
def titles() -> re.Pattern[str]:
    """One or several titles of heads before the body they head."""
    title = "(?:" + "|".join(_title(phrase) for phrase in phrases("titles.txt")) + ")"
    return re.compile(rf"{title}(?:\s*(?:,|/|và|kiêm)\s*{title})*{_WORD_END}\s*")


def _title(phrase: str) -> str:
    first, *rest = phrase.split()
    if first.endswith(","):
        return r"\s+".join([re.escape(first), *(re.escape(word) for word in rest)])
    # Titles in a list are often written small: "Bí thư, chủ tịch", "Chủ tịch kiêm Tổng giám đốc".
    words = [f"[{w[0].upper()}{w[0].lower()}]{re.escape(w[1:])}" for w in (first, *rest)]
    return r"\s+".join(words)


@cache
def persons() -> re.Pattern[str]:
    """Holders of an office who are given tasks themselves, with their names."""
    return re.compile(
        one_of("persons.txt") + _WORD_END + r"(?:\s+(?:[Tt]hường\s+trực|Chính\s+phủ))*"
        r"(?P<name>(?:\s+\p{Lu}\p{Ll}+){2,5})?"
    )


@cache
def name_tail() -> re.Pattern[str]:
    """ "… và chuyển đổi số": what goes on with a name in small letters."""
    tail = r"\s+và\s+" + one_of("name_tails.txt") + r"(?:\s*,\s*cứu\s+hộ)?"
    listed = r"\s*,\s*(?:chữa\s+cháy|chống\s+(?:thiên\s+tai|tham\s+nhũng|ma\s+túy|tội\s+phạm))"
    return re.compile(f"(?:{listed}(?:{tail})?|{tail}){_WORD_END}")


@cache
def body_heads() -> re.Pattern[str]:
    """First words of bodies' names, written with a capital."""
    known = (*word_list("body_words.txt"), *data_lines("index.tasks", "heads.txt"))
    heads = sorted({unify_tones(word) for word in known}, key=len, reverse=True)
    return re.compile("(?:" + "|".join(_pattern(head) for head in heads) + ")" + _WORD_END)
