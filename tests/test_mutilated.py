"""Broken, hostile and odd files: each becomes a document or a reason in Vietnamese; nothing hangs, crashes or leaks."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import mutilated
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.archives import INSIDE
from index.blocks import ReadDocument
from index.document import sha256_of
from index.errors import ReadError
from index.file_walk import walk
from index.guarded_reading import FileToRead, GuardedReader, ReadFile, ReadLimits
from index.incoming import opened
from index.readers.reading import SUPPORTED_SUFFIXES, read_bytes

PROJECT = Path(__file__).resolve().parent.parent
MB = 2**20
MAX_BYTES = 50 * MB
SCRATCH = Path(tempfile.gettempdir(), f"chidao-reading-{os.getpid()}")
LIMITS = ReadLimits(MAX_BYTES, 10, 1024 * MB, SCRATCH)
# What only a limit ends; the quick journey has but one of them.
HEAVY = {"trieu-dong.txt", "mot-dong.txt", "dau.txt", "dau-chong.txt", "rong-o.html", "rong-o.docx", "nhieu-trang.pdf"}
# Made to be slow; read all the same.
SLOWED = {"bang.md", "nhon.html", "sau.html", "so-lon.html", "rong-o.odt", "nhom.rtf", "bom.png"}
# Reading these takes a second, so the quick test reads few.
COSTLY = {".doc", ".png", ".tiff"}
GOOD = mutilated.good_files()
HOSTILE = dict(mutilated.hostile_files())
ARCHIVES = dict(mutilated.archives())
_VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯạ-ỹẠ-Ỹ]")
_OURS = re.compile(r"Traceback|object at 0x|\bindex\.\w+|File \"")
quickly = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)


@pytest.fixture(scope="module")
def reader() -> Iterator[GuardedReader]:
    guarded = GuardedReader(LIMITS)
    yield guarded
    guarded.close()


def begin(reader: GuardedReader, name: str, data: bytes) -> Callable[[], ReadFile]:
    return reader.begin(FileToRead(data, name, name, sha256_of(data), "id", "revision"))


def assert_reason(reason: str) -> None:
    assert _VIETNAMESE.search(reason), reason
    assert not _OURS.search(reason), reason


def assert_sound(text: str) -> None:
    """Text that can be kept, shown and cited."""
    text.encode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert "root:x:0:0" not in text


def assert_settled(reader: GuardedReader, name: str, data: bytes) -> str | None:
    """A sound document, or a reason, within the limit; returns the reason."""
    begun = time.monotonic()
    try:
        read = begin(reader, name, data)()
    except ReadError as error:
        assert_reason(str(error))
        return str(error)
    finally:
        # The process that replaces an ended one is started within this time too.
        assert time.monotonic() - begun < LIMITS.seconds + 10
    assert_sound(read.document.text)
    return None


def read_directly(data: bytes, name: str) -> None:
    """What the readers do themselves, without a process around them."""
    try:
        document = read_bytes(data, name, max_bytes=MAX_BYTES)
    except ReadError as error:
        assert_reason(str(error))
    else:
        assert_well_formed(document)


def assert_well_formed(document: ReadDocument) -> None:
    for block in document.blocks:
        assert block.text == " ".join(block.text.split()) != ""
        assert_sound(block.text)
        assert (block.kind == "row") == bool(block.cells)
        assert not block.columns or len(block.columns) == len(block.cells)
        assert 0 <= block.level <= 6


# One by one -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_read(reader, name):
    assert assert_settled(reader, name, GOOD[name]) is None


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - HEAVY - SLOWED))
def test_a_hostile_file_is_a_document_or_a_reason(reader, name):
    assert_settled(reader, name, HOSTILE[name]())


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(HEAVY))
def test_a_heavy_file_ends_at_a_limit(reader, name):
    assert_settled(reader, name, HOSTILE[name]())


@pytest.mark.parametrize("name", sorted(SLOWED))
def test_what_is_only_made_to_be_slow_is_not(reader, name):
    # The reader may take its time on a busy machine; `assert_settled` says how long the whole may last.
    patient = GuardedReader(replace(LIMITS, seconds=4 * LIMITS.seconds))
    try:
        settled = assert_settled(patient, name, HOSTILE[name]())
    finally:
        patient.close()
    assert settled is None or "giây" not in settled


@pytest.mark.parametrize(
    "name", ["so-mu.html", "hoat-dong.html", "hoat-dong.pdf", "lien-ket.docx", "trom.docx", "trom.odt"]
)
def test_what_can_be_read_without_what_it_links_to_is_read(reader, name):
    assert assert_settled(reader, name, HOSTILE[name]()) is None


@pytest.mark.parametrize("name", GOOD)
def test_a_file_cut_off_is_a_document_or_a_reason(reader, name):
    for data in mutilated.truncations(GOOD[name]):
        assert_settled(reader, name, data)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_with_bits_turned_over_is_a_document_or_a_reason(reader, name):
    for data in mutilated.bit_flips(GOOD[name], 1, 5 if Path(name).suffix in COSTLY else 20):
        assert_settled(reader, name, data)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 8))
@pytest.mark.parametrize("name", GOOD)
def test_many_more_bits_turned_over(reader, name, seed):
    for data in mutilated.bit_flips(GOOD[name], seed, 20 if Path(name).suffix in COSTLY else 100):
        assert_settled(reader, name, data)


# Archives -------------------------------------------------------------------------------------------------------------


def outcomes(path: Path) -> dict[str, bytes | str]:
    """What is in an archive by the location of each file: its bytes, or the reason why not."""
    found: dict[str, bytes | str] = {}
    for incoming in opened(path.name, str(path), path, MAX_BYTES):
        assert incoming.location not in found, "two files, one document"
        try:
            found[incoming.location] = incoming.read()
        except ReadError as error:
            assert_reason(str(error))
            found[incoming.location] = str(error)
    return found


@pytest.mark.parametrize("name", sorted(set(ARCHIVES)))
def test_every_file_of_an_archive_has_its_own_place_and_bytes_or_a_reason(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(ARCHIVES[name]())
    for location in outcomes(path):
        inside = location.removeprefix(str(path)).removeprefix(INSIDE)
        assert inside.isprintable()
        assert ".." not in inside.split("/") and not inside.startswith("/")
    assert list(tmp_path.iterdir()) == [path]


READ_ALL = """
import resource, sys
from pathlib import Path
from index.errors import ReadError
from index.incoming import opened
path = Path(sys.argv[1])
size = int(sys.argv[2]) << 20
resource.setrlimit(resource.RLIMIT_AS, (size, size))
for incoming in opened(path.name, str(path), path, 50 << 20):
    try:
        incoming.read()
    except ReadError as error:
        print("reason:", error)
