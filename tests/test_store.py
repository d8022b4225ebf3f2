"""What both passage stores promise: one suite over the embedded store and a real Qdrant server."""

import json
import math
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qdrant_client import QdrantClient, models
from qdrant_server import QdrantUnavailableError, free_port, running_qdrant

from index.errors import EncoderMismatchError, StoreError
from index.settings import Settings
from index.store.edge import EdgeStore
from index.store.opening import open_store, remove_store
from index.store.protocol import (
    EncoderSignature,
    PassageScores,
    PassageStore,
    StoredPassage,
    StoreFilter,
    StoreQuery,
    TermVector,
)
from index.store.server import ServerStore

DIMENSION = 16
SIGNATURE = EncoderSignature("e5-nhỏ", DIMENSION, "query: ", "passage: ")
OTHER = EncoderSignature("bge-m3", DIMENSION)
NO_TERMS = TermVector((), ())
TYPES = ("công điện", "Công điện", "nghị quyết", "chỉ thị", None)
ISSUERS = ("Thủ tướng Chính phủ", "Chính phủ", "Bộ Công an", None)
FIRST_DAY = date(2024, 12, 25)

Open = Callable[..., PassageStore]


@pytest.fixture(scope="session")
def qdrant_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with ExitStack() as stack:
        try:
            url = stack.enter_context(running_qdrant(tmp_path_factory.mktemp("qdrant")))
        except QdrantUnavailableError as reason:
            pytest.skip(str(reason))
        yield url


def opener(kind: str, request: pytest.FixtureRequest, folder: Path) -> Open:
    """Opens the same store again and again: a folder, or a collection named after it."""
    if kind == "edge":
        return lambda signature=SIGNATURE: EdgeStore.open(folder, signature)
    url, name = request.getfixturevalue("qdrant_url"), "-".join(folder.parts[-2:])
    return lambda signature=SIGNATURE: ServerStore.open(url, None, signature, name)


@pytest.fixture(params=["edge", "server"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    return opener(request.param, request, tmp_path / "passages")


@pytest.fixture
def store(reopen: Open) -> Iterator[PassageStore]:
    opened = reopen()
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["edge", "server"])
def full_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageStore]:
    opened = opener(request.param, request, tmp_path_factory.mktemp("full"))()
    opened.upsert(CORPUS)
    yield opened
    opened.close()


def passage_id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, name))


def passage(name: str, revision: str = "r1", **fields: Any) -> StoredPassage:
    """A passage whose vector depends on its name only; other fields as given."""
    vector = np.random.default_rng(list(name.encode())).standard_normal(DIMENSION).astype(np.float32)
    values: dict[str, Any] = {"document_id": f"d-{revision}", "dense": vector, "terms": TermVector((1,), (1.0,))}
    return StoredPassage(id=passage_id(name), revision=revision, **(values | fields))


def random_terms(rng: np.random.Generator, count: int) -> TermVector:
    indices = np.unique((rng.pareto(0.7, count) * 3).astype(np.int64) % 200)
    return TermVector(tuple(indices.tolist()), tuple((rng.random(len(indices)) + 0.5).tolist()))


def random_corpus(count: int) -> list[StoredPassage]:
    rng = np.random.default_rng(7)
    return [
        passage(
            f"p{number}",
            revision=f"r{number // 5}",
            document_id=f"d{number // 5}",
            terms=random_terms(rng, int(rng.integers(0, 30))),
            type=TYPES[rng.integers(len(TYPES))],
            issuer=ISSUERS[rng.integers(len(ISSUERS))],
            issued_on=FIRST_DAY + timedelta(days=int(rng.integers(20))) if rng.random() < 0.8 else None,
            groups=("g1",) if number % 2 else (),
        )
        for number in range(count)
    ]


CORPUS = random_corpus(240)


