"""How much of the identity of real documents is read rightly.

    python -m eval.bench_anatomy ../shared/corpus

The folder holds ``official.json``: a list of documents with ``file`` and the fields ``number``, ``type``, ``issuer``,
``signer``, ``issued_on``, ``null`` where nobody has looked. Prints the share that agrees for each field, and every
miss.
"""

import argparse
import json
from pathlib import Path

from index.anatomy.identity import identify
from index.readers.reading import read_document

_FIELDS = ("number", "type", "issuer", "signer", "issued_on")
_MAX_BYTES = 50 * 1024 * 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    expected = json.loads((folder / "official.json").read_text("utf-8"))
    misses = {field: [] for field in _FIELDS}  # type: dict[str, list[str]]
    for row in expected:
        identity = identify(read_document(folder / row["file"], max_bytes=_MAX_BYTES))
        for field in _FIELDS:
            found = getattr(identity, field)
            if row[field] is not None and str(found) != row[field]:
                misses[field].append(f"{row['file']}: {found!r}, expected {row[field]!r}")
    for field in _FIELDS:
        told = sum(row[field] is not None for row in expected)
        print(f"{field:10s} {told - len(misses[field])} of {told}")  # noqa: T201
    for field in _FIELDS:
        for miss in misses[field]:
            print(f"  {field}: {miss}")  # noqa: T201


if __name__ == "__main__":
    main()
