"""Open the passage store that the settings name: a Qdrant server where one is set, this machine's folder otherwise."""

from pathlib import Path

from index.settings import Settings
from index.store.protocol import EncoderSignature, PassageStore

FOLDER = "passages"


def open_store(settings: Settings, signature: EncoderSignature) -> PassageStore:
    """Open the store, creating it when it is missing.

    Raises ``EncoderMismatchError`` when another encoder made it, ``StoreError`` when it cannot be opened.
    """
    if settings.qdrant_url is None:
        from index.store.edge import EdgeStore

        return EdgeStore.open(store_folder(settings), signature)
    from index.store.server import ServerStore

    return ServerStore.open(settings.qdrant_url, _api_key(settings), signature)


def remove_store(settings: Settings) -> None:
    """Remove the store with all its passages, for re-indexing with another encoder; it must not be open."""
    if settings.qdrant_url is None:
        from index.store.edge import EdgeStore

        EdgeStore.remove(store_folder(settings))
    else:
        from index.store.server import ServerStore

        ServerStore.remove(settings.qdrant_url, _api_key(settings))


def store_folder(settings: Settings) -> Path:
    """Where the embedded store keeps its files."""
    return settings.data_dir / FOLDER


def _api_key(settings: Settings) -> str | None:
    return settings.qdrant_api_key.get_secret_value() if settings.qdrant_api_key else None