def passes(one: StoredPassage, wanted: StoreFilter) -> bool:
    if wanted.issued_from and (one.issued_on is None or one.issued_on < wanted.issued_from):
        return False
    if wanted.issued_to and (one.issued_on is None or one.issued_on > wanted.issued_to):
        return False
    pairs = ((one.document_id, wanted.document_ids), (one.type, wanted.types), (one.issuer, wanted.issuers))
    return all(not choices or value in choices for value, choices in pairs)


def all_scores(corpus: Sequence[StoredPassage], query: StoreQuery) -> dict[str, tuple[float, float]]:
    """Cosine and BM25 of every passage, computed plainly.

    IDF as in Lucene's BM25, ln(1 + (N - n + 0.5) / (n + 0.5)), over the passages that have any term.
    """
    total = sum(1 for one in corpus if one.terms.indices)
    weights = {}
    for term, weight in zip(query.terms.indices, query.terms.values, strict=True):
        having = sum(1 for one in corpus if term in one.terms.indices)
        weights[term] = weight * math.log(1 + (total - having + 0.5) / (having + 0.5))
    unit = query.dense / np.linalg.norm(query.dense)
    return {
        one.id: (
            float(unit @ one.dense / np.linalg.norm(one.dense)),
            sum(weights.get(t, 0.0) * v for t, v in zip(one.terms.indices, one.terms.values, strict=True)),
        )
        for one in corpus
    }


def expected(corpus: Sequence[StoredPassage], query: StoreQuery) -> dict[str, tuple[float, float]]:
    scores = all_scores(corpus, query)
    allowed = [one.id for one in corpus if passes(one, query.filter)]
    by_dense = sorted(allowed, key=lambda id: -scores[id][0])[: query.limit]
    by_terms = sorted((id for id in allowed if scores[id][1] > 0), key=lambda id: -scores[id][1])[: query.limit]
    return {id: scores[id] for id in {*by_dense, *by_terms}}


def assert_finds(found: list[PassageScores], wanted: dict[str, tuple[float, float]]) -> None:
    assert [hit.id for hit in found] == sorted(wanted)
    for hit in found:
        assert hit.dense == pytest.approx(wanted[hit.id][0], abs=1e-4)
        assert hit.terms == pytest.approx(wanted[hit.id][1], rel=1e-4, abs=1e-6)


def ask(name: str = "q", terms: TermVector = NO_TERMS, limit: int = 100, **filters: Any) -> StoreQuery:
    return StoreQuery(passage(name).dense, terms, limit, StoreFilter(**filters))


def names_found(store: PassageStore, names: Sequence[str], **filters: Any) -> list[str]:
    ids = {hit.id for hit in store.query(ask(limit=1000, **filters))}
    return [name for name in names if passage_id(name) in ids]


some_filters = st.builds(
    StoreFilter,
    document_ids=st.lists(st.sampled_from([f"d{n}" for n in range(48)] + ["d-none"]), max_size=6).map(tuple),
    types=st.lists(st.sampled_from([one for one in TYPES if one] + ["quyết định"]), max_size=3).map(tuple),
    issuers=st.lists(st.sampled_from([one for one in ISSUERS if one]), max_size=2).map(tuple),
    issued_from=st.none() | st.dates(FIRST_DAY, FIRST_DAY + timedelta(days=20)),
    issued_to=st.none() | st.dates(FIRST_DAY, FIRST_DAY + timedelta(days=20)),
)
some_queries = st.builds(
    lambda seed, count, limit, wanted: StoreQuery(
        passage(f"q{seed}").dense, random_terms(np.random.default_rng(seed), count), limit, wanted
    ),
    seed=st.integers(0, 10_000),
    count=st.integers(0, 12),
    limit=st.integers(1, 300),
    wanted=some_filters,
)


# --- questions ---------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(query=some_queries)
def test_every_candidate_has_both_exact_scores_and_passes_the_filter(
    full_store: PassageStore, query: StoreQuery
) -> None:
    assert_finds(full_store.query(query), expected(CORPUS, query))


