"""The HTTP client of the language model: speaks to the configured address only, and not for ever."""

import time
from collections.abc import Iterator
from typing import cast

import httpx
from pydantic import SecretStr

CONNECT_SECONDS = 5.0
# A thousand times what an answer needs.
MOST_BYTES = 4 * 1024 * 1024
# What a chat-completions endpoint needs to be told. The client library would add headers about this machine and
# whatever OPENAI_* variables the environment holds for some other service.
_SENT_HEADERS = frozenset({"accept", "connection", "content-length", "content-type", "host", "transfer-encoding"})


class TooLongError(httpx.TransportError):
    """The endpoint sent more bytes than any answer has."""


def endpoint_client(authorization: SecretStr | None, *, timeout_seconds: float) -> httpx.Client:
    """A client that follows no redirect, uses no proxy and keeps no connection.

    ``authorization`` is the header's value, added when the request leaves so that no log or error met before can
    hold it. A whole reply may take ``timeout_seconds`` from the moment it begins.
    """
    return httpx.Client(
        transport=_EndpointTransport(authorization, timeout_seconds),
        timeout=timeout_seconds,
        trust_env=False,
        follow_redirects=False,
    )


class _EndpointTransport(httpx.BaseTransport):
    def __init__(self, authorization: SecretStr | None, timeout_seconds: float) -> None:
        self._authorization = authorization
        self._timeout_seconds = timeout_seconds
        # SSL_CERT_FILE still names the authorities of a house of its own.
        self._inner = httpx.HTTPTransport(
            verify=httpx.create_ssl_context(), trust_env=False, limits=httpx.Limits(max_keepalive_connections=0)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        sent = httpx.Request(
            request.method,
            request.url,
            headers=self._headers(request),
            stream=request.stream,
            extensions=_hasty(request),
        )
        response = self._inner.handle_request(sent)
        body = cast(httpx.SyncByteStream, response.stream)
        return httpx.Response(
            response.status_code,
            headers=response.headers,
            stream=_LimitedStream(body, self._timeout_seconds),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._inner.close()

    def _headers(self, request: httpx.Request) -> dict[str, str]:
        headers = {name: value for name, value in request.headers.items() if name in _SENT_HEADERS}
        headers["accept-encoding"] = "identity"
        if self._authorization is not None:
            headers["authorization"] = self._authorization.get_secret_value()
        return headers


def _hasty(request: httpx.Request) -> dict[str, object]:
    """The request's extensions, with less patience for connecting than for thinking."""
    timeout = request.extensions.get("timeout", {})
    connect = min(CONNECT_SECONDS, timeout.get("connect") or CONNECT_SECONDS)
    return {**request.extensions, "timeout": {**timeout, "connect": connect}}


class _LimitedStream(httpx.SyncByteStream):
    """A reply's bytes: httpx limits the pause between two of them, this the whole."""

    def __init__(self, inner: httpx.SyncByteStream, seconds: float) -> None:
        self._inner = inner
        self._seconds = seconds

    def __iter__(self) -> Iterator[bytes]:
        deadline = time.monotonic() + self._seconds
        received = 0
        for chunk in self._inner:
            received += len(chunk)
            if received > MOST_BYTES:
                raise TooLongError(f"more than {MOST_BYTES} bytes")
            if time.monotonic() > deadline:
                raise httpx.ReadTimeout(f"not done after {self._seconds} s")
            yield chunk

    def close(self) -> None:
        self._inner.close()