"""


@pytest.mark.parametrize("bomb", [lambda: mutilated.bz2_bomb(700), mutilated.lzma_with_huge_dictionary])
def test_an_archive_never_takes_much_memory_of_the_process_that_opens_it(tmp_path, bomb):
    path = tmp_path / "bom.zip"
    path.write_bytes(bomb())
    run = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(path), "512"], capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert run.returncode == 0, run.stderr[-500:]
    assert_reason(run.stdout)


def test_files_packed_without_squeezing_them_are_counted_as_they_are(tmp_path):
    path = tmp_path / "ho-so.zip"
    path.write_bytes(mutilated.zipped({f"{n}.docx": GOOD["tot.docx"] for n in range(450)}, zipfile.ZIP_STORED))
    assert len(opened(path.name, str(path), path, MAX_BYTES)) == 450


def test_mutilated_archives_never_stop_the_run(tmp_path):
    good = mutilated.zipped({"a.txt": GOOD["tot.txt"], "b/c.docx": GOOD["tot.docx"]})
    path = tmp_path / "a.zip"
    for data in [*mutilated.truncations(good), *mutilated.bit_flips(good, 1, 150)]:
        path.write_bytes(data)
        for incoming in opened(path.name, str(path), path, MAX_BYTES):
            try:
                incoming.read()
            except ReadError as error:
                assert_reason(str(error))


# Folders --------------------------------------------------------------------------------------------------------------


def test_links_that_lead_in_circles_or_out_stop_no_walk(tmp_path):
    mutilated.place_odd_files(tmp_path)
    found = walk([tmp_path])
    names = {file.path.name for file in found.files}
    assert not {"passwd", "ong.txt", "thu-muc.docx"} & names
    assert len([name for name in names if name.endswith(".txt")]) >= 3


# The whole journey ----------------------------------------------------------------------------------------------------

# Notes, in every Python process of the journey, whom it connects to, what it starts and where it writes.
NOTING = """
import os, sys
notes = os.open(os.environ["NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def note(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "os.system", "os.exec", "os.posix_spawn"):
        line = f"{event} {arguments!r}"
    elif event == "subprocess.Popen":
        line = f"{event} {arguments[0]!r}"
    elif event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        line = f"write {arguments[0]}"
    else:
        return
    os.write(notes, (line.replace("\\n", " ") + "\\n").encode("utf-8", "backslashreplace"))

sys.addaudithook(note)
"""

JOURNEY = """
import json, sys
from pathlib import Path

def main():
    from index.encoder.hashing import HashingEncoder
    from index.library import Library
    from index.settings import Settings
    data, folder, seconds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    library = Library(Settings(data_dir=data, read_seconds=seconds, read_memory_mb=1024), HashingEncoder())
    incoming, _ = library.incoming([folder])
    reported = []
    library.ingest(incoming, reported.append)
    texts = [library.documents.text(id_) for id_ in library.documents.locations().values()]
    library.close()
    found = [[i.source, i.location] for i in incoming]
    told = [[d.source, d.status, d.detail] for d in reported]
    print(json.dumps({"incoming": found, "reported": told, "texts": texts}))

if __name__ == "__main__":
    main()
"""


def everything(folder: Path, heavy: set[str]) -> None:
    """A folder with all kinds of files; the good ones come last, after whatever the others did."""
    folder.mkdir()
    for name, make in {**ARCHIVES, **HOSTILE}.items():
        if name not in HEAVY | SLOWED or name in heavy:
            (folder / name).write_bytes(make())
    for name, data in GOOD.items():
        (folder / f"zz-{name}").write_bytes(data)
    mutilated.place_odd_files(folder)


def journey(tmp_path: Path, seconds: int) -> tuple[dict[str, list[list[str]]], list[str]]:
    """Ingest ``tmp_path/in`` in a process of its own; what it says, and what was noted about its processes."""
    work, notes = tmp_path / "work", tmp_path / "notes.txt"
    for name in ("work", "tmp", "home", "site"):
        (tmp_path / name).mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(NOTING)
    (work / "journey.py").write_text(JOURNEY)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{tmp_path / 'site'}:{PROJECT}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(tmp_path / "tmp"),
        "HOME": str(tmp_path / "home"),
        "NOTES": str(notes),
    }
    run = subprocess.run(
        [sys.executable, "journey.py", str(tmp_path / "data"), str(tmp_path / "in"), str(seconds)],
        capture_output=True, text=True, cwd=work, env=environment, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout.splitlines()[-1]), notes.read_text().splitlines()


def running_with(mark: str) -> list[int]:
    """Processes whose environment holds ``mark``."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def assert_nothing_else_happened(tmp_path: Path, notes: list[str]) -> None:
    allowed = (str(tmp_path / "data"), str(tmp_path / "tmp"), "/dev/", "/proc/self/")
    written = [note.removeprefix("write ") for note in notes if note.startswith("write ")]
    assert [path for path in written if path.startswith("/") and not path.startswith(allowed)] == []
    reached = {note for note in notes if note.startswith(("socket.", "os.", "subprocess."))}
    # The one program that is started recognises letters in pictures.
    assert {note for note in reached if not re.fullmatch(r"subprocess\.Popen '[^']*tesseract'", note)} == set()
    assert list((tmp_path / "tmp").iterdir()) == []
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["journey.py"]
    assert list((tmp_path / "home").rglob("*")) == []
    assert running_with(f"NOTES={tmp_path}") == []


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def assert_journey(tmp_path: Path, heavy: set[str], seconds: int) -> None:
    everything(tmp_path / "in", heavy)
    before = names_in(tmp_path / "in")
    with socket.create_server(("127.0.0.1", mutilated.PORT)) as listening:
        said, notes = journey(tmp_path, seconds)
        listening.setblocking(False)
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert sorted(source for source, *_ in said["reported"]) == sorted(source for source, _ in said["incoming"])
    locations = [location for _, location in said["incoming"]]
    assert len(set(locations)) == len(locations)
    for source, status, detail in said["reported"]:
        if status == "failed":
            assert_reason(detail)
            assert "Lỗi không lường trước" not in detail, source
    added = {Path(source).name for source, status, _ in said["reported"] if status != "failed"}
    assert {f"zz-{name}" for name in GOOD} <= added
    for text in said["texts"]:
        assert_sound(text)
    assert names_in(tmp_path / "in") == before
    assert_nothing_else_happened(tmp_path, notes)


def test_a_folder_of_everything_comes_in_and_nothing_else_happens(tmp_path):
    assert_journey(tmp_path, {"trieu-dong.txt"}, seconds=4)


@pytest.mark.slow
def test_a_folder_of_everything_heavy_too(tmp_path):
    assert_journey(tmp_path, HEAVY | SLOWED, seconds=10)


# Limits ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def limited() -> Iterator[Callable[[float, int], GuardedReader]]:
    readers: list[GuardedReader] = []

    def make(seconds: float, megabytes: int) -> GuardedReader:
        readers.append(GuardedReader(ReadLimits(MAX_BYTES, seconds, megabytes * MB, SCRATCH)))
        return readers[-1]

    yield make
    for guarded in readers:
        guarded.close()


def assert_next_is_read(reader: GuardedReader) -> None:
    assert begin(reader, "sau.txt", GOOD["tot.txt"])().document.text


def slow_text() -> bytes:
    return "".join(f"Điều {n}. Bộ Công an chủ trì việc thứ {n} và\n" for n in range(100_000)).encode()


def test_a_file_that_takes_too_long_is_named_with_the_limit_and_the_next_is_read(limited):
    reader = limited(1, 1024)
    with pytest.raises(ReadError, match=r"quá 1 giây.*CHIDAO_READ_SECONDS"):
        begin(reader, "cham.txt", slow_text())()
    assert_next_is_read(reader)


def test_a_file_that_needs_too_much_memory_is_named_with_the_limit_and_the_next_is_read(limited):
    reader = limited(60, 512)
    with pytest.raises(ReadError, match=r"512 MB bộ nhớ.*CHIDAO_READ_MEMORY_MB"):
        begin(reader, "lon.html", b"<html><body>" + b"<p>a" * 6_000_000)()
    assert_next_is_read(reader)


def reading_processes() -> list[int]:
    own = str(os.getpid())
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            if parent == own and b"spawn_main" in (process / "cmdline").read_bytes():
                found.append(int(process.name))
        except OSError:
            continue
    return found


def test_a_reading_process_killed_from_outside_costs_one_file(limited):
    before = set(reading_processes())
    reader = limited(60, 1024)
    waiting = begin(reader, "cham.txt", slow_text())
    while not (started := set(reading_processes()) - before):
        time.sleep(0.05)
    time.sleep(2)
    os.kill(started.pop(), signal.SIGKILL)
    with pytest.raises(ReadError) as raised:
        waiting()
    assert_reason(str(raised.value))
    assert_next_is_read(reader)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="recognising pictures needs Tesseract")
def test_a_picture_stopped_at_the_limit_leaves_nothing_running(limited, monkeypatch, tmp_path):
    monkeypatch.setenv("STARTED_BY", str(tmp_path))
    reader = limited(1, 1024)
    with pytest.raises(ReadError, match="quá 1 giây"):
        begin(reader, "trang.png", mutilated.page_of_words())()
    reader.close()
    time.sleep(0.5)
    assert running_with(f"STARTED_BY={tmp_path}") == []


def test_an_old_word_file_stopped_half_way_leaves_nothing_in_the_temporary_folder(limited, monkeypatch, tmp_path):
    if "tot.doc" not in GOOD:
        pytest.skip("no real .doc file at hand")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = set(reading_processes())
    reader = limited(60, 1024)
    assert_next_is_read(reader)
    waiting = begin(reader, "tot.doc", GOOD["tot.doc"])
    until = time.monotonic() + 5
    while not any(tmp_path.iterdir()) and time.monotonic() < until:
        time.sleep(0.002)
    for process in set(reading_processes()) - before:
        os.kill(process, signal.SIGKILL)
    with contextlib.suppress(ReadError):
        waiting()
    reader.close()
    assert list(tmp_path.iterdir()) == []


def test_closing_leaves_no_process(limited):
    before = set(reading_processes())
    reader = limited(60, 1024)
    assert_next_is_read(reader)
    assert set(reading_processes()) - before
    reader.close()
    assert set(reading_processes()) == before


# Laws -----------------------------------------------------------------------------------------------------------------

STARTS = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1 ", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><body>"]
STARTS += [
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"MIME-Version: 1.0\nContent-Type: text/html\n\n",
    b"\x89PNG\r\n\x1a\n",
    b"II*\0",
]