def test_candidates_name_their_document(full_store: PassageStore) -> None:
    documents = {one.id: one.document_id for one in CORPUS}
    found = full_store.query(ask(terms=TermVector((0, 1), (1.0, 1.0)), limit=30))
    assert all(hit.document_id == documents[hit.id] for hit in found)


def test_both_homes_give_the_same_answer(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    edge, server = (opener(kind, request, tmp_path / kind)() for kind in ("edge", "server"))
    edge.upsert(CORPUS)
    server.upsert(CORPUS)
    for seed in range(20):
        query = ask(f"q{seed}", random_terms(np.random.default_rng(seed), 8), limit=25)
        here, there = edge.query(query), server.query(query)
        assert [hit.id for hit in here] == [hit.id for hit in there]
        assert [hit.dense for hit in here] == pytest.approx([hit.dense for hit in there], abs=1e-4)
        assert [hit.terms for hit in here] == pytest.approx([hit.terms for hit in there], rel=1e-4, abs=1e-6)
    edge.close()
    server.close()


def test_an_empty_store_finds_nothing(store: PassageStore) -> None:
    assert store.count() == 0
    assert store.query(ask(terms=TermVector((1,), (1.0,)))) == []
    assert store.query(ask(types=("công điện",))) == []


def test_a_question_without_terms_is_answered_by_the_vectors_alone(store: PassageStore) -> None:
    store.upsert([passage("a"), passage("b", terms=NO_TERMS)])
    assert [hit.terms for hit in store.query(ask())] == [0.0, 0.0]


def test_a_passage_without_a_common_term_scores_zero(store: PassageStore) -> None:
    store.upsert([passage("a"), passage("b", terms=TermVector((2,), (1.0,))), passage("c", terms=NO_TERMS)])
    scores = {hit.id: hit.terms for hit in store.query(ask(terms=TermVector((2, 4_294_967_295), (1.0, 1.0))))}
    assert scores[passage_id("a")] == scores[passage_id("c")] == 0.0
    assert scores[passage_id("b")] > 0.0


def test_dates_are_inclusive_and_the_undated_are_not_found_by_date(store: PassageStore) -> None:
    day = date(2025, 2, 28)
    names = ["trước", "đúng", "sau", "không ngày"]
    dates = [day - timedelta(days=1), day, day + timedelta(days=1), None]
    store.upsert([passage(name, issued_on=on) for name, on in zip(names, dates, strict=True)])
    assert names_found(store, names) == names
    assert names_found(store, names, issued_from=day) == ["đúng", "sau"]
    assert names_found(store, names, issued_to=day) == ["trước", "đúng"]
    assert names_found(store, names, issued_from=day, issued_to=day) == ["đúng"]
    assert names_found(store, names, issued_from=day + timedelta(days=1), issued_to=day) == []


def test_type_and_issuer_match_the_whole_string_exactly(store: PassageStore) -> None:
    names = ["Bộ Công an", "bộ công an", "Bộ Công an tỉnh", "Bo Cong an"]
    store.upsert([passage(name, issuer=name, type="chỉ thị") for name in names])
    assert names_found(store, names, issuers=("Bộ Công an",)) == ["Bộ Công an"]
    assert names_found(store, names, issuers=("Bộ Công an", "Bo Cong an")) == ["Bộ Công an", "Bo Cong an"]
    assert names_found(store, names, issuers=("Bộ Công an",), types=("nghị quyết",)) == []
    assert names_found(store, names, types=("Chỉ thị",)) == []


# --- writing -----------------------------------------------------------------------------------------------------


def test_writing_a_passage_again_replaces_all_of_it(store: PassageStore) -> None:
    store.upsert([passage("a", revision="r1", type="chỉ thị", issued_on=date(2025, 1, 1))])
    store.upsert([passage("a", revision="r2", type="công điện")])
    assert store.count() == 1
    assert names_found(store, ["a"], types=("chỉ thị",)) == []
    assert names_found(store, ["a"], issued_from=date(2024, 1, 1)) == []
    store.delete_revisions(["r1"])
    assert names_found(store, ["a"], types=("công điện",)) == ["a"]


def test_deleting_revisions_removes_theirs_and_nothing_else(store: PassageStore) -> None:
    store.upsert([passage(f"{revision}-{n}", revision) for revision in ("r1", "r2", "r3") for n in range(3)])
    store.delete_revisions(revision for revision in ("r1", "r3", "không có"))
    store.delete_revisions([])
    assert store.count() == 3
    assert names_found(store, ["r1-0", "r2-0", "r2-1", "r2-2", "r3-2"]) == ["r2-0", "r2-1", "r2-2"]


def test_writing_nothing_is_no_error(store: PassageStore) -> None:
    store.upsert([])
    assert store.count() == 0


def test_more_than_one_batch_is_written_whole(store: PassageStore) -> None:
    store.upsert([passage(f"p{n}") for n in range(700)])
    assert store.count() == 700
    assert len(store.query(ask(terms=TermVector((1,), (1.0,)), limit=700))) == 700


@settings(max_examples=15, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.booleans(), st.sampled_from(["r1", "r2", "r3"]), st.lists(st.integers(0, 9), min_size=1, max_size=6)
        ),
        max_size=8,
    )
)
def test_any_order_of_writes_and_deletions_ends_as_a_dictionary_would(
    full_store: PassageStore, steps: list[tuple[bool, str, list[int]]]
) -> None:
    names = [f"bước {n}" for n in range(10)]
    revisions = ["bước-r1", "bước-r2", "bước-r3"]
    held: dict[str, str] = {}
    for writes, short, numbers in steps:
        revision = f"bước-{short}"
        if writes:
            chosen = dict.fromkeys(names[n] for n in numbers)
            full_store.upsert([passage(name, revision) for name in chosen])
            held |= dict.fromkeys(chosen, revision)
        else:
            full_store.delete_revisions([revision])
            held = {name: kept for name, kept in held.items() if kept != revision}
    try:
        assert full_store.count() == len(CORPUS) + len(held)
        for revision in revisions:
            wanted = [name for name in names if held.get(name) == revision]
            assert names_found(full_store, names, document_ids=(f"d-{revision}",)) == wanted
    finally:
        full_store.delete_revisions(revisions)


