"""The terminal door: ``chidao``. Commands import what they need when they run, so that ``--help`` is quick."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from index.errors import ChiDaoError

if TYPE_CHECKING:
    from index.settings import Settings
    from ui.wire import Filters

app = typer.Typer(
    help="Chỉ Đạo: hỏi đáp trên văn bản chỉ đạo, điều hành, từng câu có dẫn nguồn nguyên văn.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
documents_app = typer.Typer(help="Xem và gỡ văn bản đã nạp.", no_args_is_help=True)
keys_app = typer.Typer(help="Khóa truy cập API.", no_args_is_help=True)
app.add_typer(documents_app, name="documents")
app.add_typer(keys_app, name="keys")

EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
DAYS = ["%Y-%m-%d", "%d/%m/%Y"]

Json = Annotated[bool, typer.Option("--json", help="In đúng JSON của API.")]
Types = Annotated[list[str] | None, typer.Option("--type", help="Chỉ dùng loại văn bản này (lặp lại được).")]
Issuers = Annotated[list[str] | None, typer.Option("--issuer", help="Chỉ dùng văn bản của cơ quan này.")]
Documents = Annotated[list[str] | None, typer.Option("--document", help="Chỉ dùng văn bản mang mã này.")]
From = Annotated[datetime | None, typer.Option("--issued-from", formats=["%Y-%m-%d"], help="Ban hành từ ngày.")]
To = Annotated[datetime | None, typer.Option("--issued-to", formats=["%Y-%m-%d"], help="Ban hành đến ngày.")]


def main() -> None:
    """Run a command; expected errors are one Vietnamese line and exit code 1."""
    try:
        app()
    except ChiDaoError as error:
        typer.secho(f"Lỗi: {error}", fg=typer.colors.RED, err=True)
        sys.exit(EXIT_SOME_FAILED)


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="Tệp hoặc thư mục.", metavar="PATH…")] = None,
    prune: Annotated[bool, typer.Option(help="Gỡ văn bản có tệp nguồn không còn.")] = False,
    reindex: Annotated[bool, typer.Option(help="Dựng lại kho đoạn văn, ví dụ khi đổi mô hình.")] = False,
) -> None:
    """Nạp mới hoặc cập nhật tệp và thư mục; bỏ qua tệp không đổi."""
    from ui.commands.ingest import ingest as run

    if not paths and not reindex:
        _usage("Cần ít nhất một tệp hoặc thư mục để nạp.")
    missing = [str(path) for path in paths or () if not path.exists()]
    if missing:
        _usage(f"Không có tệp hoặc thư mục: {', '.join(missing)}")
    raise typer.Exit(run(_settings(), paths or [], prune=prune, reindex=reindex))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="Câu hỏi, có dấu hay không dấu.", metavar="CÂU-HỎI")],
    json: Json = False,
    conversation: Annotated[str | None, typer.Option(help="Tiếp tục cuộc trò chuyện mang mã này.")] = None,
    type: Types = None,
    issuer: Issuers = None,
    document: Documents = None,
    issued_from: From = None,
    issued_to: To = None,
) -> None:
    """Hỏi một câu; câu trả lời kèm nguồn đánh số."""
    from ui.commands.asking import ask as run

    if conversation is not None and not re.fullmatch(r"[\w-]{1,64}", conversation):
        _usage("Mã cuộc trò chuyện chỉ gồm chữ, số, gạch nối, tối đa 64 ký tự.")
    filters = _filters(type, issuer, document, issued_from, issued_to)
    run(_settings(), _text(question), filters, conversation_id=conversation, as_json=json)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Nội dung cần tìm.", metavar="NỘI-DUNG")],
    json: Json = False,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Số đoạn văn.")] = 10,
    type: Types = None,
    issuer: Issuers = None,
    document: Documents = None,
    issued_from: From = None,
    issued_to: To = None,
) -> None:
    """Tìm các đoạn văn liên quan, sát nhất trước."""
    from ui.commands.asking import search as run

    filters = _filters(type, issuer, document, issued_from, issued_to)
    run(_settings(), _text(query), filters, limit=limit, as_json=json)


@app.command()
def tasks(
    assignee: Annotated[str, typer.Option(help="Cơ quan được giao, viết cách nào cũng được.")] = "",
    role: Annotated[Literal["lead", "support"] | None, typer.Option(help="Chủ trì (lead), phối hợp (support).")] = None,
    due_from: Annotated[datetime | None, typer.Option(formats=DAYS, help="Thời hạn từ ngày.")] = None,
    due_to: Annotated[datetime | None, typer.Option(formats=DAYS, help="Thời hạn đến hết ngày.")] = None,
    document: Annotated[str, typer.Option(help="Mã hoặc số, ký hiệu của văn bản.")] = "",
    q: Annotated[str, typer.Option("--q", help="Các từ trong nhiệm vụ.")] = "",
    named_only: Annotated[bool, typer.Option("--named-only", help="Chỉ việc nêu đích danh cơ quan.")] = False,
    status: Annotated[
        Literal["open", "overdue", "done"] | None,
        typer.Option(help="Còn hạn hoặc không có hạn (open), quá hạn (overdue), đã xong (done)."),
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=DAYS, help="Ngày để xét tình trạng, mặc định hôm nay.")
    ] = None,
    json: Json = False,
    csv: Annotated[Path | None, typer.Option(dir_okay=False, metavar="FILE", help="Ghi ra tệp CSV.")] = None,
    xlsx: Annotated[Path | None, typer.Option(dir_okay=False, metavar="FILE", help="Ghi ra tệp Excel.")] = None,
) -> None:
    """Sổ nhiệm vụ: ai phải làm gì, đến khi nào."""
    from ui.commands.tasks import list_tasks as run

    query = {
        "assignee": assignee, "role": role or "", "document_id": document, "q": q,
        "due_from": f"{due_from:%Y-%m-%d}" if due_from else "", "due_to": f"{due_to:%Y-%m-%d}" if due_to else "",
        "named_only": "true" if named_only else "",
        "status": status or "", "as_of": f"{as_of:%Y-%m-%d}" if as_of else "",
    }  # fmt: skip
    asked = {name: value for name, value in query.items() if value}
    run(_settings(), asked, as_json=json, csv_file=csv, xlsx_file=xlsx)


@documents_app.command("list")
def list_documents(
    query: Annotated[str, typer.Argument(help="Từ trong số, trích yếu, tên tệp.")] = "", json: Json = False
) -> None:
    """Liệt kê văn bản, mới nhất trước."""
    from ui.commands.documents import list_documents as run

    run(_settings(), query, as_json=json)


@documents_app.command("show")
def show_document(document_id: Annotated[str, typer.Argument(metavar="ID")], json: Json = False) -> None:
    """Xem thông tin một văn bản."""
    from ui.commands.documents import show_document as run

    run(_settings(), document_id, as_json=json)


@documents_app.command("remove")
def remove_documents(document_ids: Annotated[list[str], typer.Argument(metavar="ID…")]) -> None:
    """Gỡ văn bản khỏi kho (tệp nguồn giữ nguyên)."""
    from ui.commands.documents import remove_documents as run

    raise typer.Exit(run(_settings(), document_ids))


@documents_app.command("failed")
def list_failed(
    json: Json = False,
    dismiss: Annotated[
        list[str] | None, typer.Option(help="Bỏ tệp lỗi mang mã này khỏi danh sách (lặp lại được).", metavar="ID")
    ] = None,
) -> None:
    """Liệt kê các tệp không nạp được và lý do."""
    from ui.commands.failures import dismiss_failures, list_failures

    if dismiss:
        raise typer.Exit(dismiss_failures(_settings(), dismiss))
    list_failures(_settings(), as_json=json)


@keys_app.command("create")
def create_key(
    name: Annotated[str, typer.Option(help="Tên để nhận ra khóa.")],
    scope: Annotated[str, typer.Option(help="Quyền, cách nhau dấu phẩy: read, ingest, admin.")] = "read",
    groups: Annotated[str, typer.Option(help="Nhóm, cách nhau dấu phẩy.")] = "",
) -> None:
    """Tạo khóa; khóa chỉ hiện một lần."""
    from ui.commands.keys import create_key as run

    run(_settings(), name, _list(scope), _list(groups))


@keys_app.command("list")
def list_keys() -> None:
    """Liệt kê khóa."""
    from ui.commands.keys import list_keys as run

    run(_settings())


@keys_app.command("revoke")
def revoke_key(name: Annotated[str, typer.Argument(help="Tên khóa.")]) -> None:
    """Thu hồi khóa."""
    from ui.commands.keys import revoke_key as run

    run(_settings(), name)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 8000,
    no_ui: Annotated[bool, typer.Option("--no-ui", help="Chỉ mở API, không mở trang hỏi đáp.")] = False,
) -> None:
    """Mở API và trang hỏi đáp trên một cổng."""
    from ui.commands.serving import serve as run

    run(_settings(quiet=False), host=host, port=port, with_chat=not no_ui)


@app.command()
def doctor() -> None:
    """Kiểm tra mô hình, kho, danh mục, đĩa và cho biết cách sửa."""
    from ui.commands.doctor import doctor as run

    raise typer.Exit(run(_settings()))


@app.command(
    "eval",
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def evaluate(context: typer.Context) -> None:
    """Đánh giá bằng bộ câu hỏi: run, compare, draft."""
    from importlib.metadata import entry_points

    (command,) = entry_points(group="chidao.commands", name="eval")
    command.load()(context.args, prog_name="chidao eval")


def _settings(*, quiet: bool = True) -> Settings:
    from index.settings import load_settings
    from ui.serving import set_up_logging

    settings = load_settings()
    set_up_logging(settings.log_format, quiet=quiet)
    return settings


def _filters(
    types: list[str] | None,
    issuers: list[str] | None,
    documents: list[str] | None,
    issued_from: datetime | None,
    issued_to: datetime | None,
) -> Filters:
    from ui.wire import Filters

    return Filters(
        types=types or [],
        issuers=issuers or [],
        document_ids=documents or [],
        issued_from=issued_from.date() if issued_from else None,
        issued_to=issued_to.date() if issued_to else None,
    )


def _text(value: str) -> str:
    text = value.strip()
    if not text:
        _usage("Câu hỏi không được để trống.")
    if len(text) > 2000:
        _usage("Câu hỏi dài quá 2.000 ký tự.")
    return text


def _list(value: str) -> list[str]:
    return [item.strip() for item in value.split(",") if item.strip()]


def _usage(message: str) -> None:
    typer.secho(f"Lỗi: {message}", fg=typer.colors.RED, err=True)
    raise typer.Exit(EXIT_USAGE)


if __name__ == "__main__":
    main()
