"""Where a saved web page keeps its document: the element that holds the sentences, and the headline above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from index.readers.line_shapes import is_motto

# The parser lets such characters in by their numbers ("&#1;") and does not let them be set.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Never part of a document, whatever they hold.
_DROPPED_TAGS = frozenset(
    "script style noscript template nav aside select option button input textarea iframe object embed svg canvas audio"  # noqa: SIM905
    " video map dialog figcaption head link meta".split()
)
_DROPPED_ROLES = frozenset(
    "navigation banner contentinfo search dialog complementary menu menubar alert".split()  # noqa: SIM905
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6"  # noqa: SIM905
    " header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
# A hidden element that holds this share of the page's words is a tab or the like: it is read all the same.
_HIDDEN_BUT_MAIN = 0.4
# Below an element with this share of the page's sentences the rest is what stands around them.
_MAIN_SHARE = 0.8
_TABLE_PARTS = frozenset({"table", "tbody", "tr"})
_SHORTEST_SENTENCE = 50
# Lists of related articles are a good part links; running text is not.
_LINKED_SHARE = 0.5
_LINKED_SHARE_OF_SIBLINGS = 0.15
_SMALLEST_SIBLING = 150
_LINKED_SHARE_OF_BOXES = 0.9
_SHORTEST_HEADLINE_WORDS = 5
_LARGEST_BOX = 1000


@dataclass(frozen=True, slots=True)
class Region:
    """``core`` holds the document's text; ``lead`` are the elements before it that belong to it, headline first."""

    core: tuple[Element, ...]
    lead: tuple[Element, ...] = ()


def prune(body: Element) -> None:
    """Drop from the page, in place, what is never document: scripts, menus, hidden boxes."""
    whole = max(1, len(_words(body)))
    for element in list(body.iter()):
        if element is body or element.getparent() is None or not isinstance(element.tag, str):
            continue
        gone = element.tag in _DROPPED_TAGS or element.get("role") in _DROPPED_ROLES
        hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
        hidden = hidden or _HIDDEN.search(element.get("style") or "") is not None
        if gone or (hidden and len(_words(element)) < _HIDDEN_BUT_MAIN * whole) or _is_page_furniture(element):
            _drop(element)


def find_region(body: Element) -> Region:
    """The part of the pruned page that is its document."""
    core = _with_letterhead(body, _heaviest(body))
    return Region(_with_siblings(core), _lead(body, core))


def drop_link_boxes(region: Region) -> None:
    """Drop from a news page, in place, boxes inside the text that hold nothing but headlines linked elsewhere."""
    for core in region.core:
        for element in list(core.iter("ul", "ol", "div", "section", "p")):
            if element is not core and element.getparent() is not None and _is_link_box(element):
                _drop(element)


def _is_link_box(element: Element) -> bool:
    links = [link for link in element.iter("a") if not (link.get("href") or "#").startswith("#")]
    headlines = sum(len(_words(link).split()) >= _SHORTEST_HEADLINE_WORDS for link in links)
    return headlines > 0 and linked_share(element) >= _LINKED_SHARE_OF_BOXES and len(_words(element)) < _LARGEST_BOX


def _heaviest(body: Element) -> Element:
    """The innermost element that holds most of the page's running text."""
    mass = _sentence_mass(body)
    core = body
    while mass[core]:
        heaviest = max(core, key=lambda child: mass.get(child, 0), default=None)
        if heaviest is None or heaviest.tag == "p" or mass.get(heaviest, 0) < _MAIN_SHARE * mass[core]:
            break
        core = heaviest
    while core.tag in _TABLE_PARTS and core.getparent() is not None:
        # A table of data: what introduces it stands outside.
        core = core.getparent()
    return core


def _with_letterhead(body: Element, core: Element) -> Element:
    """The element that holds both the core and the letterhead before it, where the page shows one."""
    for element in body.iter():
        if element is core:
            return core
        if element.tag in BLOCK_TAGS and len(element) < 8 and any(is_motto(line) for line in _short_lines(element)):
            above = set(core.iterancestors())
            return next((ancestor for ancestor in element.iterancestors() if ancestor in above), core)
    return core


def _short_lines(element: Element) -> list[str]:
    """The text runs of a small element, one line each."""
    words = _words(element)
    return [words, *(" ".join(text.split()) for text in element.itertext())] if len(words) < 200 else []


def linked_share(element: Element) -> float:
    """The share of the element's characters that are links to elsewhere."""
    words = len(_words(element))
    return sum(len(_words(link)) for link in element.iter("a") if link.get("href")) / words if words else 0.0


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _drop(element: Element) -> None:
    """Remove the element but not the text that follows it."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and previous is not None:
        previous.tail = _UNWRITABLE.sub("", (previous.tail or "") + element.tail)
    elif element.tail:
        parent.text = _UNWRITABLE.sub("", (parent.text or "") + element.tail)
    parent.remove(element)


def _is_page_furniture(element: Element) -> bool:
    """Whether the element is the head or foot of the page, not of an article in it."""
    return element.tag in {"header", "footer"} and not any(
        ancestor.tag in {"article", "main"} for ancestor in element.iterancestors()
    )


def _sentence_mass(body: Element) -> dict[Element, int]:
    """For every element how many characters of running text it holds: long, not mostly links."""
    mass: dict[Element, int] = {element: 0 for element in body.iter() if isinstance(element.tag, str)}
    for element in _text_blocks(body):
        length = len(_words(element))
        if length >= _SHORTEST_SENTENCE and linked_share(element) < _LINKED_SHARE:
            mass[element] += length
            for ancestor in element.iterancestors():
                if ancestor not in mass:
                    break
                mass[ancestor] += length
    return mass


def _text_blocks(body: Element) -> Iterator[Element]:
    """The innermost block elements, which hold text and no other block."""
    for element in body.iter():
        if element.tag in BLOCK_TAGS and not any(child.tag in BLOCK_TAGS for child in element.iterdescendants()):
            yield element


def _with_siblings(core: Element) -> tuple[Element, ...]:
    """The core and those beside it that are running text too, as when an annex has its own element."""
    parent = core.getparent()
    if parent is None or core.tag == "body":
        return (core,)
    return tuple(
        sibling
        for sibling in parent
        if sibling is core
        or (
            isinstance(sibling.tag, str)
            and len(_words(sibling)) >= _SMALLEST_SIBLING
            and linked_share(sibling) < _LINKED_SHARE_OF_SIBLINGS
        )
    )


def _lead(body: Element, core: Element) -> tuple[Element, ...]:
    """The headline before the core, and the text blocks between the two that are not links."""
    if next(core.iter("h1"), None) is not None:
        return ()
    above = set(core.iterancestors())
    lead: list[Element] = []
    for element in body.iter():
        if element is core:
            return tuple(lead)
        if element.tag == "h1" and _words(element):
            lead = [element]
        elif lead and element.tag in BLOCK_TAGS and element not in above:
            innermost = not any(child.tag in BLOCK_TAGS for child in element.iterdescendants())
            if innermost and _words(element) and linked_share(element) < _LINKED_SHARE:
                lead.append(element)
    return ()
