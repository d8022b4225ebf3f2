"""Which font a Word run is set in: its own, its styles' or the document's; only fonts before Unicode matter here."""

from typing import Any

# Beyond this, counting through the styles a style is based on is a loop in the file.
_DEEPEST_STYLE = 12
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Fonts:
    """The fonts of one document's styles."""

    def __init__(self, document: Any) -> None:  # noqa: ANN401 (python-docx has no types)
        self._styles = {style.style_id: style.element for style in document.styles}
        defaults = document.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._default = _named(defaults)
        standard = (key for key, style in self._styles.items() if _is_default_paragraph_style(style))
        self._standard = next(standard, None)
        self._of_style: dict[str, str] = {}

    def of_run(self, run: Any, paragraph_font: str) -> str:  # noqa: ANN401
        """The font of a run inside a paragraph set in ``paragraph_font``."""
        properties = run.find(f"{_W}rPr")
        if properties is None:
            return paragraph_font
        style = properties.find(f"{_W}rStyle")
        return _named(properties) or self._style_font(_value(style)) or paragraph_font

    def of_paragraph(self, paragraph: Any) -> str:  # noqa: ANN401
        """The font that the runs of a paragraph have without saying so."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._style_font(_value(style) or self._standard) or self._default

    def _style_font(self, name: str | None) -> str:
        """The font of a style, its own or that of the style it is based on."""
        if not name:
            return ""
        if name not in self._of_style:
            font, style = "", name
            for _ in range(_DEEPEST_STYLE):
                element = self._styles.get(style)
                if element is None or font:
                    break
                font = _named(element.find(f"{_W}rPr"))
                style = _value(element.find(f"{_W}basedOn")) or ""
            self._of_style[name] = font
        return self._of_style[name]


def _named(properties: Any) -> str:  # noqa: ANN401
    """The font that run properties name for the letters beyond ASCII."""
    fonts = properties.find(f"{_W}rFonts") if properties is not None else None
    if fonts is None:
        return ""
    return fonts.get(f"{_W}hAnsi") or fonts.get(f"{_W}ascii") or ""


def _value(element: Any) -> str | None:  # noqa: ANN401
    return element.get(f"{_W}val") if element is not None else None


def _is_default_paragraph_style(style: Any) -> bool:  # noqa: ANN401
    return style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true"}
