"""What a document says of other documents: cites, amends, supplements, replaces, repeals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import regex as re

from index.anatomy.actor import Actor, find_actor
from index.anatomy.acts import STRENGTH, Act, RelationKind, ended_after, last_day, mark_length, own_act
from index.anatomy.dates import WRITTEN, match_date
from index.anatomy.identity import Identity
from index.anatomy.limits import is_partial, last_exception
from index.anatomy.listed import OpenList, opened_list
from index.anatomy.number_key import number_key
from index.anatomy.numbers import NUMBER, cited_number, is_number, normal_number
from index.anatomy.objects import LAW_NAME, is_about, is_object, names_whole
from index.anatomy.quotes import quoted_blocks
from index.anatomy.sections import Section
from index.text.sentences import sentence_spans

# What puts a second number beside the first as an object of the same verb: "…, Quyết định số …", "và Nghị định số …".
_JOINED = re.compile(rf"(?:[,;]|\bvà|\bcùng)\s*(?:các\s+)?{LAW_NAME}?$", re.IGNORECASE)
_DATED = re.compile(rf"^\s*,?\s*(?={WRITTEN}){WRITTEN}", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*\"")
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
    rf"(?:{LAW_NAME}|(?:quy định|nội dung|điểm|khoản|Điều|Chương|Mục|Phụ lục)\b.{{0,120}}|"
    r".{0,250}\bban hành kèm theo\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One statement about another document.

    ``number`` is the other document's, ``whole`` whether all of it is meant; ``[start, end)`` is the clause that
    says so in the text. ``dated`` is the other document's date where it stands beside its number, ``from_day`` the
    day from which what is said holds, where the clause names one.
    """

    kind: RelationKind
    number: str
    whole: bool
    start: int
    end: int
    dated: date | None = None
    from_day: date | None = None


def find_relations(text: str, sections: Sequence[Section], identity: Identity) -> tuple[Relation, ...]:
    """What the document says of others, the strongest for each document, in the order of the text."""
    own = number_key(identity.number) if identity.number else None
    strongest: dict[tuple[str, bool], Relation] = {}
    for relation in _all(text, sections, identity):
        key = (number_key(relation.number), relation.whole)
        known = strongest.get(key)
        if key[0] != own and (known is None or STRENGTH[relation.kind] > STRENGTH[known.kind]):
            strongest[key] = relation
    return tuple(sorted(strongest.values(), key=lambda relation: (relation.start, relation.number)))


def _all(text: str, sections: Sequence[Section], identity: Identity) -> Iterator[Relation]:
    texts = [text[section.start : section.end] for section in sections]
    quoted, actor = quoted_blocks(texts), find_actor(texts, identity)
    above: OpenList | None = None
    for at, section in enumerate(sections):
        if section.part not in _SPOKEN_IN:
            above = None
            continue
        acts = section.part != "basis" and at not in quoted and section.kind != "row"
        in_article = any(re.match(r"Điều\s+\d", label) for label in (*section.heading, texts[at]))
        above = above.with_item(texts[at]) if above and acts else None
        place = _Place(actor, identity.issued_on, section.part == "title", in_article, acts, above)
        for start, end in sentence_spans(texts[at]):
            said = _Sentence(texts[at][start:end], texts[at][end:], place)
            span = section.start + start, section.start + end
            for found in said.relations():
                yield Relation(found.kind, found.number, found.whole, *span, found.dated, found.from_day)
        if acts:
            above = opened_list(texts[at], actor, in_article=in_article) or above


@dataclass(frozen=True, slots=True)
class _Place:
    """Who speaks where; ``above`` is what the line above says of the documents listed below it."""

    actor: Actor
    issued_on: date | None
    is_title: bool
    in_article: bool
    acts: bool
    above: OpenList | None


@dataclass(frozen=True, slots=True)
class _Named:
    """A document that a sentence names and what it says of it."""

    kind: RelationKind
    number: str
    whole: bool
    dated: date | None
    from_day: date | None = None


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence, what follows it in its block, and where it stands."""

    text: str
    below: str
    place: _Place

    def relations(self) -> Iterator[_Named]:
        """Each document named, once for each time."""
        clean = _QUOTED.sub(lambda match: " " * len(match.group()), self.text)
        edges = [0, *(match.start() for match in _CLAUSE.finditer(clean)), len(clean)]
        place = self.place
        governing = place.above.act if place.above else None
        for start, end in pairwise(edges):
            in_article = place.in_article or (governing is not None and start > 0)
            act = self._act(clean[start:end], in_article=in_article)
            opened = start + act.object_at if act else start
            yield from self._of_clause(clean, (start, end), act or governing, opened)
            governing = act or governing if place.acts and end - start < _LOOK_BACK * 4 else None
        yield from self._quoted(clean)

    def _act(self, clause: str, *, in_article: bool) -> Act | None:
        place = self.place
        return own_act(clause, place.actor, is_title=place.is_title, in_article=in_article) if place.acts else None

    def _of_clause(self, clean: str, span: tuple[int, int], act: Act | None, opened: int) -> Iterator[_Named]:
        said_from = span[0] + mark_length(clean[span[0] : span[1]])
        excepted = span[0] + last_exception(clean[slice(*span)], clean[span[1] :] + self.below)
        closing_day = last_day(clean[slice(*span)], self.place.issued_on)
        as_object = as_subject = entire = False
        last: re.Match[str] | None = None
        for match in _numbers(clean, *span):
            before = clean[last.end() if last else max(opened, said_from) : match.start()]
            joined = bool(_JOINED.search(before)) and not (last and is_about(before, last, match))
            left, right = clean[span[0] : match.start()], clean[match.end() : span[1]]
            if last is None:
                words = before if match.start() >= opened else clean[said_from : match.start()]
                entire = names_whole(words) and not (self.place.above and self.place.above.excepted)
            as_subject = joined and as_subject if last else bool(_SUBJECT.match(clean[said_from : match.start()]))
            said: Act | None = None
            if match.start() >= opened:
                as_object = joined and as_object if last else act is not None and is_object(before)
                last, said = match, act if as_object else None
            if said is None and as_subject and self.place.acts:
                said = ended_after(left, right, self.place.actor, in_article=self.place.in_article)
            words = before if said else clean[max(said_from, match.start() - _LOOK_BACK) : match.start()]
            whole = not _limits(words) and not (said and (excepted >= match.end() or not entire))
            day = (said.day or closing_day) if said else None
            kind: RelationKind = said.kind if said else "cites"
            yield _Named(kind, normal_number(match["number"]), whole, _date_after(right), day)

    def _quoted(self, clean: str) -> Iterator[_Named]:
        for match in _numbers(self.text, 0, len(self.text)):
            if clean[match.end("number") - 1] == " ":
                words = self.text[max(0, match.start() - _LOOK_BACK) : match.start()]
                dated = _date_after(self.text[match.end() :])
                yield _Named("cites", normal_number(match["number"]), not _limits(words), dated)


def _numbers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Numbers that are named as documents': after "số" or a kind of document."""
    for match in cited_number().finditer(text, start, end):
        if (match["kind"] or match["label"]) and is_number(match["number"]):
            yield match


def _limits(words: str) -> bool:
    """Whether a part is named before the number, "khoản 2 Điều 5 Nghị định …", and no other document between."""
    return is_partial(_ANOTHER.split(words)[-1])


def _date_after(right: str) -> date | None:
    match = _DATED.match(right)
    return match_date(match) if match else None
