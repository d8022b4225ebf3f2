"""Whether a line is one of the phrases a web page puts around a text, alone or several side by side."""

import re
from fnmatch import translate
from functools import cache

from index.readers.lexicon import phrases

_LONGEST_CHROME_LINE = 160
# A longer line with final punctuation is a sentence, whatever it begins with.
_LONGEST_NOTE = 60
_BESIDE = re.compile(r"\s*[|»›•·/>]\s+|\s{2,}")


def is_chrome(line: str, lexicon: str) -> bool:
    """Whether ``line`` is a phrase of ``data/<lexicon>.txt``, or phrases of it side by side: "In | Gửi email"."""
    if len(line) > _LONGEST_CHROME_LINE or (lexicon != "chrome_lines" and _is_prose(line)):
        return False
    pattern = _pattern(lexicon)
    if pattern.match(_bare(line)):
        return True
    parts = [_bare(part) for part in _BESIDE.split(line) if part.strip()]
    return len(parts) > 1 and all(pattern.match(part) for part in parts)


def _is_prose(line: str) -> bool:
    return len(line) > _LONGEST_NOTE and line.endswith((".", "!", "?", "…", ";", ",", ".”"))


def _bare(line: str) -> str:
    return line.lower().strip(" .:…>»-|[]")


@cache
def _pattern(lexicon: str) -> re.Pattern[str]:
    return re.compile("|".join(translate(phrase) for phrase in phrases(lexicon)))