@pytest.mark.parametrize(
    "wrong",
    [
        {"dense": np.ones(DIMENSION + 1, np.float32)},
        {"dense": np.full(DIMENSION, np.nan, np.float32)},
        {"terms": TermVector((1, 1), (1.0, 2.0))},
        {"terms": TermVector((1, 2), (1.0,))},
    ],
)
def test_a_batch_with_an_unusable_passage_is_refused_whole(store: PassageStore, wrong: dict[str, Any]) -> None:
    with pytest.raises(StoreError, match=passage_id("hỏng")):
        store.upsert([passage("lành"), passage("hỏng", **wrong)])
    assert store.count() == 0


def test_optimizing_changes_no_answer(store: PassageStore) -> None:
    store.upsert(CORPUS)
    query = ask(terms=TermVector((0, 1, 2), (1.0, 1.0, 1.0)), limit=20)
    before = store.query(query)
    store.optimize()
    store.optimize()
    assert_finds(store.query(query), {hit.id: (hit.dense, hit.terms) for hit in before})


def test_old_revisions_left_in_the_statistics_barely_move_the_scores(store: PassageStore) -> None:
    """Engines forget deleted passages late; a corpus ingested over and over must still rank like a fresh one."""
    for turn in range(5):
        store.upsert([passage(f"{turn}-{n}", f"r{turn}", terms=TermVector((1, 2 + n), (1.0, 1.0))) for n in range(60)])
        store.delete_revisions([f"r{turn - 1}"])
    found = store.query(ask(terms=TermVector((1, 7), (1.0, 1.0)), limit=60))
    best = max(found, key=lambda hit: hit.terms)
    fresh = math.log(1 + 59.5 / 1.5) + math.log(1 + 0.5 / 60.5)
    assert best.id == passage_id("4-5")
    assert best.terms == pytest.approx(fresh, rel=0.1)
    assert all(hit.terms > 0.0 for hit in found)