@pytest.mark.parametrize("suffix", sorted(SUPPORTED_SUFFIXES))
@quickly
@given(start=st.sampled_from(STARTS), data=st.binary(max_size=1500))
def test_any_bytes_under_any_suffix(suffix, start, data):
    read_directly(start + data, f"a{suffix}")


EDITS = st.lists(
    st.tuples(st.sampled_from("-+x"), st.floats(0, 1), st.integers(1, 400), st.binary(max_size=12)), max_size=4
)


def edited(data: bytes, edits: list[tuple[str, float, int, bytes]]) -> bytes:
    """``data`` with stretches taken out, put in, or doubled."""
    for kind, place, length, new in edits:
        at = int(place * len(data))
        piece = {"-": b"", "+": new + data[at : at + length], "x": data[at : at + length] * 2}[kind]
        data = data[:at] + piece + data[at + length :]
    return data


@pytest.mark.parametrize("name", [name for name in GOOD if Path(name).suffix not in COSTLY])
@quickly
@given(edits=EDITS)
def test_any_edit_of_a_good_file(name, edits):
    read_directly(edited(GOOD[name], edits), name)


def repackaged(name: str, part: str, edits: list[tuple[str, float, int, bytes]]) -> bytes:
    """A package whose part was edited but whose checksums are right again."""
    with zipfile.ZipFile(BytesIO(GOOD[name])) as package:
        return mutilated.repacked(GOOD[name], {part: edited(package.read(part), edits)})


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("tot.docx", "word/document.xml"),
        ("tot.docx", "word/styles.xml"),
        ("tot.docx", "word/numbering.xml"),
        ("tot.docx", "word/_rels/document.xml.rels"),
        ("tot.docx", "[Content_Types].xml"),
        ("tot.odt", "content.xml"),
    ],
)
@quickly
@given(edits=EDITS)
def test_any_edit_of_a_part_of_a_package(name, part, edits):
    read_directly(repackaged(name, part, edits), name)


