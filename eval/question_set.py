"""Question sets: JSON lines as the contract writes them, or a BEIR folder; each wrong line is named with its field."""

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.beir import load_beir
from eval.errors import EvaluationError

BEIR_FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
_FIELDS = ("id", "question", "history", "answerable", "must", "reference", "doc", "anchor", "tags", "draft")
_ROLES = ("user", "assistant")
_LONGEST_QUESTION = 2000
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier turn of a conversation; ``role`` is ``user`` or ``assistant``."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question and what is known of its right answer.

    An answer is right when each group of ``must`` has an alternative in it. A citation is right when it quotes one
    of ``doc`` (file names or document numbers) where one of ``anchor`` stands.
    """

    id: str
    question: str
    history: tuple[Turn, ...] = ()
    answerable: bool = True
    must: tuple[tuple[str, ...], ...] = ()
    reference: str = ""
    doc: tuple[str, ...] = ()
    anchor: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions in their order. ``qrels`` (grade by document, by question) is what a BEIR folder has in place of
    answers; such a set measures retrieval only."""

    name: str
    questions: tuple[EvalQuestion, ...]
    sha256: str
    qrels: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def retrieval_only(self) -> bool:
        """Whether the questions are searched for and not answered."""
        return bool(self.qrels)


def load_question_set(path: Path) -> QuestionSet:
    """Read a question set; raises ``EvaluationError`` naming each wrong line and its field."""
    if path.is_dir():
        return _load_beir(path)
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise EvaluationError(f"Không đọc được bộ câu hỏi {path}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise EvaluationError(f"Bộ câu hỏi {path} không phải văn bản UTF-8; hãy lưu lại dưới dạng UTF-8.") from error
    return QuestionSet(path.stem, _read_lines(path, text), hashlib.sha256(raw).hexdigest())


def _read_lines(path: Path, text: str) -> tuple[EvalQuestion, ...]:
    questions: dict[str, EvalQuestion] = {}
    problems: list[str] = []
    # Not splitlines: a JSON string may hold U+2028 as it is.
    for at, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        found, question = _read_line(line)
        if question and question.id in questions:
            found = [f"“id”: trùng với một dòng trước ({question.id})"]
        problems += [f"dòng {at}, {problem}" for problem in found]
        if question and not found:
            questions[question.id] = question
    if problems:
        raise EvaluationError(f"Bộ câu hỏi {path} có {len(problems)} lỗi: {_listed(problems)}.")
    if not questions:
        raise EvaluationError(f"Bộ câu hỏi {path} không có câu hỏi nào.")
    return tuple(questions.values())


def _listed(problems: list[str]) -> str:
    more = f"; và {len(problems) - _MOST_SHOWN} lỗi nữa" if len(problems) > _MOST_SHOWN else ""
    return "; ".join(problems[:_MOST_SHOWN]) + more


def _read_line(line: str) -> tuple[list[str], EvalQuestion | None]:
    """The problems of a line, or its question."""
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as error:
        return [f"không phải JSON ({error})"], None
    if not isinstance(raw, dict):
        return ["cần một đối tượng JSON {…}"], None
    problems = list(_problems(raw))
    return problems, None if problems else _question(raw)


def _problems(raw: Mapping[str, Any]) -> Iterator[str]:
    for name in raw.keys() - set(_FIELDS):
        # Keys of a set's own are left alone; a slip of the pen would silently drop what it should have said.
        meant = difflib.get_close_matches(name, _FIELDS, n=1, cutoff=0.75)
        if meant:
            yield f"“{name}”: không có trường này, có phải “{meant[0]}”?"
    if not _is_text(raw.get("id")):
        yield "“id”: cần một chuỗi không rỗng"
    if not _is_text(raw.get("question")) or len(raw["question"]) > _LONGEST_QUESTION:
        yield f"“question”: cần một chuỗi dài 1–{_LONGEST_QUESTION} ký tự"
    if not isinstance(raw.get("answerable", True), bool):
        yield "“answerable”: cần true hoặc false"
    if not isinstance(raw.get("reference") or "", str):
        yield "“reference”: cần một chuỗi"
    for name in ("doc", "anchor", "tags"):
        if not _is_texts(raw.get(name) or []):
            yield f"“{name}”: cần một danh sách chuỗi không rỗng"
    must = raw.get("must") or []
    if not isinstance(must, list) or not all(_is_texts(group) and group for group in must):
        yield "“must”: cần danh sách các nhóm, mỗi nhóm là một danh sách chuỗi không rỗng"
    history = raw.get("history") or []
    if not isinstance(history, list) or not all(_is_turn(turn) for turn in history):
        yield "“history”: cần danh sách lượt {role: user|assistant, content: chuỗi}"


def _question(raw: Mapping[str, Any]) -> EvalQuestion:
    return EvalQuestion(
        id=raw["id"].strip(),
        question=raw["question"].strip(),
        history=tuple(Turn(turn["role"], turn["content"]) for turn in raw.get("history") or ()),
        answerable=raw.get("answerable", True),
        must=tuple(tuple(group) for group in raw.get("must") or ()),
        reference=raw.get("reference") or "",
        doc=tuple(raw.get("doc") or ()),
        anchor=tuple(raw.get("anchor") or ()),
        tags=tuple(dict.fromkeys(raw.get("tags") or ())),
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


def _is_turn(value: object) -> bool:
    return isinstance(value, dict) and value.get("role") in _ROLES and isinstance(value.get("content"), str)


def _load_beir(folder: Path) -> QuestionSet:
    missing = [name for name in BEIR_FILES if not (folder / name).is_file()]
    if missing:
        raise EvaluationError(f"Thư mục {folder} không phải bộ BEIR: thiếu {', '.join(missing)}.")
    try:
        retrieval_set = load_beir(folder)
    except (KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise EvaluationError(f"Không đọc được bộ BEIR {folder}: {type(error).__name__}: {error}.") from error
    questions = tuple(
        EvalQuestion(query_id, text, doc=tuple(retrieval_set.qrels[query_id]))
        for query_id, text in retrieval_set.queries.items()
    )
    if not questions:
        raise EvaluationError(f"Bộ BEIR {folder} không có câu hỏi nào có nhãn trong qrels.tsv.")
    digest = hashlib.sha256()
    for name in BEIR_FILES:
        digest.update((folder / name).read_bytes())
    return QuestionSet(folder.name, questions, digest.hexdigest(), retrieval_set.qrels)
