"""Word's automatic numbers as text: what the reader of the paper sees before a paragraph is part of the document."""

from typing import Any

# Beyond this, counting through the styles a paragraph's style is based on is a loop in the file.
_DEEPEST_STYLE = 12
_LARGEST_ROMAN = 3999
_LONGEST_LETTERS = 20
# Word's names of counting formats in the shorter ones of OpenDocument.
_OPEN_DOCUMENT_FORMATS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


class Numbering:
    """Counts the numbered paragraphs of one document, in body order."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 (python-docx has no types)
        self._levels, self._abstract = _definitions(document)
        self._styles = {style.style_id: style.element for style in document.styles}
        self._counters: dict[str, dict[int, int]] = {}

    def marker(self, paragraph: Any) -> str:  # noqa: ANN401
        """The number or bullet Word shows before ``paragraph``, and count it; empty where there is none."""
        number, level = self._properties(paragraph)
        levels = self._levels.get(number, {})
        if level not in levels:
            return ""
        counters = self._counters.setdefault(self._abstract[number], {})
        counters[level] = counters.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        return levels[level].render(counters, levels)

    def _properties(self, paragraph: Any) -> tuple[str, int]:  # noqa: ANN401
        """The numbering and level of a paragraph, its own or its style's; ``("0", 0)`` is none."""
        properties = paragraph.pPr
        style = properties.pStyle.val if properties is not None and properties.pStyle is not None else None
        level: int | None = None
        for _ in range(_DEEPEST_STYLE):
            numbering = properties.numPr if properties is not None else None
            if numbering is not None:
                level = numbering.ilvl.val if level is None and numbering.ilvl is not None else level
                if numbering.numId is not None:
                    return str(numbering.numId.val), level or 0
            element = self._styles.get(style) if style else None
            if element is None:
                break
            properties, based_on = element.pPr, element.basedOn
            style = based_on.val if based_on is not None else None
        return "0", 0


class _Level:
    """One level of a list: its number format, its text with ``%1`` places, and where it starts."""

    def __init__(self, element: Any) -> None:  # noqa: ANN401
        self.format = _value(element, "numFmt") or "decimal"
        self.text = _value(element, "lvlText") or ""
        start = _value(element, "start") or "1"
        self.start = int(start) if start.isdigit() else 1

    def render(self, counters: dict[int, int], levels: "dict[int, _Level]") -> str:
        """The marker, with the numbers of the levels above filled in."""
        if self.format == "bullet":
            return "-"
        text = self.text
        for level in range(9):
            if f"%{level + 1}" in text:
                shown = levels.get(level, self)
                text = text.replace(f"%{level + 1}", shown.number(counters.get(level, shown.start)))
        return text.strip()

    def number(self, value: int) -> str:
        """``value`` in this level's format."""
        if self.format in _OPEN_DOCUMENT_FORMATS:
            return in_format(value, _OPEN_DOCUMENT_FORMATS[self.format])
        if self.format == "none":
            return ""
        return f"{value:02d}" if self.format == "decimalZero" else str(value)


def in_format(value: int, kind: str) -> str:
    """``value`` counted as ``1``, ``a``, ``A``, ``i`` or ``I``; beyond the alphabet ``aa``, ``bb``."""
    if kind in {"a", "A"}:
        letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, _LONGEST_LETTERS)
        return letter if kind == "a" else letter.upper()
    if kind in {"i", "I"}:
        return _roman(value).lower() if kind == "i" else _roman(value)
    return str(value)


def _definitions(document: Any) -> tuple[dict[str, dict[int, _Level]], dict[str, str]]:  # noqa: ANN401
    """The levels of every numbering of the document, and which list's counters each shares."""
    part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
    root = part.element if part is not None else ()
    lists = {_attribute(item, "abstractNumId"): _levels(item) for item in root if item.tag.endswith("}abstractNum")}
    levels: dict[str, dict[int, _Level]] = {}
    shared: dict[str, str] = {}
    for item in root:
        if item.tag.endswith("}num"):
            number, abstract = _attribute(item, "numId"), _value(item, "abstractNumId") or ""
            overrides = _levels(item)
            restarts = any(child.tag.endswith("}lvlOverride") for child in item)
            levels[number] = {**lists.get(abstract, {}), **overrides}
            shared[number] = number if restarts else f"list {abstract}"
    return levels, shared


def _levels(element: Any) -> dict[int, _Level]:  # noqa: ANN401
    found = {}
    for level in element.iter():
        if isinstance(level.tag, str) and level.tag.endswith("}lvl"):
            index = _attribute(level, "ilvl")
            found[int(index) if index.isdigit() else 0] = _Level(level)
    return found


def _attribute(element: Any, name: str) -> str:  # noqa: ANN401
    return element.get(f"{element.tag.rpartition('}')[0]}}}{name}") or ""


def _value(element: Any, name: str) -> str | None:  # noqa: ANN401
    """The ``w:val`` of the first child called ``name``."""
    for child in element:
        if isinstance(child.tag, str) and child.tag.endswith(f"}}{name}"):
            return _attribute(child, "val")
    return None


def _roman(value: int) -> str:
    if not 0 < value <= _LARGEST_ROMAN:
        return str(value)
    signs = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")]
    signs += [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    text = ""
    for worth, sign in signs:
        text += sign * (value // worth)
        value %= worth
    return text