def test_several_threads_may_write_ask_and_delete_at_once(store: PassageStore) -> None:
    def write(worker: int) -> None:
        for turn in range(6):
            store.upsert([passage(f"{worker}-{turn}-{n}", f"r-{worker}-{turn % 2}") for n in range(20)])
            assert len(store.query(ask(terms=TermVector((1,), (1.0,)), limit=10))) >= 10
        store.delete_revisions([f"r-{worker}-1"])

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(write, worker) for worker in range(4)]:
            done.result()
    assert store.count() == 4 * 3 * 20
    kept = {passage_id(f"{worker}-{turn}-{n}") for worker in range(4) for turn in (0, 2, 4) for n in range(20)}
    assert {hit.id for hit in store.query(ask(limit=1000))} == kept


# --- opening and closing -----------------------------------------------------------------------------------------


def test_passages_are_there_after_reopening(reopen: Open) -> None:
    first = reopen()
    first.upsert(CORPUS)
    first.close()
    second = reopen()
    query = ask(terms=TermVector((0, 1), (1.0, 1.0)), limit=15, types=("công điện", "chỉ thị"))
    assert_finds(second.query(query), expected(CORPUS, query))
    second.close()


@pytest.mark.parametrize(
    "other",
    [OTHER, EncoderSignature("e5-nhỏ", 24, "query: ", "passage: "), EncoderSignature("e5-nhỏ", DIMENSION, "", "")],
)
def test_another_encoder_is_refused_and_told_how_to_reindex(reopen: Open, other: EncoderSignature) -> None:
    reopen().close()
    with pytest.raises(EncoderMismatchError) as refused:
        reopen(other)
    for said in (
        SIGNATURE.name,
        other.name,
        f"{DIMENSION} chiều",
        f"{other.dimension} chiều",
        "chidao ingest --reindex",
    ):
        assert said in str(refused.value)
    reopen().close()


def test_closing_twice_is_no_error_and_a_closed_store_says_so(reopen: Open) -> None:
    closed = reopen()
    closed.close()
    closed.close()
    with pytest.raises(StoreError, match="đã đóng"):
        closed.query(ask())
    with pytest.raises(StoreError, match="đã đóng"):
        closed.upsert([passage("a")])


