"""What an answer's figure was at other times: which sentence states the newest, and which earlier ones there are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from index.anatomy.identity import Identity
from index.document import Document
from rag.evidence.evidence import Evidence
from rag.figures.document_day import day_of_document
from rag.figures.figures import unit_agrees
from rag.figures.figures_asked import FigureAsked
from rag.figures.stated_figures import StatedFigure, are_alike, figures_stated, rarity
from rag.understanding.question import Question
from rag.understanding.question_terms import QuestionTerms, Said, Weights, Words, words_of

_SPANS_OF_TIME = frozenset({"nam", "thang", "tuan", "ngay", "gio", "phut", "giay", "quy"})
# Sentences looked at, and how much they must tell of the question against the one that tells most.
_LOOKED_AT, _TELLS_MUCH = 40, 0.6
# How many of the best may hold the figure that is asked for.
_ANCHORS = 4
_ANCHORS_COMPARED = 12
# Chosen, not measured: how good the figure's sentence is against the best, and how much of the question another tells.
_NEARLY_AS_GOOD = 0.85
_TELLS_AS_MUCH = 0.75
# Asked how something changed, the words near a figure must say this share of what that is.
_NAMES_SUBJECT = 0.6
_BESIDE_FIGURE = 0.4
_FEW_ASKED = 3
MOST_EARLIER = 2
MOST_COMPARED = 5


@dataclass(frozen=True, slots=True)
class FiguresOverTime:
    """``evidence`` with the newest figure's sentence in front and those of the other days taken out.

    ``earlier`` are the figures that ``newest`` has replaced, the latest first; ``compared`` tells that it is asked how
    they changed, ``directed`` whether they rose or fell.
    """

    evidence: tuple[Evidence, ...]
    newest: StatedFigure | None = None
    earlier: tuple[StatedFigure, ...] = ()
    compared: bool = False
    directed: bool = False


def figures_over_time(
    question: Question, evidence: Sequence[Evidence], documents: Callable[[str], Document], *, on: date
) -> FiguresOverTime:
    """Look for figures that other documents gave for what is asked, as known ``on`` a day or on the day asked for.

    ``documents`` gives a document by its id.
    """
    unchanged, asked = FiguresOverTime(tuple(evidence)), FigureAsked.of(question)
    if asked is None:
        return unchanged
    told = _Told.of(asked, evidence)
    stated = _stated(told, documents)
    for anchor in _anchors(asked, evidence, stated, told.weights):
        family = _family(asked, anchor, stated, told)
        last = asked.last_day({figure.day for figure in family}, on)
        known = [figure for figure in family if figure.day <= last]
        if len(family) > 1 and known:
            newest = max(known, key=lambda figure: (figure.day, figure is anchor, figure.evidence.score))
            earlier = _earlier(newest, known)[: MOST_COMPARED if asked.compared else MOST_EARLIER]
            if earlier or not asked.compared:
                ranked = _newest_first(asked, evidence, newest, family)
                return FiguresOverTime(ranked, newest, earlier, asked.compared, asked.directed)
    return unchanged


@dataclass(frozen=True, slots=True)
class _Told:
    """What of the question the best sentences with figures say, their headings and titles included."""

    evidence: Mapping[int, Evidence]
    said: Mapping[int, Said]
    weights: Weights

    @classmethod
    def of(cls, asked: FigureAsked, evidence: Sequence[Evidence]) -> "_Told":
        items = {id(item): item for item in evidence[:_LOOKED_AT] if any(map(str.isdigit, item.text))}
        said = {key: asked.subject.said_in(_words_of(item)) for key, item in items.items()}
        return cls(items, said, asked.subject.weights(list(said.values())))

    def as_much_as(self, least: float) -> list[int]:
        """The sentences that tell at least a share of the question."""
        return [key for key, said in self.said.items() if self.weights.coverage(said) >= least]

    def coverage(self, item: Evidence) -> float:
        """The share of the question that a sentence tells."""
        return self.weights.coverage(self.said[id(item)])


def _words_of(item: Evidence) -> Words:
    passage = item.found.passage
    return words_of(" . ".join((item.text, *passage.heading, passage.document.identity.title or "")))


def _stated(told: _Told, documents: Callable[[str], Document]) -> list[StatedFigure]:
    """The figures, of known day, of the sentences that tell much of the question."""

    @cache
    def day_of(id_: str, identity: Identity) -> date | None:
        return day_of_document(identity, lambda: documents(id_).text)

    stated: list[StatedFigure] = []
    most = max(map(told.coverage, told.evidence.values()), default=0.0)
    telling = [told.evidence[key] for key in told.as_much_as(_TELLS_MUCH * most)]
    if len({item.found.passage.document.id for item in telling}) == 1:
        # No other document could say otherwise.
        return []
    for item in telling:
        document = item.found.passage.document
        issued = day_of(document.id, document.identity)
        stated += [figure for figure in figures_stated(item, issued) if figure.dated.day]
    return stated


def _anchors(
    asked: FigureAsked, evidence: Sequence[Evidence], stated: Sequence[StatedFigure], weights: Weights
) -> list[StatedFigure]:
    """The figure that the best evidence answers with; asked how it changed, all that are of it, best first."""
    terms = asked.subject
    found: list[StatedFigure] = []
    for item in evidence[: _ANCHORS_COMPARED if asked.compared else _ANCHORS]:
        own = _that_may_answer([figure for figure in stated if figure.evidence is item], asked.units)
        near = [(weights.coverage(terms.said_in(figure.figure.terms)), -at) for at, figure in enumerate(own)]
        told, at = max(near, default=(0.0, 0))
        good = told >= _NAMES_SUBJECT if asked.compared else item.score >= _NEARLY_AS_GOOD * evidence[0].score
        if own and good:
            found.append(own[-at])
    # Where no place is asked of, the whole country is meant rather than one province.
    found.sort(key=lambda figure: not all(map(asked.names_place, figure.places)))
    return found if asked.compared else found[:1]


def _family(
    asked: FigureAsked, anchor: StatedFigure, stated: Sequence[StatedFigure], told: _Told
) -> list[StatedFigure]:
    """The anchor and, of every other document, the figure of each sentence that tells of the same thing."""
    rare = rarity({id(figure.evidence): figure.words for figure in stated}.values())
    telling = told.as_much_as(_TELLS_AS_MUCH * told.coverage(anchor.evidence))
    family = {id(anchor.evidence): (1.0, anchor)}
    for figure in stated:
        said = told.said[id(figure.evidence)]
        if figure.document_id == anchor.document_id or id(figure.evidence) not in telling:
            continue
        alike = are_alike(anchor, figure, rare)
        best = family.get(id(figure.evidence), (0.0, anchor))[0]
        if alike > best and _names_as_asked(asked, anchor, figure, said, told.said[id(anchor.evidence)]):
            family[id(figure.evidence)] = (alike, figure)
    return [figure for _, figure in family.values()]


def _names_as_asked(asked: FigureAsked, anchor: StatedFigure, other: StatedFigure, said: Said, anchored: Said) -> bool:
    """Whether a sentence has the question's names that the anchor's has, and its words near the anchor's figure.

    Of many words one may be left out, if no other stands in its place.
    """
    if not QuestionTerms.named(asked.question).terms & anchored.keys() <= said.keys():
        return False
    wanted = asked.subject.terms & anchor.telling
    missing = wanted - said.keys()
    return not missing or (len(missing) == 1 < _FEW_ASKED < len(wanted) and not other.telling - anchor.telling)


def _newest_first(
    asked: FigureAsked, evidence: Sequence[Evidence], newest: StatedFigure, family: Sequence[StatedFigure]
) -> tuple[Evidence, ...]:
    """The newest figure's sentence before all others, its family's others not at all.

    Further sentences say little beside it, unless several figures are asked for.
    """
    out = {id(figure.evidence) for figure in family}
    share = 1.0 if len(asked.units) > 1 else _BESIDE_FIGURE
    rest = (replace(item, score=item.score * share) for item in evidence if id(item) not in out)
    return (replace(newest.evidence, score=max(item.score for item in evidence)), *rest)


def _earlier(newest: StatedFigure, known: Iterable[StatedFigure]) -> tuple[StatedFigure, ...]:
    """The older figures, the latest first, each value once."""
    told: list[StatedFigure] = [newest]
    for figure in sorted(known, key=lambda figure: (figure.day, figure.evidence.score), reverse=True):
        if figure.day < newest.day and not any(figure.figure.same_value(other.figure) for other in told):
            told.append(figure)
    return tuple(told[1:])


def _that_may_answer(figures: Sequence[StatedFigure], units: frozenset[str]) -> list[StatedFigure]:
    """Of a sentence's figures those in an asked unit; else any but how long something takes."""
    asked = [figure for figure in figures if any(unit_agrees(figure.figure.unit, unit) for unit in units)]
    return asked or [figure for figure in figures if figure.figure.unit not in _SPANS_OF_TIME]
