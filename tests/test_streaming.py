"""An answer that is shown while a language model writes it: only what holds, and in the end the same answer."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import SAMPLES
from fastapi.testclient import TestClient
from hypothesis import example, given, settings
from hypothesis import strategies as st
from language_model_server import MODEL, LanguageModelServer, Received, Reply, running_language_model

from index.errors import LanguageModelError, NotFoundError
from index.library import Library
from index.settings import Settings
from rag.answer import Citation, Statement
from rag.assistant import Assistant
from rag.rewriting.rewrite import MOST_STATEMENTS, LanguageModelRewriter, read_statements, statements_in_stream
from rag.rewriting.showing import show_verified
from rag.verify import verify
from ui.api.app import build_app
from ui.api.state import open_state

QUESTION = "Công điện 227 yêu cầu sửa xong nhà cho dân trước ngày nào?"
PIECES = [
    "[1]", "[2]", "[ 3 ]", "[9]", "[1, 2]", "【1†x】", "[", "]", "1. ", ". ", ".", " ", "\n", "; ", "Việc A",
    "Bộ Y tế làm", "**", "“", "”", "- ", "…", "12 người", "a. ",
]  # fmt: skip


@settings(deadline=None, max_examples=600)
@example(["[1]", "Việc A", "\n", "[", "a. ", "[1, 2]"], 1)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.integers(1, 7))
def test_a_text_that_comes_in_pieces_is_read_as_the_whole(parts, size):
    text = "".join(parts)
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    assert tuple(statements_in_stream(pieces, {1, 2, 3})) == read_statements(text, {1, 2, 3})


def test_thoughts_before_an_answer_are_not_read():
    pieces = ["<think>Việc A [1]. ", "Việc B [2]. ", "</think>", "Việc C [3]. ", "Việc D [1]."]
    assert [s.text for s in statements_in_stream(pieces, {1, 2, 3})] == ["Việc C.", "Việc D."]


def test_a_sentence_is_read_before_the_text_ends():
    def pieces() -> Iterator[str]:
        yield from ("Việc A [1]. ", "Việc B")
        raise LanguageModelError("hỏng")

    read = statements_in_stream(pieces(), {1})
    assert next(read).text == "Việc A."
    with pytest.raises(LanguageModelError):
        next(read)


def test_a_model_that_does_not_end_is_not_read_on():
    def endless() -> Iterator[str]:
        yield from (f"Việc số {at} [1]. " for at in range(MOST_STATEMENTS + 3))
        raise AssertionError("was read on")

    assert len(list(statements_in_stream(endless(), {1}))) == MOST_STATEMENTS
    assert len(read_statements("Việc A [1]. " * 100, {1})) == MOST_STATEMENTS


def test_a_statement_is_verified_once_however_many_there_are():
    text = "".join(f"Việc số {at} xong. " for at in range(40))
    citations = [
        Citation(at + 1, "d", "s", "t", None, None, None, None, (), f"Việc số {at} xong.", start, start + length, "p")
        for at in range(40)
        if (length := len(f"Việc số {at} xong.")) and (start := text.index(f"Việc số {at} xong.")) >= 0
    ]
    read: list[str] = []
    shown: list[tuple[Statement, tuple[Citation, ...]]] = []
    written = [Statement(citation.quote, (citation.number, 3)) for citation in reversed(citations)]
    show_verified(iter(written), citations, lambda id_: read.append(id_) or text, lambda *one: shown.append(one))
    kept, used = verify(written, citations, lambda _: text, verbatim=False)
    assert [statement for statement, _ in shown] == list(kept)
    assert [citation for _, new in shown for citation in new] == list(used)
    assert len(read) <= 2 * len(written)


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageModelServer]:
    with running_language_model() as running:
        yield running


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, encoder, server) -> Iterator[TestClient]:
    options = Settings(data_dir=tmp_path_factory.mktemp("stream"), llm_base_url=server.url, llm_model=MODEL)
    state = open_state(options, "owner-secret", Library(options, encoder))
    incoming, _ = state.library.incoming(sorted(SAMPLES.glob("cong-dien-2*.md")))
    state.library.ingest(incoming, lambda _: None)
    with TestClient(build_app(state), base_url="http://127.0.0.1", client=("127.0.0.1", 50000)) as opened:
        yield opened


def faithful(received: Received, *, drip: float = 0.0) -> Reply:
    """Says the evidence in its order, and between its sentences what no evidence carries."""
    quotes = re.findall(r"^\[(\d+)\] (.+)$", received.prompt, re.MULTILINE)
    said = [f"{quote.rstrip('.;')} [{number}]. Đã chi 99.999 tỷ đồng [{number}]." for number, quote in quotes]
    return Reply(" ".join(said), drip=drip)


def streamed(client: TestClient, **request: Any) -> list[tuple[str, Any]]:
    with client.stream("POST", "/v1/ask", json={"question": QUESTION, "stream": True, **request}) as response:
        lines = [line for line in response.iter_lines() if line]
    return [(lines[at][7:], json.loads(lines[at + 1][6:])) for at in range(0, len(lines) - 1, 2)]


def test_a_stream_of_a_language_model_is_the_answer_that_is_not_streamed(client, server):
    server.say = faithful
    events = streamed(client, mode="llm")
    done = events[-1][1]
    whole = client.post("/v1/ask", json={"question": QUESTION, "mode": "llm"}).json()
    own = ("id", "conversation_id", "timings_ms")
    assert done["mode"] == "llm"
    assert {**done, **dict.fromkeys(own)} == {**whole, **dict.fromkeys(own)}
    assert "".join(data["text"] for name, data in events if name == "delta") == done["answer"]
    assert [data for name, data in events if name == "citation"] == done["citations"]
    assert "99.999" not in done["answer"]
    assert server.received[-2].body["stream"] is True


def test_sentences_are_shown_while_the_model_writes(client, server):
    server.say = lambda received: faithful(received, drip=0.0005)
    library = client.app.state.chidao.library
    shown: list[tuple[float, Statement, tuple[Citation, ...]]] = []
    assistant = Assistant(library, LanguageModelRewriter(library.settings))
    answer = assistant.ask(QUESTION, mode="llm", show=lambda s, new: shown.append((time.monotonic(), s, new)))
    ended = time.monotonic()
    assert ended - shown[0][0] > 0.02
    assert [s.text for _, s, _ in shown] == [s.text for s in answer.statements]
    assert [c for _, _, new in shown for c in new] == list(answer.citations)


def test_what_was_shown_stands_when_the_model_breaks_off(client, server):
    library = client.app.state.chidao.library

    class BreaksOff(LanguageModelRewriter):
        def stream(self, question, citations):  # noqa: ARG002
            yield Statement(citations[0].quote, (1,), verified=False)
            raise LanguageModelError("ngắt giữa chừng")

    shown: list[Statement] = []
    assistant = Assistant(library, BreaksOff(library.settings))
    answer = assistant.ask(QUESTION, show=lambda statement, _: shown.append(statement))
    assert [s.text for s in shown] == [s.text for s in answer.statements][:1]
    assert answer.mode == "llm"


@pytest.mark.parametrize("reply", [Reply(status=500, body=b"{}"), Reply(body=b"{"), Reply("  ")])
def test_a_model_that_fails_at_once_leaves_the_documents_own_sentences(client, server, reply):
    server.reply(reply)
    events = streamed(client)
    assert events[-1][0] == "done"
    assert events[-1][1]["mode"] == "extractive"
    assert "".join(data["text"] for name, data in events if name == "delta") == events[-1][1]["answer"]
    failed = streamed(client, mode="llm")
    assert failed[-1][0] == "status"
    assert failed[-1][1]["state"] == "failed"


def test_a_stream_begins_anew_when_a_document_changed_and_the_answer_with_it(client, server, monkeypatch):
    library = client.app.state.chidao.library
    standing, failed = library.relations.standing, []

    def standing_once_gone(*args):
        if not failed:
            failed.append(True)
            raise NotFoundError("vừa được cập nhật")
        return standing(*args)

    def other_afterwards(received: Received) -> Reply:
        whole = faithful(received).text
        return Reply(whole[whole.index("đồng [2]. ") + len("đồng [2]. ") :] if failed else whole)

    monkeypatch.setattr(library.relations, "standing", standing_once_gone)
    server.say = other_afterwards
    events = streamed(client, mode="llm")
    restart = events.index(("status", {"state": "restarted"}))
    before, after = events[:restart], events[restart:]
    done = events[-1][1]
    assert any(name == "delta" for name, _ in before)
    assert "".join(data["text"] for name, data in after if name == "delta") == done["answer"]
    assert [data for name, data in after if name == "citation"] == done["citations"]
