"""The evaluation's commands, ``chidao eval …``; each imports what it needs when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from eval.errors import EvaluationError

if TYPE_CHECKING:
    from index.settings import Settings

EXIT_USAGE = 2

app = typer.Typer(
    help="Đánh giá bằng bộ câu hỏi: chạy, so sánh, soạn nháp.", no_args_is_help=True, add_completion=False
)


@app.command()
def run(
    question_set: Annotated[Path, typer.Argument(help="Tệp JSONL, hoặc thư mục BEIR.", metavar="BỘ-CÂU-HỎI")],
    out: Annotated[Path | None, typer.Option(help="Thư mục kết quả; mặc định runs/<bộ>-<giờ>.")] = None,
    url: Annotated[str | None, typer.Option(help="Hỏi dịch vụ ở địa chỉ này thay vì kho trên máy.")] = None,
    key: Annotated[str | None, typer.Option(help="Khóa truy cập của dịch vụ đó.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Chỉ hỏi chừng này câu, rút theo --seed.")] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Chỉ hỏi câu có thẻ này (lặp lại được).")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Hạt giống cho phép rút câu và khoảng tin cậy.")] = 0,
    fresh: Annotated[bool, typer.Option("--fresh", help="Bỏ kết quả cũ trong thư mục, chạy lại từ đầu.")] = False,
    ragas: Annotated[bool, typer.Option(help="Tính thêm các chỉ số của ragas.")] = True,
    report: Annotated[bool, typer.Option(help="Viết report.html và report.md.")] = True,
) -> None:
    """Hỏi cả bộ câu hỏi, chấm điểm và viết báo cáo; bị ngắt thì chạy tiếp được."""
    from eval.configuration import Selection
    from eval.run_command import RunOptions
    from eval.run_command import run as run_set

    selection = Selection(limit, tuple(tag or ()), seed)
    options = RunOptions(out, url, key, selection, fresh, ragas, report)
    try:
        code = run_set(_settings(), question_set, options)
    except EvaluationError as error:
        _refuse(error)
    raise typer.Exit(code)


@app.command()
def compare(
    a: Annotated[Path, typer.Argument(help="Thư mục kết quả của lượt trước.")],
    b: Annotated[Path, typer.Argument(help="Thư mục kết quả của lượt sau.")],
    max_drop: Annotated[
        list[str] | None, typer.Option(help="Mức giảm cho phép, ví dụ answer_right=0.02 (lặp lại được).")
    ] = None,
    min: Annotated[
        list[str] | None, typer.Option(help="Mức thấp nhất cho phép, ví dụ answer_right=0.6 (lặp lại được).")
    ] = None,
    markdown: Annotated[Path | None, typer.Option(help="Ghi thêm bản Markdown vào tệp này.")] = None,
    json: Annotated[Path | None, typer.Option(help="Ghi thêm bản JSON vào tệp này.")] = None,
    seed: Annotated[int, typer.Option(help="Hạt giống cho phép lấy mẫu lại.")] = 0,
) -> None:
    """So hai lượt chạy theo từng câu; mã thoát 1 khi vượt giới hạn."""
    from eval.compare_command import compare as compare_runs

    code = compare_runs(a, b, max_drop=max_drop or (), minimum=min or (), markdown=markdown, json_file=json, seed=seed)
    raise typer.Exit(code)


@app.command()
def draft(
    paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục văn bản.", metavar="PATH…")],
    out: Annotated[Path, typer.Option(help="Tệp JSONL để ghi câu hỏi nháp.")] = Path("draft.jsonl"),
) -> None:
    """Soạn nháp câu hỏi từ văn bản để người sửa lại."""
    from eval.draft_command import draft as draft_set

    try:
        code = draft_set(paths, out)
    except EvaluationError as error:
        _refuse(error)
    raise typer.Exit(code)


@app.command()
def tasks(
    documents: Annotated[Path, typer.Option(help="Thư mục chứa các văn bản đã gán nhãn.")],
    set_name: Annotated[
        list[str] | None, typer.Option("--set", help="Bộ nhãn, ví dụ prose-dev (lặp lại được); mặc định các bộ -dev.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Liệt kê nhiệm vụ sót, thừa và chỗ đọc sai.")] = False,
    json: Annotated[Path | None, typer.Option(help="Ghi thêm bản JSON vào tệp này.")] = None,
) -> None:
    """Đo việc đọc nhiệm vụ: tìm đúng, đủ; đúng cơ quan chủ trì, phối hợp, thời hạn."""
    from eval.tasks_command import measure_tasks

    try:
        code = measure_tasks(documents, set_name or (), errors=errors, json_file=json)
    except EvaluationError as error:
        _refuse(error)
    raise typer.Exit(code)


def _settings() -> Settings:
    from index.settings import load_settings

    return load_settings()


def _refuse(error: EvaluationError) -> NoReturn:
    typer.secho(f"Lỗi: {error}", fg=typer.colors.RED, err=True)
    raise typer.Exit(EXIT_USAGE)
