"""What several journeys share: the real encoder, the corpus beside the project, a library of the samples."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.catalog.records import JobDocument
from index.encoder.encoder import Encoder, default_encoder_folder, open_encoder
from index.library import Library
from index.settings import Settings

# Tests run side by side, each with an encoder and a service of its own: with a thread for each core of the machine
# they would spend most of their time waiting for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")
PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"
SAMPLES = PROJECT / "samples"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents beside the project; a user's machine has none."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip(f"no real documents at {folder}")
    return folder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The real offline encoder."""
    folder = default_encoder_folder()
    if not folder.is_dir():
        pytest.skip(f"the offline encoder is not built at {folder}; run `make install`")
    return open_encoder(Settings())


def ingest(library: Library, *paths: Path) -> list[JobDocument]:
    """Bring files in; returns what became of each."""
    reported: list[JobDocument] = []
    incoming, _ = library.incoming(paths)
    library.ingest(incoming, reported.append)
    return reported


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Library]:
    """A library of the bundled samples; not to be written to."""
    library = Library(Settings(data_dir=tmp_path_factory.mktemp("samples")), encoder)
    reported = ingest(library, SAMPLES)
    assert [d for d in reported if d.status != "added"] == []
    yield library
    library.close()


@pytest.fixture(scope="session")
def real_library(
    tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, corpus: Path
) -> Iterator[tuple[Library, list[JobDocument]]]:
    """A library of all real documents and what became of each; not to be written to."""
    library = Library(Settings(data_dir=tmp_path_factory.mktemp("real")), encoder)
    reported = ingest(library, corpus / "press", corpus / "official", corpus / "formats")
    yield library, reported
    library.close()


@pytest.fixture
def library(tmp_path: Path, encoder: Encoder) -> Iterator[Library]:
    """An empty library of one test's own."""
    opened = Library(Settings(data_dir=tmp_path / "data"), encoder)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads the developer's settings or data."""
    for name in [name for name in os.environ if name.startswith("CHIDAO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CHIDAO_DATA_DIR", str(tmp_path / "default-data"))
