"""Scores of one answer that need no model: right or not, cited where, said how. ``None`` where a score has no say."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from eval.matching import covers, holds, is_of, plain, squeezed
from eval.records import RETRIEVAL_MODE, Record, answered, cited, said
from eval.replies import Cited, Said

Scores = dict[str, float | None]
StatementCheck = Callable[[Said, list[Cited]], bool]

_FIGURE = re.compile(r"\d+(?:[.,/\-]\d+)*")
_CITATION_MARK = re.compile(r"\[\d+\]")
_WORD = re.compile(r"\w+")
FOLLOW_UP = "followup"


def answer_scores(record: Record) -> Scores:
    """All scores of an answer. An abstention or a failure on an answerable question is a wrong answer without words."""
    if record["mode"] == RETRIEVAL_MODE:
        return {}
    right = _right(record)
    citation_right = _citation_right(record)
    return {
        "answer_right": right,
        "follow_up_right": right if FOLLOW_UP in record["tags"] or record["history"] else None,
        "refusal_right": None if record["answerable"] else float(bool(record["abstained"])),
        "citation_precision": _citation_precision(record),
        "citation_recall": _citation_recall(record),
        "citation_right": citation_right,
        "citation_right_given_right": citation_right if right else None,
        "citation_exact": _share([citation.exact for citation in cited(record)]),
        "verbatim": _share_of_statements(record, _verbatim),
        "numbers_supported": _share_of_statements(record, _numbers_supported),
        "token_f1": _token_f1(record),
        "exact_match": _exact_match(record),
        "answer_words": float(len(plain(record["answer"]).split())) if answered(record) else None,
    }


def _right(record: Record) -> float | None:
    if not record["answerable"] or not record["must"]:
        return None
    text = plain(record["answer"])
    return float(answered(record) and all(holds(text, group) for group in record["must"]))


def supporting(record: Record) -> list[bool]:
    """For each citation, whether it quotes an allowed document at an anchor."""
    return [_supports(citation, record) for citation in cited(record)]


def _supports(citation: Cited, record: Record) -> bool:
    return is_of(citation, record["doc"]) and any(covers(citation.quote, anchor) for anchor in record["anchor"])


def _is_anchored(record: Record) -> bool:
    return bool(record["answerable"] and record["doc"] and record["anchor"])


def _citation_right(record: Record) -> float | None:
    return float(answered(record) and any(supporting(record))) if _is_anchored(record) else None


def _citation_precision(record: Record) -> float | None:
    return _share(supporting(record)) if _is_anchored(record) and answered(record) else None


def _citation_recall(record: Record) -> float | None:
    """The share of the anchors that a citation of an allowed document reaches."""
    if not _is_anchored(record):
        return None
    allowed = [citation.quote for citation in cited(record) if is_of(citation, record["doc"])]
    return _share([any(covers(quote, anchor) for quote in allowed) for anchor in record["anchor"]])


def _share_of_statements(record: Record, holds_for: StatementCheck) -> float | None:
    by_number = {citation.number: citation for citation in cited(record)}
    checked = []
    for statement in said(record) if answered(record) else ():
        citations = [by_number[number] for number in statement.citations if number in by_number]
        checked.append(holds_for(statement, citations))
    return _share(checked)


def _verbatim(statement: Said, citations: list[Cited]) -> bool:
    """Whether a statement stands word for word in quotes that are their document's characters.

    A remark is the product's own and says so: "(Lưu ý: …)"; its figures are checked like any other's.
    """
    quotes = _CITATION_MARK.sub("", " ".join(citation.quote for citation in citations))
    return (
        bool(citations)
        and all(citation.exact for citation in citations)
        and (statement.remark or squeezed(_CITATION_MARK.sub("", statement.text)) in squeezed(quotes))
    )


def _numbers_supported(statement: Said, citations: list[Cited]) -> bool:
    """Whether each figure of a statement stands in one of its quotes; a remark may also count what it cites."""
    there = {figure for citation in citations for figure in _FIGURE.findall(citation.quote)}
    if statement.remark:
        there.add(str(len(citations)))
    return there.issuperset(_FIGURE.findall(_CITATION_MARK.sub(" ", statement.text)))


def _token_f1(record: Record) -> float | None:
    """Harmonic mean of token precision and recall against the reference (Rajpurkar et al. 2016)."""
    if not record["answerable"] or not record["reference"]:
        return None
    said_words, right_words = Counter(_answer_words(record)), Counter(_words(record["reference"]))
    common = (said_words & right_words).total()
    return 2 * common / (said_words.total() + right_words.total()) if common else 0.0


def _exact_match(record: Record) -> float | None:
    if not record["answerable"] or not record["reference"]:
        return None
    return float(_answer_words(record) == _words(record["reference"]))


def _answer_words(record: Record) -> list[str]:
    return _words(plain(record["answer"])) if answered(record) else []


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def _share(flags: list[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None
