"""The embedded store's folder: made, marked and removed so that a crash at any moment leaves nothing half made."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import qdrant_edge as engine

from index.errors import StoreError
from index.store.payload import INDEXED_FIELDS
from index.store.protocol import DENSE, TERMS, EncoderSignature
from index.store.signature import check_signature, signature_from_json, signature_to_json

SHARD = "shard"
UNFINISHED = "shard.partial"
SIGNATURE = "encoder.json"
# With two segments (the engine's choice on two cores) every 7 000 new passages rebuild the graph of all of them; with
# eight they cost 9 s of CPU at 384 dimensions, and a question over 45 000 passages 15 ms of CPU instead of 11.
SEGMENTS = 8


def open_shard(folder: Path, signature: EncoderSignature) -> engine.EdgeShard:
    """Open the shard in ``folder``, or create it there; raises ``EncoderMismatchError`` and ``StoreError``."""
    with engine_errors(folder):
        if not (folder / SHARD).is_dir():
            _create(folder, signature)
        place = f"Kho đoạn văn tại {folder}"
        check_signature(_read_signature(folder), signature, place, f"xoá thư mục {folder}")
        shard = engine.EdgeShard.load(str(folder / SHARD))
        _add_indexes(shard)
        return shard


def remove_shard(folder: Path) -> None:
    """Remove the shard and its signature; nothing there is no error."""
    with engine_errors(folder):
        shutil.rmtree(folder / UNFINISHED, ignore_errors=True)
        if (folder / SHARD).is_dir():
            # From here on there is no store, however far the deletion gets.
            (folder / SHARD).rename(folder / UNFINISHED)
            shutil.rmtree(folder / UNFINISHED)
        (folder / SIGNATURE).unlink(missing_ok=True)


@contextmanager
def engine_errors(folder: Path) -> Iterator[None]:
    """Turn what the engine and the file system raise into ``StoreError``; the engine raises bare ``Exception``."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        if "WouldBlock" in str(error):
            advice = "đang có một tiến trình khác dùng; hãy dừng tiến trình đó, hoặc hỏi qua dịch vụ đang chạy"
        elif "not initialized" in str(error):
            advice = "đã đóng; hãy mở lại trước khi dùng"
        else:
            advice = f"gặp lỗi: {error}. Hãy kiểm tra dung lượng đĩa và quyền ghi, hoặc chạy `chidao doctor`"
        raise StoreError(f"Kho đoạn văn tại {folder} {advice}.") from error


def _create(folder: Path, signature: EncoderSignature) -> None:
    """Make an empty store. Renaming the shard is the last step: a creation cut short is begun again."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / UNFINISHED, ignore_errors=True)
    config = engine.EdgeConfig(
        vectors={DENSE: engine.EdgeVectorParams(size=signature.dimension, distance=engine.Distance.Cosine)},
        sparse_vectors={TERMS: engine.EdgeSparseVectorParams(modifier=engine.Modifier.Idf)},
        optimizers=engine.EdgeOptimizersConfig(default_segment_number=SEGMENTS),
        wal_enabled=True,
    )
    engine.EdgeShard.create(str(folder / UNFINISHED), config).close()
    _write_signature(folder, signature)
    (folder / UNFINISHED).rename(folder / SHARD)


def _add_indexes(shard: engine.EdgeShard) -> None:
    kinds = {"keyword": engine.PayloadSchemaType.Keyword, "integer": engine.PayloadSchemaType.Integer}
    missing = INDEXED_FIELDS.keys() - shard.info().payload_schema.keys()
    for name in sorted(missing):
        shard.update(engine.UpdateOperation.create_field_index(name, kinds[INDEXED_FIELDS[name]]))
    if missing:
        shard.flush()


def _write_signature(folder: Path, signature: EncoderSignature) -> None:
    unfinished = folder / f"{SIGNATURE}.partial"
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump(signature_to_json(signature), file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / SIGNATURE)


def _read_signature(folder: Path) -> EncoderSignature:
    try:
        signature = signature_from_json(json.loads((folder / SIGNATURE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        signature = None
    if signature is None:
        raise StoreError(
            f"Không đọc được {folder / SIGNATURE}, nên không biết kho đoạn văn được tạo bằng bộ mã hoá nào. "
            "Hãy khôi phục tệp này từ bản sao lưu, hoặc chạy `chidao ingest --reindex ĐƯỜNG_DẪN…`."
        )
    return signature
