"""What a document says of other documents: cites, amends, supplements, replaces, repeals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import regex as re

from index.anatomy.acts import STRENGTH, RelationKind, announces, ended_after, is_partial, mark_length, own_act
from index.anatomy.dates import WRITTEN, match_date
from index.anatomy.identity import Identity
from index.anatomy.number_key import number_key
from index.anatomy.numbers import NUMBER, cited_number, normal_number
from index.anatomy.quotes import quoted_blocks
from index.anatomy.sections import Section
from index.text.sentences import sentence_spans

# What puts a second number beside the first as an object of the same verb: "…, Quyết định số …", "và Nghị định số …".
_JOINED = re.compile(r"(?:[,;]|\bvà|\bcùng)\s*(?:các\s+)?$", re.IGNORECASE)
_DATED = re.compile(rf"^\s*,?\s*(?={WRITTEN}){WRITTEN}", re.IGNORECASE)
# What makes a further number part of how the first document is named.
_OBJECT = re.compile(r"[;:]|\bđược\b|\bđã\b|\bhướng dẫn\b|\bthi hành\b|(?<!kèm )\btheo\b|\bcăn cứ\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*(?:”|$)")
# A clause ends at a semicolon, and where after a number a second verb begins: "… và bãi bỏ Nghị định số …".
_CLAUSE = re.compile(
    r"(?<=;)\s+|(?<=;)$|(?<=\d[-/]\p{Lu}.{0,300})\s+và\s+(?=(?:bãi bỏ|thay thế|h(?:ủy|uỷ) bỏ|sửa đổi|bổ sung)\s)"
)
_LOOK_BACK = 90
# "… một số điều theo Luật số 1", "khoản 2 Điều 5 Luật số 1 và Luật số 2": the part is not the last document's.
_ANOTHER = re.compile(rf"(?i:(?<!kèm )\btheo\b|\bbởi\b|;)|{NUMBER}")
_SPOKEN_IN = frozenset({"title", "basis", "body"})
# A document, or a part of one, as the subject: "Các quy định tại Chương III Nghị định số … hết hiệu lực".
_SUBJECT = re.compile(
    r"^\W*(?:.*\bhiệu lực\b[^,]*,\s*)?(?:(?:Các|Những|Một số)\s+)?"
    r"(?:(?:quy định|nội dung|điểm|khoản|Điều|Chương|Mục|Phụ lục)\b.{0,120}|.{0,250}\bban hành kèm theo\s+)?$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\W*(?:(?:\d+|[a-zđ])\s*[.)]|\(\w+\)|[-–+])?\s*(?:Các\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """One statement about another document.

    ``number`` is the other document's, ``whole`` whether all of it is meant; ``[start, end)`` is the clause that
    says so in the text. ``dated`` is the other document's date where it stands beside its number.
    """

    kind: RelationKind
    number: str
    whole: bool
    start: int
    end: int
    dated: date | None = None


def find_relations(text: str, sections: Sequence[Section], identity: Identity) -> tuple[Relation, ...]:
    """What the document says of others, the strongest for each document, in the order of the text."""
    own = number_key(identity.number) if identity.number else None
    strongest: dict[tuple[str, bool], Relation] = {}
    for relation in _all(text, sections):
        key = (number_key(relation.number), relation.whole)
        known = strongest.get(key)
        if key[0] != own and (known is None or STRENGTH[relation.kind] > STRENGTH[known.kind]):
            strongest[key] = relation
    return tuple(sorted(strongest.values(), key=lambda relation: (relation.start, relation.number)))


def _all(text: str, sections: Sequence[Section]) -> Iterator[Relation]:
    texts = [text[section.start : section.end] for section in sections]
    quoted = quoted_blocks(texts)
    lead: RelationKind | None = None
    for at, section in enumerate(sections):
        if section.part not in _SPOKEN_IN:
            continue
        acts = section.part != "basis" and at not in quoted and section.kind != "row"
        in_article = any(re.match(r"Điều\s+\d", label) for label in (*section.heading, texts[at]))
        if lead and not _LISTED.match(texts[at][: _first_kind(texts[at])]):
            lead = None
        for start, end in sentence_spans(texts[at]):
            said = _Sentence(texts[at][start:end], section.part == "title", in_article, acts, lead)
            for kind, number, whole, dated in said.relations():
                yield Relation(kind, number, whole, section.start + start, section.start + end, dated)
        if acts:
            lead = announces(texts[at], in_article=in_article) or (lead if not texts[at].endswith(":") else None)


def _first_kind(text: str) -> int:
    match = cited_number().search(text)
    return match.start() if match else len(text)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence and where it stands; ``lead`` is what the line above says of the documents listed below it."""

    text: str
    is_title: bool
    in_article: bool
    acts: bool
    lead: RelationKind | None

    def relations(self) -> Iterator[tuple[RelationKind, str, bool, date | None]]:
        """Kind, number, whether the whole is meant, and date, of each document named."""
        clean = _QUOTED.sub(lambda match: " " * len(match.group()), self.text)
        edges = [0, *(match.start() for match in _CLAUSE.finditer(clean)), len(clean)]
        governing: RelationKind | None = None
        for start, end in pairwise(edges):
            in_article = self.in_article or governing is not None
            act = own_act(clean[start:end], is_title=self.is_title, in_article=in_article) if self.acts else None
            opened = start + act[1] if act else start
            yield from self._of_clause(clean, (start, end), act[0] if act else governing or self.lead, opened)
            governing = act[0] if act else governing if self.acts and end - start < _LOOK_BACK * 4 else None
        yield from self._quoted(clean)

    def _of_clause(
        self, clean: str, span: tuple[int, int], act: RelationKind | None, opened: int
    ) -> Iterator[tuple[RelationKind, str, bool, date | None]]:
        said_from = span[0] + mark_length(clean[span[0] : span[1]])
        as_object = as_subject = False
        last: int | None = None
        for match in _numbers(clean, *span):
            before = clean[last if last is not None else max(opened, said_from) : match.start()]
            joined = bool(_JOINED.search(before))
            right = clean[match.end() : span[1]]
            as_subject = joined and as_subject if last else bool(_SUBJECT.match(clean[said_from : match.start()]))
            if match.start() >= opened:
                as_object = joined and as_object if last else act is not None and not _OBJECT.search(before)
                last = match.end()
            kind: RelationKind = act if act and as_object and match.start() >= opened else "cites"
            if kind == "cites" and as_subject and self.acts:
                kind = ended_after(right) or kind
            words = before if kind != "cites" else clean[max(said_from, match.start() - _LOOK_BACK) : match.start()]
            yield kind, normal_number(match["number"]), not _limits(words), _date_after(right)

    def _quoted(self, clean: str) -> Iterator[tuple[RelationKind, str, bool, date | None]]:
        for match in _numbers(self.text, 0, len(self.text)):
            if clean[match.end("number") - 1] == " ":
                words = self.text[max(0, match.start() - _LOOK_BACK) : match.start()]
                yield "cites", normal_number(match["number"]), not _limits(words), _date_after(self.text[match.end() :])


def _numbers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Numbers that are named as documents': after "số" or a kind of document."""
    for match in cited_number().finditer(text, start, end):
        if match["kind"] or match["label"]:
            yield match


def _limits(words: str) -> bool:
    """Whether a part is named before the number, "khoản 2 Điều 5 Nghị định …", and no other document between."""
    return is_partial(_ANOTHER.split(words)[-1])


def _date_after(right: str) -> date | None:
    match = _DATED.match(right)
    return match_date(match) if match else None