@pytest.mark.parametrize("kind", ["edge", "server"])
def test_settings_choose_the_home_and_a_removed_store_starts_anew(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("qdrant_url") if kind == "server" else None
    chosen = Settings(data_dir=tmp_path / "data", qdrant_url=url)
    remove_store(chosen)
    opened = open_store(chosen, SIGNATURE)
    opened.upsert([passage("a")])
    opened.close()
    assert (tmp_path / "data").exists() == (kind == "edge")
    remove_store(chosen)
    again = open_store(chosen, OTHER)
    assert again.count() == 0
    again.close()
    remove_store(chosen)


# --- the embedded store ------------------------------------------------------------------------------------------


def test_a_second_process_is_told_who_is_in_the_way(tmp_path: Path) -> None:
    holder = EdgeStore.open(tmp_path, SIGNATURE)
    holder.upsert([passage("a")])
    code = (
        "import sys; from pathlib import Path\n"
        "from index.errors import StoreError; from index.store.edge import EdgeStore\n"
        "from index.store.protocol import EncoderSignature\n"
        f"try: EdgeStore.open(Path(sys.argv[1]), {SIGNATURE!r})\n"
        "except StoreError as error: print(error)\n"
    )
    said = run_python(code, tmp_path)
    assert str(tmp_path) in said
    assert "tiến trình khác" in said
    assert holder.count() == 1
    holder.close()


@pytest.mark.parametrize("left", ["nothing", "empty folder", "half a shard", "a signature", "both"])
def test_a_creation_cut_short_is_begun_again(tmp_path: Path, left: str) -> None:
    folder = tmp_path / "passages"
    if left != "nothing":
        folder.mkdir()
    if left in ("half a shard", "both"):
        (folder / "shard.partial" / "segments").mkdir(parents=True)
        (folder / "shard.partial" / "edge_config.json").write_text("{")
    if left in ("a signature", "both"):
        (folder / "encoder.json").write_text(json.dumps({"name": "bộ cũ"}))
    store = EdgeStore.open(folder, SIGNATURE)
    store.upsert([passage("a")])
    store.close()
    assert sorted(one.name for one in folder.iterdir()) == ["encoder.json", "shard"]


@pytest.mark.parametrize("damage", ["", "[]", None])
def test_a_lost_signature_is_not_guessed(tmp_path: Path, damage: str | None) -> None:
    EdgeStore.open(tmp_path, SIGNATURE).close()
    if damage is None:
        (tmp_path / "encoder.json").unlink()
    else:
        (tmp_path / "encoder.json").write_text(damage)
    with pytest.raises(StoreError, match=r"encoder\.json"):
        EdgeStore.open(tmp_path, SIGNATURE)


def test_a_folder_that_cannot_be_written_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="Kho đoạn văn"):
        EdgeStore.open(tmp_path / "file" / "passages", SIGNATURE)


WRITER = f"""
import sys
from pathlib import Path
from index.store.edge import EdgeStore
from index.store.protocol import EncoderSignature
import numpy as np
from uuid import NAMESPACE_URL, uuid5
from index.store.protocol import StoredPassage, TermVector
vector = np.arange(1, {DIMENSION} + 1, dtype=np.float32)
def passage(name):
    return StoredPassage(str(uuid5(NAMESPACE_URL, name)), "d", "r", vector, TermVector((1,), (1.0,)))
print("ready", flush=True)
store = EdgeStore.open(Path(sys.argv[1]), {SIGNATURE!r})
start = store.count() // 20 + 1
for turn in range(start, start + 100_000):
    store.upsert([passage(f"{{turn}}-{{n}}") for n in range(20)])
    print(turn, flush=True)
"""


def run_python(code: str, folder: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", code, str(folder)], env=child_environment(), capture_output=True, text=True, check=True
    ).stdout


def child_environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)}


