"""Who may call: the owner's token, an API key, or nobody's key from this very machine."""

import base64
import binascii
import ipaddress
import secrets
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request

from index.catalog.keys import SCOPES
from ui.api.state import ApiState, State

_NEED_KEY = (
    "Cần khóa truy cập: gửi tiêu đề 'Authorization: Bearer KHÓA'. "
    "Tạo khóa bằng lệnh: chidao keys create --name TÊN --scope read."
)
# Basic alone: browsers that read only the first scheme of a challenge must find the one they can ask a person for.
_CHALLENGE = {"WWW-Authenticate": 'Basic realm="Chi Dao", charset="UTF-8"'}


def scopes_of(state: ApiState, request: Request) -> frozenset[str]:
    """What the caller may do; raises 401 or 403. A browser may send the key as the password of Basic."""
    header = request.headers.get("authorization", "")
    key = _key(header)
    if key is not None and header.lower().startswith("basic"):
        # A browser adds the password it remembers to the calls of any page.
        _refuse_foreign_page(state, request)
    if key is None:
        if state.settings.auth == "auto" and _from_this_machine(request):
            _refuse_foreign_page(state, request)
            return frozenset(SCOPES)
        raise HTTPException(401, _NEED_KEY, _CHALLENGE)
    if secrets.compare_digest(key.encode(), state.owner_token.encode()):
        return frozenset((*SCOPES, "owner"))
    record = state.library.keys.find(key)
    if record is None:
        raise HTTPException(401, "Khóa truy cập không đúng hoặc đã bị thu hồi.", _CHALLENGE)
    return frozenset(SCOPES) if "admin" in record.scopes else frozenset(record.scopes)


def _may(*one_of: str) -> object:
    def check(request: Request, state: State) -> None:
        scopes = scopes_of(state, request)
        if scopes.isdisjoint(one_of):
            raise HTTPException(403, f"Khóa này không có quyền '{one_of[0]}'.")
        if "owner" not in scopes:
            state.rate_limit.count(_caller(request))

    return Depends(check)


MayRead = Annotated[None, _may("read")]
MayFollow = Annotated[None, _may("read", "ingest")]
MayIngest = Annotated[None, _may("ingest")]
OwnerOnly = Annotated[None, _may("owner")]


def _caller(request: Request) -> str:
    return _key(request.headers.get("authorization", "")) or (request.client.host if request.client else "")


def _key(header: str) -> str | None:
    kind, _, value = header.partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    if kind.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return None


def _from_this_machine(request: Request) -> bool:
    client = request.client.host if request.client else ""
    return _is_loopback(client) and _is_loopback(request.url.hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_foreign_page(state: ApiState, request: Request) -> None:
    """A page of another site, open in a browser on this machine, must not act with this machine's rights."""
    origin = request.headers.get("origin")
    if origin is None or origin in state.settings.cors_origins:
        return
    if urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "Trang này không được phép gọi dịch vụ; thêm nó vào CHIDAO_CORS_ORIGINS.")
