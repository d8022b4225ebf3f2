"""Pieces that every part of the page is made of; all text that is not ours goes through ``escaped``."""

from datetime import date, datetime
from html import escape
from importlib.resources import files


def escaped(text: object) -> str:
    """Text as markup that shows it literally, inside elements and inside quoted attributes."""
    return escape(str(text), quote=True)


def day(value: date | datetime | None) -> str:
    """A date as Vietnamese documents write it, empty when unknown."""
    return f"{value:%d/%m/%Y}" if value else ""


def name_of(kind: str | None, number: str | None, source: str) -> str:
    """What a document is called in a list: kind and number, or the name of its file when it has neither."""
    named = " ".join(part for part in (kind, number) if part)
    return named[:1].upper() + named[1:] if named else source.rsplit("/", 1)[-1]


def joined(*parts: str, by: str = " · ") -> str:
    """The parts that are not empty."""
    return by.join(part for part in parts if part)


def static_text(name: str) -> str:
    """One of the page's own files: markup, style or script."""
    return (files("ui.chat") / "static" / name).read_text("utf-8")