def kill_writer(folder: Path, lines: int, delay: float) -> list[int]:
    """Start a writer, kill it some time after so many lines; returns the turns it had acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], env=child_environment(), stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    said = [writer.stdout.readline() for _ in range(lines)]
    time.sleep(delay)
    writer.send_signal(signal.SIGKILL)
    said += writer.stdout.readlines()
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL
    return [int(line) for line in said if line.endswith("\n") and line.strip().isdigit()]


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    acknowledged: list[int] = []
    for _ in range(3):
        acknowledged += kill_writer(tmp_path, random.randint(2, 25), random.uniform(0.0, 0.05))
        store = EdgeStore.open(tmp_path, SIGNATURE)
        held = {hit.id for hit in store.query(ask(limit=100_000))}
        assert {passage_id(f"{turn}-{n}") for turn in acknowledged for n in range(20)} <= held
        # A batch is in whole or not at all, so the next writer goes on where this one stopped.
        assert store.count() == len(held)
        assert len(held) % 20 == 0
        store.close()


def test_a_creation_killed_at_any_moment_can_be_repeated(tmp_path: Path) -> None:
    for turn in range(5):
        kill_writer(tmp_path / str(turn), 1, random.uniform(0.0, 0.2))
        store = EdgeStore.open(tmp_path / str(turn), SIGNATURE)
        store.upsert([passage("a")])
        assert names_found(store, ["a"]) == ["a"]
        store.close()


# --- the server --------------------------------------------------------------------------------------------------


def test_an_unreachable_server_is_named_without_its_credentials() -> None:
    port = free_port()
    with pytest.raises(StoreError) as refused:
        ServerStore.open(f"http://admin:hidden@127.0.0.1:{port}/?token=hush", "secret", SIGNATURE)
    assert f"http://127.0.0.1:{port} không kết nối được" in str(refused.value)
    assert "CHIDAO_QDRANT_URL" in str(refused.value)
    assert not any(word in str(refused.value) for word in ("admin", "hidden", "hush", "secret"))


@pytest.mark.parametrize("url", ["máy chủ", "ftp://127.0.0.1:6333", "http://", "http://[::1", "http://127.0.0.1:port"])
def test_an_address_that_is_none_is_a_store_error(url: str) -> None:
    with pytest.raises(StoreError, match="CHIDAO_QDRANT_URL"):
        ServerStore.open(url, None, SIGNATURE)


def test_a_server_that_never_answers_does_not_hang_the_caller() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        started = time.monotonic()
        with pytest.raises(StoreError, match="không trả lời"):
            ServerStore.open(f"http://127.0.0.1:{silent.getsockname()[1]}", None, SIGNATURE, timeout=1)
        assert time.monotonic() - started < 10


def test_something_else_at_the_address_is_a_store_error() -> None:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as web:
        threading.Thread(target=web.serve_forever, daemon=True).start()
        with pytest.raises(StoreError, match="không trả lời như một máy chủ Qdrant"):
            ServerStore.open(f"http://127.0.0.1:{web.server_port}", None, SIGNATURE)
        web.shutdown()


def test_a_collection_of_someone_else_is_left_alone(qdrant_url: str) -> None:
    other = QdrantClient(url=qdrant_url, check_compatibility=False)
    other.create_collection("foreign", vectors_config=models.VectorParams(size=3, distance=models.Distance.DOT))
    with pytest.raises(StoreError, match="không ghi bộ mã hoá"):
        ServerStore.open(qdrant_url, None, SIGNATURE, "foreign")
    assert other.get_collection("foreign").payload_schema == {}
    other.close()


def test_opening_from_many_places_at_once_makes_one_collection(qdrant_url: str) -> None:
    barrier = threading.Barrier(4)

    def open_one(_: int) -> PassageStore:
        barrier.wait()
        return ServerStore.open(qdrant_url, None, SIGNATURE, "race")

    with ThreadPoolExecutor(4) as threads:
        stores = list(threads.map(open_one, range(4)))
    stores[0].upsert([passage("a")])
    assert [one.count() for one in stores] == [1, 1, 1, 1]
    for one in stores:
        one.close()


def test_opening_is_silent_and_a_wrong_key_is_explained(tmp_path: Path) -> None:
    with ExitStack() as stack:
        try:
            url = stack.enter_context(running_qdrant(tmp_path, api_key="right"))
        except QdrantUnavailableError as reason:
            pytest.skip(str(reason))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            ServerStore.open(url, "right", SIGNATURE).close()
        for key in ("wrong", "không ASCII", None):
            with pytest.raises(StoreError, match="CHIDAO_QDRANT_API_KEY"):
                ServerStore.open(url, key, SIGNATURE)


def test_a_server_that_restarts_is_found_again(tmp_path: Path) -> None:
    port = free_port()
    try:
        with running_qdrant(tmp_path, port=port) as url:
            store = ServerStore.open(url, None, SIGNATURE)
            store.upsert([passage("a")])
    except QdrantUnavailableError as reason:
        pytest.skip(str(reason))
    with pytest.raises(StoreError, match="không kết nối được"):
        store.query(ask())
    with running_qdrant(tmp_path, port=port):
        assert names_found(store, ["a"]) == ["a"]
    store.close()
