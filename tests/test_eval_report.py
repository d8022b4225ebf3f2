"""The report that is put before a committee: one offline page that runs nothing of what it shows, and Markdown."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import chromium_binary, running_chromium
from evaluation_run import QUOTE, record, write_run

from eval.errors import EvaluationError
from eval.finished_run import read_run
from eval.metric_names import metric_name
from eval.report import write_report
from eval.report.page import folded
from eval.verdict import Verdict, verdict_of, worst_first

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = (
    '</script><script>window.broken=1</script><img src=x onerror="window.broken=1">\'"><svg onload=window.broken=1>'
    '{{ 7*7 }} {% raw %} $x^2$ ]]> <!-- --> \u2028\u202e\x00 javascript:window.broken=1 #010101 id="x" url(#y)'
)


def hostile(value: Any) -> Any:
    """The value with hostile words in every text of it, keys that carry a meaning left alone."""
    if isinstance(value, str):
        return value + HOSTILE
    if isinstance(value, list):
        return [hostile(item) for item in value]
    if isinstance(value, dict):
        return {key: hostile(item) for key, item in value.items()}
    return value


class Elements(HTMLParser):
    """The elements and attributes of a page, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run in which every outcome occurs."""
    history = [{"role": "user", "content": "Công điện 227 nói gì?"}, {"role": "assistant", "content": "Về mưa lũ [1]."}]
    return write_run(
        tmp_path / "lượt-1",
        [
            record("đúng-1"),
            record("đúng-2", tags=["followup"], history=history, timings_ms={"wall": 9000}),
            record("sai-1", scores={"answer_right": 0.0, "citation_right": 0.0}, tags=["number"]),
            record("bịa-1", answerable=False, tags=["near-miss"]),
            record("từ-chối-1", answerable=False, abstained=True, tags=["near-miss"]),
            record("bỏ-sót-1", abstained=True),
            record("lạc-nguồn-1", scores={"citation_right": 0.0}),
            record("lỗi-1", error="Hết giờ chờ", answer="", scores={"answer_right": None}),
        ],
    )


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if chromium_binary() is None:
        pytest.skip("no Chromium here; `make browser` installs Debian's")
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def opened(browser: "Browser", run: Path) -> Iterator["Page"]:
    yield from _opened(browser, write_report(run), width=1280)


def _opened(browser: "Browser", path: Path, *, width: int) -> Iterator["Page"]:
    """The page from its file; whatever it asks for, says on the console or breaks is kept."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()
    page.asked, page.said = [], []  # type: ignore[attr-defined]
    page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
    page.on("console", lambda message: page.said.append(message.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
    page.goto(path.as_uri())
    yield page
    context.close()


def shown_ids(page: "Page") -> list[str]:
    return page.eval_on_selector_all(".question", "all => all.filter(q => q.offsetParent).map(q => q.dataset.id)")


def test_the_worst_questions_come_first_and_each_has_its_outcome(run):
    results = worst_first(read_run(run).results)
    assert [verdict_of(result) for result in results] == [
        Verdict.ERROR, Verdict.INVENTED, Verdict.WRONG, Verdict.MISSED, Verdict.MISCITED,
        Verdict.REFUSED, Verdict.RIGHT, Verdict.RIGHT,
    ]  # fmt: skip


def test_the_page_tells_its_figures_in_words_and_stands_alone(run):
    html = write_report(run).read_text("utf-8")
    assert "trả lời đúng 60 % (50–70 %)" in html
    assert html.count("<svg") == 4
    assert QUOTE in html and "Công điện 227 nói gì?" in html and "Đoạn tìm được." in html
    elements = Elements()
    elements.feed(html)
    loaded = [
        a for _, attributes in elements.seen for name, a in attributes.items() if name in ("src", "srcset", "action")
    ]
    links = {a["href"] for tag, a in elements.seen if tag in ("a", "link") and "href" in a}
    assert loaded == []
    assert all(link and (link.startswith("#") or link == "data:,") for link in links)


def test_what_anyone_wrote_stays_text(tmp_path):
    records = [hostile(record(f"câu-{at}", answerable=at % 3 > 0, abstained=at % 4 == 0)) for at in range(12)]
    for row in records[:3]:
        row["error"] = HOSTILE
        row["history"] = [{"role": "user" + HOSTILE, "content": HOSTILE}]
        row["judge"] = {HOSTILE: 0.5, "errors": {HOSTILE: HOSTILE}}
        row["scores"] |= {HOSTILE: 0.5}
    run = write_run(
        tmp_path / "run",
        records,
        run=hostile({"name": "x", "set": "x", "versions": {"chidao": "1"}, "settings": {HOSTILE: "x"}}),
        ragas={"metrics": {HOSTILE: {"value": 0.5, "nan": 2}}},
        judge={HOSTILE: HOSTILE, "metrics": {HOSTILE: {"value": None}}},
    )
    html = write_report(run).read_text("utf-8")
    elements = Elements()
    elements.feed(html)
    assert [tag for tag, _ in elements.seen].count("script") == 1
    assert not [tag for tag, _ in elements.seen if tag in ("img", "iframe", "object", "embed", "form", "base")]
    assert not [a for _, attributes in elements.seen for a in attributes if a.startswith("on")]
    assert "{{ 7*7 }} {% raw %}" in html
    markdown = (run / "report.md").read_text("utf-8")
    assert not re.search(r"(?<!\\)<", markdown)
    # A table's row has the same number of cells whatever is in them.
    rows = [line for line in markdown.split("\n") if line.startswith("| ") and "HOSTILE" not in line]
    assert all(len(re.split(r"(?<!\\)\|", row)) in (4, 6, 7) for row in rows)


def test_hostile_words_run_nothing_in_a_browser(tmp_path, browser):
    records = [hostile(record(f"câu-{at}", answerable=at % 3 > 0)) for at in range(9)]
    path = write_report(write_run(tmp_path / "run", records, run={"name": HOSTILE}))
    for page in _opened(browser, path, width=390):
        page.select_option("#tag", index=1)
        page.locator(".question > summary").first.click()
        assert len(shown_ids(page)) == 9
        assert page.evaluate("window.broken") is None
        assert page.asked == [path.as_uri()] and page.said == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_page_opens_without_network_and_without_complaint(opened, run):
    assert opened.asked == [(run / "report.html").as_uri()]
    assert opened.said == []
    assert len(shown_ids(opened)) == 8
    opened.locator('.question[data-id="sai-1"] > summary').click()
    assert opened.locator('.question[data-id="sai-1"]').get_by_text(QUOTE).first.is_visible()


def test_searching_needs_no_diacritics(opened):
    opened.fill("#sought", "lac nguon")
    assert shown_ids(opened) == ["lạc-nguồn-1"]
    assert opened.text_content("#shown") == "1 / 8 câu hỏi"
    opened.fill("#sought", "")
    assert len(shown_ids(opened)) == 8


def test_filters_and_orders_can_be_chosen(opened):
    opened.select_option("#tag", label="near-miss")
    assert sorted(shown_ids(opened)) == ["bịa-1", "từ-chối-1"]
    opened.select_option("#verdict", value="INVENTED")
    assert shown_ids(opened) == ["bịa-1"]
    opened.select_option("#tag", index=0)
    opened.select_option("#verdict", index=0)
    opened.select_option("#order", value="wall")
    assert shown_ids(opened)[0] == "đúng-2"
    opened.select_option("#order", value="at")
    assert shown_ids(opened)[0] == "lỗi-1"


def test_a_phone_scrolls_the_page_downwards_only(browser, run):
    for page in _opened(browser, write_report(run), width=390):
        page.eval_on_selector_all("details", "all => all.forEach(d => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_run_without_curves_or_judge_has_a_report_all_the_same(tmp_path):
    run = write_run(tmp_path / "run", [record("a", timings_ms={})], risk_coverage=[], calibration=None, by_tag={})
    html = write_report(run).read_text("utf-8")
    assert "<svg" not in html and "Biểu đồ" not in html


def test_refused_judgements_are_counted_not_averaged(tmp_path):
    rows = [
        record("a", judge={"faithfulness": 0.5, "errors": {}}),
        record("b", judge={"faithfulness": None, "errors": {"faithfulness": "NaN"}}),
    ]
    run = write_run(
        tmp_path / "run",
        rows,
        judge={"asked": 2, "nan": 1, "metrics": {"faithfulness": {"value": 0.5, "n": 1, "nan": 1, "failed": 0}}},
    )
    html = write_report(run).read_text("utf-8")
    assert "1 lần mô hình chấm không cho điểm" in html and "(+1 không ra số)" in html
    assert read_run(run).results[1].judge == {}


def test_a_folder_that_is_no_run_says_what_is_missing(tmp_path):
    with pytest.raises(EvaluationError, match=r"results\.jsonl.*không phải kết quả"):
        write_report(tmp_path)
    run = write_run(tmp_path / "run", [record("a")])
    with (run / "results.jsonl").open("a") as file:
        file.write('{"id": "b"\n')
    with pytest.raises(EvaluationError, match="dòng 2"):
        write_report(run)


def test_half_a_surrogate_pair_does_not_stop_the_report(tmp_path):
    run = write_run(tmp_path / "run", [record("a")])
    line = json.dumps(record("b", answer="\ud800 nửa chữ"))
    with (run / "results.jsonl").open("a") as file:
        file.write(line + "\n")
    assert "nửa chữ" in write_report(run).read_text("utf-8")


def test_figures_are_written_as_people_write_them():
    share, number = metric_name("answer_right"), metric_name("answer_words")
    assert [share.written(v) for v in (0.714, 0.0, 0.013, 1.0, None, float("nan"))] == [
        "71 %",
        "0 %",
        "1,3 %",
        "100 %",
        "–",
        "–",
    ]
    assert share.interval(0.63, 0.784) == "63–78 %"
    assert share.interval(1.0, 1.0) == ""
    assert number.written(51.36) == "51,4"
    assert folded("Đắk LẮK") == "dak lak"
