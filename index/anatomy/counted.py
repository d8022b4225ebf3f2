"""Small numbers written in figures or in words: "45", "bốn mươi lăm"."""

from index.anatomy.names import numerals


def counted(text: str) -> int | None:
    """The number below a hundred that a text names, ``None`` when it names none."""
    text = text.strip().casefold()
    if text.isdecimal():
        return int(text)
    total = 0
    for word in text.split():
        if word == "mươi":
            total *= 10
        elif word == "mười" and not total:
            total = 10
        elif word in numerals() and total % 10 == 0:
            total += numerals()[word]
        else:
            return None
    return total or None