WORDS = st.sampled_from(
    ["Công điện", "Điều 1.", "a)", "-", "1.", "Số: 1/CĐ-TTg", "|", "**", "\u0301", "&#xD800;", "&lt;", "²"]
)
TAGS = st.sampled_from(
    re.findall(r"\w+", "p div table tr td th ul ol li h1 h2 b i span br a article pre svg math template noscript title")
)
ATTRIBUTES = st.sampled_from(
    [
        "",
        " colspan=²",
        " colspan=99999",
        " rowspan=0",
        " start=²",
        " rowspan=-1",
        " class=menu",
        " hidden",
        " style='display:none'",
    ]
)
HTML = st.recursive(
    WORDS,
    lambda inner: st.tuples(TAGS, ATTRIBUTES, st.lists(inner, max_size=5), st.booleans()).map(
        lambda made: f"<{made[0]}{made[1]}>{''.join(made[2])}" + (f"</{made[0]}>" if made[3] else "")
    ),
    max_leaves=25,
)
RTF_WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        r"""
        { } \par \cell \row \trowd \intbl \itap3 \nestcell \nestrow \cellx1000 \cellx-5 \clvmrg \trhdr {\footnote \chftn
        {\*\shptxt {\*\nesttableprops {\fonttbl {\f0\fcharset163 {\stylesheet \s1 \u-10240? \u272? \uc0 \uc9 \'f0 \'zz
        \bin3 \bin-1 \f9 \v \v0 \plain \pard \outlinelevel9 \ansicpg0 \b \line \~ \* \tab chữ Điều""",
    )
)
MARKDOWN = st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "1. ",
        "> ",
        "|",
        "|-|",
        "\n",
        "\n\n",
        "```",
        "**",
        "*",
        "_",
        "[",
        "](",
        ")",
        "<br>",
        "\\",
        "&#0;",
        "---\n",
        "Điều 1.",
        "a) x",
        "\t",
    ]
)


@quickly
@given(st.lists(HTML, max_size=6).map("".join))
def test_any_web_page(page):
    read_directly(f"<html><body><p>Công điện</p>{page}".encode("utf-8", "replace"), "a.html")


@quickly
@given(st.lists(RTF_WORDS, max_size=60).map(" ".join))
def test_any_rich_text(text):
    read_directly(f"{{\\rtf1 Cong dien {text}".encode(), "a.rtf")


@quickly
@given(st.lists(MARKDOWN, max_size=60).map("".join))
def test_any_markdown(text):
    read_directly(f"Công điện\n{text}".encode(), "a.md")


def test_a_character_that_xml_forbids_does_not_stop_a_page():
    document = read_bytes(
        "<body><p>Bộ Công an</p><script>x</script>&#1;&#11; rà soát.</body>".encode(), "a.html", max_bytes=MB
    )
    assert_well_formed(document)
