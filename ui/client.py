"""The client of the API that every command speaks through: to the owner that runs, or to one of its own making."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx

from index.errors import OwnerError, RemoteError
from index.owner import OwnerAddress, Ownership, find_owner
from index.settings import Settings
from ui.wire import (
    AskRequest,
    AskResponse,
    DocumentOut,
    DocumentsResponse,
    FailureOut,
    FailuresResponse,
    IngestPathsRequest,
    IngestPathsResponse,
    JobOut,
    SearchRequest,
    SearchResponse,
    TaskOut,
    TasksResponse,
)

_OWNER_SECONDS = 60.0
_POLL_SECONDS = 0.2


class Client:
    """The API as typed calls; raises ``RemoteError`` with the problem's Vietnamese detail."""

    def __init__(self, url: str, token: str | None, *, owns: bool = False) -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        # The environment's proxies are for the outside world; a service on this machine or intranet is not there.
        self._http = httpx.Client(base_url=url, headers=headers, timeout=600, trust_env=False)
        self.owns = owns

    def ask(self, request: AskRequest) -> AskResponse:
        """Ask a question."""
        return AskResponse.model_validate(self._call("POST", "/v1/ask", json=request.model_dump(mode="json")))

    def search(self, request: SearchRequest) -> SearchResponse:
        """Search for passages."""
        return SearchResponse.model_validate(self._call("POST", "/v1/search", json=request.model_dump(mode="json")))

    def documents(self, **query: str | int) -> list[DocumentOut]:
        """All documents that match."""
        pages = (DocumentsResponse.model_validate(page) for page in self._pages("/v1/documents", query))
        return [document for page in pages for document in page.documents]

    def tasks(self, **query: str) -> list[TaskOut]:
        """All tasks that match."""
        pages = (TasksResponse.model_validate(page) for page in self._pages("/v1/tasks", query))
        return [task for page in pages for task in page.tasks]

    def failures(self) -> list[FailureOut]:
        """All files that could not be read, the last first."""
        pages = (FailuresResponse.model_validate(page) for page in self._pages("/v1/failures", {}))
        return [failure for page in pages for failure in page.failures]

    def dismiss_failure(self, failure_id: str) -> None:
        """Take a failed file off the list."""
        self._call("DELETE", f"/v1/failures/{failure_id}")

    def document(self, document_id: str) -> DocumentOut:
        """One document."""
        return DocumentOut.model_validate(self._call("GET", f"/v1/documents/{document_id}"))

    def remove(self, document_id: str) -> None:
        """Remove a document."""
        self._call("DELETE", f"/v1/documents/{document_id}")

    def ingest_paths(self, request: IngestPathsRequest) -> IngestPathsResponse:
        """Begin ingesting files of this machine."""
        answer = self._call("POST", "/v1/owner/ingest", json=request.model_dump(mode="json"))
        return IngestPathsResponse.model_validate(answer)

    def follow(self, job_id: str, progress: Callable[[JobOut], None]) -> JobOut:
        """Wait for an ingestion run, telling ``progress`` how far it is."""
        while True:
            job = JobOut.model_validate(self._call("GET", f"/v1/jobs/{job_id}"))
            progress(job)
            if job.state in ("done", "failed"):
                return job
            time.sleep(_POLL_SECONDS)

    def ready(self) -> dict[str, str]:
        """What the service says of its model, store and catalog."""
        response = self._http.get("/readyz")
        if response.status_code not in (200, 503):
            raise RemoteError(_detail(response))
        checks: dict[str, str] = response.json()["checks"]
        return checks

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def _pages(self, path: str, query: Mapping[str, str | int]) -> Iterator[Any]:
        cursor: str | None = None
        while True:
            params = {**query, "limit": 200, **({"cursor": cursor} if cursor else {})}
            page = self._call("GET", path, params=params)
            yield page
            cursor = page["next_cursor"]
            if cursor is None:
                return

    def _call(self, method: str, path: str, **arguments: Any) -> Any:  # noqa: ANN401
        try:
            response = self._http.request(method, path, **arguments)
        except httpx.HTTPError as error:
            raise RemoteError(f"Dịch vụ tại {self._http.base_url} không trả lời: {error}.") from error
        if response.is_success:
            return response.json() if response.content else None
        raise RemoteError(_detail(response))


@contextmanager
def connected(settings: Settings) -> Iterator[Client]:
    """A client of the data folder's owner: the one that runs already, or this process for as long as it takes."""
    ownership, address = _claim_or_find(settings)
    if ownership is None:
        assert address is not None
        client = Client(address.url, address.token)
        try:
            yield client
        finally:
            client.close()
        return
    from ui.serving import serving_in_background

    with serving_in_background(settings, ownership) as url:
        client = Client(url, ownership.token, owns=True)
        try:
            yield client
        finally:
            client.close()


def _claim_or_find(settings: Settings) -> tuple[Ownership | None, OwnerAddress | None]:
    """Whichever comes first: the lock falls free, or its holder says where it answers."""
    deadline = time.monotonic() + _OWNER_SECONDS
    while time.monotonic() < deadline:
        ownership = Ownership.claim(settings.data_dir)
        if ownership:
            return ownership, None
        address = find_owner(settings.data_dir)
        if address and _answers(address):
            return None, address
        time.sleep(_POLL_SECONDS)
    raise OwnerError(
        f"Thư mục dữ liệu {settings.data_dir} đang do một tiến trình khác giữ mà tiến trình đó không trả lời. "
        "Chờ nó xong hoặc dừng nó, rồi chạy lại."
    )


def _answers(address: OwnerAddress) -> bool:
    try:
        return httpx.get(f"{address.url}/healthz", timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def _detail(response: httpx.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"Dịch vụ trả lời mã {response.status_code}."
