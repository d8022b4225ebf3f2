"""A change of subject that is announced: "Việc khác nhé: …", "Thôi chuyện 5G để sau, cho hỏi …"."""

import re

from rag.conversation.words import aligned, content, is_accented, patterns

_FILE = "standalone_change.tsv"
_BREAK = re.compile(r"\s*(?:[,:;.!?…–-]+\s*|$)")
_BLANK = re.compile(r"\s*[,:;.!?…–-]*\s*")
# "casino nhé: …"
_POLITE = re.compile(r"^([^,:;]{1,60}?) (?:nhé|ạ|nha|đi)(?=[,:;])")
_LEAST_CONTENT = 2


def without_old_subject(text: str) -> str | None:
    """The question after the words that drop the old subject, ``None`` where there are no such words.

    A new subject that they name is kept: "Thôi chuyển qua vụ casino nhé: mấy năm?" is "casino nhé: mấy năm?".
    """
    accented = is_accented(text)
    rest = text
    for kind in ("drop", "other", "named"):
        rest = _after(rest, kind, accented)
    if rest == text:
        return None
    rest = _POLITE.sub(r"\1", _after(rest, "polite", accented).strip())
    return _capital(rest) if len(content(rest)) >= _LEAST_CONTENT else None


def _after(text: str, kind: str, accented: bool) -> str:
    words = aligned(text, accented=accented)
    for pattern in patterns(kind, accented=accented, file=_FILE):
        match = pattern.match(words)
        if match is None or not _ends_word(words, match.end()):
            continue
        # What is dropped ends where the clause does; what is named goes on at once.
        end = (_BREAK if kind in ("drop", "other") else _BLANK).match(text, match.end())
        if end and end.end() < len(text):
            return text[end.end() :]
    return text


def _ends_word(words: str, at: int) -> bool:
    return at >= len(words) or not words[at].isalnum()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
