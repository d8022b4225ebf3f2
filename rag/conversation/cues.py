"""What in a question's own words tells that it goes on from the one before."""

from dataclasses import dataclass

from rag.conversation.words import begins, first

_MARKS = " ?!.…,;:\n\t"
_MOST_LEADS = 3
_LONGEST_ABOUT = 160


@dataclass(frozen=True, slots=True)
class Cues:
    """A question without the words that only join it to the talk.

    ``body`` is what is left; ``led``: it began with such a word; ``pointing``: it points at what was said, ``within``
    a document; ``same``: it asks for the same again; ``about``: it asks of another thing what was asked before ("…
    thì sao"), with ``rest`` what it asks besides.
    """

    body: str
    led: bool = False
    pointing: bool = False
    within: bool = False
    same: bool = False
    about: str = ""
    rest: str = ""

    @property
    def any(self) -> bool:
        """Whether anything tells that the question does not stand alone."""
        return self.led or self.pointing or self.within or self.same or bool(self.about)


def read_cues(text: str) -> Cues:
    """Read a question (NFC); marks are looked for where any were typed."""
    whole = without_end(text.strip())
    begun = _without_leads(whole)
    body = _without_final(begun)
    about, rest = _about(body)
    return Cues(
        body=body,
        led=begun != whole or begins("keep", begun) is not None,
        pointing=first("pointing", body) is not None,
        within=first("it", body) is not None,
        same=first("same", body) is not None,
        about=about,
        rest=rest,
    )


def without_end(text: str) -> str:
    """A text without the marks at its end."""
    return text.rstrip(_MARKS)


def _without_leads(text: str) -> str:
    for _ in range(_MOST_LEADS):
        match = begins("lead", text)
        if match is None:
            break
        text = text[match.end() :].lstrip(" ,")
    return text


def _without_final(text: str) -> str:
    for _ in range(2):
        match = first("final", text)
        if match is None:
            break
        text = without_end(text[: match.start()])
    return text


def _about(body: str) -> tuple[str, str]:
    """ "Phú Quốc thì sao, cũng 5 năm à" is about "Phú Quốc", and asks besides "cũng 5 năm à"."""
    match = first("tail", body)
    if match is None:
        return "", ""
    about, rest = body[: match.start()].strip(), body[match.end() :].lstrip(" ,;-")
    return (about, rest) if about and len(about) <= _LONGEST_ABOUT and not set(",?") & set(about) else ("", "")
