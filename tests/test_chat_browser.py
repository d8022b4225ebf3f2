"""The chat as people use it: a real browser on a real server process, and what the page refuses to do."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest
from browser import chromium_binary, running_chromium, running_service
from conftest import SAMPLES
from hypothesis import given
from hypothesis import strategies as st

from index.encoder.encoder import default_encoder_folder
from index.library import Library
from index.settings import Settings
from ui.chat.answer_html import failed_html, turn_html, welcome_html
from ui.wire import AskResponse, CitationOut

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PORTAL = "cong.example"
HOSTILE = (
    '<img src=x onerror="window.broken=1"> **in đậm** [liên kết](javascript:window.broken=1) $$x^2$$ '
    "{{value}} ${1+1} &lt;b&gt; `mã`"
)
TEST_DOCUMENT = f"""ỦY BAN NHÂN DÂN TỈNH SƠN HẢI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 41/CT-UBND
Sơn Hải, ngày 12 tháng 8 năm 2025

CHỈ THỊ
Về tiêm phòng cho đàn gia súc 🐃 trên địa bàn tỉnh

1. Sở Nông nghiệp và Môi trường chủ trì tiêm phòng cho 12.500 con trâu, bò, hoàn thành trước ngày 15/9/2025.
2. Chi cục Thú y dán tem kiểm dịch mang ký hiệu {HOSTILE} lên từng lô vắc-xin.
3. Sở Tài chính bố trí 3,7 tỷ đồng mua vắc-xin lở mồm long móng.
"""
QUESTION = "Sở Nông nghiệp và Môi trường chủ trì tiêm phòng cho bao nhiêu con trâu, bò?"
UNMARKED_QUESTION = "so nong nghiep va moi truong chu tri tiem phong cho bao nhieu con trau bo"
HOSTILE_QUESTION = f"Chi cục Thú y dán tem kiểm dịch mang ký hiệu {HOSTILE} lên đâu?"
UNANSWERABLE = "Giá vé máy bay từ Hà Nội đi Paris tháng tới là bao nhiêu?"


@dataclass(frozen=True, slots=True)
class Service:
    """A running service and keys that open it from elsewhere."""

    url: str
    read_key: str
    ingest_key: str

    def get(self, path: str, **arguments: Any) -> httpx.Response:
        return httpx.get(self.url + path, trust_env=False, timeout=60, **arguments)

    def post(self, path: str, **arguments: Any) -> httpx.Response:
        return httpx.post(self.url + path, trust_env=False, timeout=60, **arguments)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    if not default_encoder_folder().is_dir():
        pytest.skip(f"the offline encoder is not built at {default_encoder_folder()}; run `make install`")
    data = tmp_path_factory.mktemp("chat") / "data"
    library = Library(Settings(data_dir=data))
    keys = [library.keys.create(scope, [scope]) for scope in ("read", "ingest")]
    library.close()
    with running_service(data) as url:
        service = Service(url, *keys)
        smallest = sorted(SAMPLES.glob("*.md"), key=lambda path: path.stat().st_size)[:2]
        files = [("chi-thi-41.txt", TEST_DOCUMENT.encode()), *((path.name, path.read_bytes()) for path in smallest)]
        _upload(service, files)
        yield service


def _upload(service: Service, files: list[tuple[str, bytes]]) -> None:
    job = service.post("/v1/documents", files=[("files", file) for file in files]).json()["job_id"]
    deadline = time.monotonic() + 200
    while (run := service.get(f"/v1/jobs/{job}").json())["state"] not in ("done", "failed"):
        assert time.monotonic() < deadline, run
        time.sleep(0.2)
    assert [d["status"] for d in run["documents"]] == ["added"] * len(files), run


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if chromium_binary() is None:
        pytest.skip("no Chromium here; `make browser` installs Debian's")
    with running_chromium({PORTAL: "127.0.0.1"}) as browser:
        yield browser


@pytest.fixture
def context(browser: "Browser") -> Iterator["BrowserContext"]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: "BrowserContext", service: Service) -> "Page":
    """The open page; whatever it asks of another host, or breaks, fails the test."""
    return _open(context, service.url)


def _open(context: "BrowserContext", url: str) -> "Page":
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.asked = []  # type: ignore[attr-defined]
    page.broken = []  # type: ignore[attr-defined]
    page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.broken.append(str(error)))  # type: ignore[attr-defined]
    page.goto(url)
    page.wait_for_selector("#conversation .welcome")
    return page


def _ask(page: "Page", question: str) -> None:
    turns = page.locator("#conversation .turn").count()
    page.fill("#question textarea", question)
    page.click("#send")
    page.locator("#conversation .turn").nth(turns).locator(".answer, .abstained, .problem").wait_for()


def _last_response(service: Service) -> dict[str, Any]:
    newest = service.get("/v1/conversations").json()["conversations"][0]["id"]
    response: dict[str, Any] = service.get(f"/v1/conversations/{newest}").json()["answers"][-1]
    return response


def _marked(page: "Page") -> tuple[int, str, str]:
    """Where the mark begins in code points, what it holds, and the whole text around it."""
    page.wait_for_selector(".panel-text mark")
    before, marked, whole = page.evaluate(
        """() => {
            const text = document.querySelector(".panel-text");
            const mark = text.querySelector("mark");
            let before = "";
            for (let node = text.firstChild; node !== mark; node = node.nextSibling) before += node.textContent;
            return [before, mark.textContent, text.textContent];
        }"""
    )
    return len(before), marked, whole


@pytest.mark.browser
def test_a_citation_opens_its_document_with_exactly_the_quote_marked(
    page: "Page", service: Service, tmp_path: Path
) -> None:
    _ask(page, QUESTION)
    response = _last_response(service)
    citation = response["citations"][0]
    assert "12.500" in page.inner_text(".answer")
    assert page.locator(".source").count() == len(response["citations"])
    assert page.locator(".source .quote").all_text_contents() == [c["quote"] for c in response["citations"]]

    page.click(".answer .mark")
    start, marked, whole = _marked(page)
    text = service.get(f"/v1/documents/{citation['document_id']}/text").text
    assert whole == text
    assert (start, marked) == (citation["start"], citation["quote"]) == (start, text[start : citation["end"]])
    assert page.locator(".panel-text mark").evaluate(
        "mark => { const box = mark.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; }"
    )
    facts = page.inner_text(".panel-facts")
    assert all(fact in facts for fact in ("41/CT-UBND", "12/08/2025", "chi-thi-41.txt"))
    page.screenshot(path=tmp_path / "answer.png")

    page.keyboard.press("Escape")
    assert page.locator(".source-panel").is_hidden()
    page.locator(".source").last.click()
    assert _marked(page)[1] == response["citations"][-1]["quote"]
    assert not page.broken  # type: ignore[attr-defined]


@pytest.mark.browser
def test_markup_in_documents_and_questions_is_shown_and_never_obeyed(page: "Page", service: Service) -> None:
    _ask(page, HOSTILE_QUESTION)
    response = _last_response(service)
    assert page.locator(".question").text_content() == HOSTILE_QUESTION
    cited = [number for number, c in enumerate(response["citations"]) if HOSTILE in c["quote"]]
    assert cited, "the test's own document should be the source"
    assert HOSTILE in " ".join(page.locator(".answer").text_content().split())  # type: ignore[union-attr]
    page.locator(".source").nth(cited[0]).click()
    assert HOSTILE in _marked(page)[1]

    page.click("#conversation-tools .label-wrap")
    page.locator("#earlier button", has_text="**in đậm**").first.wait_for()
    made = page.locator(":is(#conversation, #earlier, .source-panel) :is(img, a, script, b, strong, em, code, math)")
    assert made.count() == 0
    page.reload()
    page.wait_for_selector("#conversation .turn")
    assert page.evaluate("window.broken") is None


@pytest.mark.browser
def test_how_a_question_was_understood_stands_above_its_answer_as_plain_text(page: "Page", service: Service) -> None:
    _ask(page, UNMARKED_QUESTION)
    restored = _last_response(service)["standalone_question"]
    turn = page.locator("#conversation .turn")
    assert turn.locator(".understood").text_content() == f"Đã hiểu: {restored}"
    assert "tiêm phòng" in restored and "12.500" in turn.locator(".answer").inner_text()
    line, answer = (turn.locator(part).bounding_box() for part in (".understood", ".answer"))
    assert line and answer and line["y"] + line["height"] <= answer["y"]
    _ask(page, QUESTION)
    assert page.locator("#conversation .turn").last.locator(".understood").count() == 0
    _ask(page, f"tiem phong cho bao nhieu trau bo theo 999/CĐ-TTg {HOSTILE}")
    assert "(chưa có trong kho)" in page.locator(".understood").last.inner_text()
    assert (
        page.locator("#conversation :is(img, a, script, b, strong:not(.abstained *, .asked), em, code, math)").count()
        == 0
    )
    assert page.evaluate("window.broken") is None


@pytest.mark.browser
def test_silence_does_not_look_like_an_answer(page: "Page") -> None:
    _ask(page, UNANSWERABLE)
    assert page.locator(".abstained").count() == 1
    assert page.locator("#conversation :is(.answer, .source, .mark)").count() == 0


@pytest.mark.browser
def test_a_conversation_survives_a_reload_and_can_be_left_and_resumed(page: "Page", service: Service) -> None:
    _ask(page, QUESTION)
    _ask(page, "Sở Tài chính bố trí bao nhiêu tỷ đồng mua vắc-xin?")
    newest = service.get("/v1/conversations").json()["conversations"][0]
    assert len(service.get(f"/v1/conversations/{newest['id']}").json()["answers"]) == 2
    held = page.inner_text("#conversation")
    page.reload()
    page.wait_for_selector("#conversation .turn")
    assert page.inner_text("#conversation") == held

    page.click("#begin")
    page.wait_for_selector("#conversation .welcome")
    page.click("#conversation-tools .label-wrap")
    page.click(f'#earlier [data-conversation="{newest["id"]}"]')
    page.wait_for_selector("#conversation .turn")
    assert page.inner_text("#conversation") == held
    page.click(".answer .mark")
    assert _marked(page)[1]


@pytest.mark.browser
def test_an_example_is_a_question_that_the_documents_answer(page: "Page") -> None:
    example = page.locator(".suggestion", has_text=" số ").first
    number = example.inner_text().partition(" số ")[2].split()[0].rstrip("?")
    example.click()
    page.wait_for_selector(".answer")
    assert page.locator(".source .name", has_text=number).count()


@pytest.mark.browser
@pytest.mark.parametrize(("typed", "remark"), [("   ", "Hãy nhập câu hỏi"), ("a" * 2001, "2001 ký tự")])
def test_an_unusable_question_is_kept_and_explained(page: "Page", typed: str, remark: str) -> None:
    page.fill("#question textarea", typed)
    page.click("#send")
    page.locator("#notice", has_text=remark).wait_for()
    assert page.input_value("#question textarea") == typed
    assert page.locator(".turn").count() == 0


@pytest.mark.browser
def test_filters_narrow_what_may_answer_and_explain_a_wrong_date(page: "Page") -> None:
    page.click("#filters .label-wrap")
    since = page.get_by_label("Ban hành từ ngày")
    since.fill("hôm qua")
    page.fill("#question textarea", QUESTION)
    page.click("#send")
    page.locator("#notice", has_text="hôm qua").wait_for()
    since.fill("13/8/2025")
    _send_until_answered(page)
    assert page.locator(".source .name", has_text="41/CT-UBND").count() == 0
    page.get_by_label("Ban hành từ ngày").fill("12/8/2025")
    _ask(page, QUESTION)
    assert page.locator(".turn").last.locator(".source .name", has_text="41/CT-UBND").count()


def _send_until_answered(page: "Page") -> None:
    """A click that comes while the last one is still being dealt with is not taken; a person clicks again."""
    for _ in range(6):
        page.click("#send")
        try:
            page.wait_for_selector(".abstained, .answer", timeout=10_000)
        except Exception:  # noqa: BLE001 (playwright is imported where it is installed only)
            continue
        return
    raise AssertionError("no answer came")


@pytest.mark.browser
def test_files_are_uploaded_each_with_its_outcome_and_then_listed(page: "Page", tmp_path: Path) -> None:
    good, bad = tmp_path / "Công văn (bản 1).txt", tmp_path / "hỏng.pdf"
    good.write_text(TEST_DOCUMENT.replace("41/CT-UBND", "42/CT-UBND"), "utf-8")
    bad.write_bytes(b"%PDF-1.7 broken")
    page.click("button[role=tab]:has-text('Văn bản')")
    assert page.locator("#document-list li").count() == 3
    page.set_input_files("#upload-files", [good, bad])
    page.locator(".results li").nth(1).wait_for()
    outcomes = page.locator(".results li").all_inner_texts()
    assert "Công văn (bản 1).txt: đã thêm" in outcomes
    assert any(re.match(r"hỏng\.pdf: không nạp được – .+", outcome) for outcome in outcomes)
    page.locator("#document-list li").nth(3).wait_for()
    page.click("#failure-list summary")
    assert re.search(r"hỏng\.pdf.*PDF bị hỏng", page.locator("#failure-list").inner_text(), re.DOTALL)

    page.fill("#document-words textarea, #document-words input", "chi thi 42/ct")
    page.wait_for_function("document.querySelectorAll('#document-list li').length === 1")
    page.click("#document-list button")
    page.locator(".panel-facts", has_text="42/CT-UBND").wait_for()


@pytest.mark.browser
def test_no_request_leaves_the_origin(page: "Page", service: Service) -> None:
    _ask(page, QUESTION)
    page.click(".answer .mark")
    _marked(page)
    page.click("button[role=tab]:has-text('Văn bản')", force=True)
    page.wait_for_timeout(500)
    asked = page.asked  # type: ignore[attr-defined]
    assert len(asked) > 20
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {
        urlsplit(service.url).netloc
    }


@pytest.mark.browser
def test_a_phone_shows_everything_in_its_width(browser: "Browser", service: Service, tmp_path: Path) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 740}, has_touch=True, is_mobile=True)
    page = _open(context, service.url)
    _ask(page, QUESTION)
    page.screenshot(path=tmp_path / "phone-answer.png")
    page.tap(".answer .mark")
    _marked(page)
    page.screenshot(path=tmp_path / "phone-source.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.tap(".source-panel .close")
    assert page.locator(".source-panel").is_hidden()
    context.close()


@pytest.mark.browser
def test_a_browser_elsewhere_signs_in_with_a_key(browser: "Browser", service: Service) -> None:
    url = f"http://{PORTAL}:{urlsplit(service.url).port}"
    known = browser.new_context(http_credentials={"username": "an", "password": service.read_key})
    page = _open(known, url)
    _ask(page, QUESTION)
    page.click(".answer .mark")
    assert _marked(page)[1]
    known.close()


CHAT_ADDRESSES = (
    ("GET", "/"), ("HEAD", "/"), ("GET", "/config"), ("GET", "/theme.css"), ("GET", "/favicon.ico"),
    ("GET", "/static/js/iframeResizer.contentWindow.min.js"), ("GET", "/gradio_api/info"),
    ("GET", "/gradio_api/app_id"), ("GET", "/gradio_api/heartbeat/abc"), ("GET", "/gradio_api/startup-events"),
    ("GET", "/gradio_api/queue/data?session_hash=abc"), ("POST", "/gradio_api/queue/join"),
    ("POST", "/gradio_api/cancel"), ("POST", "/gradio_api/reset"),
)  # fmt: skip


@pytest.mark.parametrize(("method", "path"), CHAT_ADDRESSES)
def test_every_address_of_the_chat_asks_for_the_key(service: Service, method: str, path: str) -> None:
    def status(**headers: str) -> int:
        elsewhere = {"Host": PORTAL, **headers}
        with httpx.stream(method, service.url + path, headers=elsewhere, trust_env=False, timeout=30) as response:
            return response.status_code

    basic = httpx.BasicAuth("", service.read_key)._auth_header
    assert status() == 401
    assert status(Authorization="Bearer wrong") == 401
    assert status(Authorization=f"Bearer {service.ingest_key}") == 403
    assert status(Authorization=basic, Origin="http://evil.example") == 403
    assert status(Authorization=basic, Origin="null") == 403
    if "heartbeat" not in path and "queue" not in path:
        assert status(Authorization=basic) not in (401, 403, 404)
        assert status(Authorization=basic, Origin=f"http://{PORTAL}") not in (401, 403, 404)


def test_a_refused_browser_is_asked_for_a_password(service: Service) -> None:
    refused = service.get("/", headers={"Host": PORTAL})
    assert refused.headers["www-authenticate"].startswith("Basic ")
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    ["upload", "file=/etc/passwd", "file/etc/passwd", "proxy=https://example.com", "stream/a", "vibe-edit",
     "process_recording", "run/predict", "deep_link", "/upload", "queue/../upload"],
)  # fmt: skip
def test_gradios_other_addresses_are_not_there(service: Service, path: str) -> None:
    for address in (service.get(f"/gradio_api/{path}"), service.post(f"/gradio_api/{path}", files={"files": b"x"})):
        assert address.status_code in (404, 405)


def test_the_apis_own_addresses_and_errors_stay(service: Service) -> None:
    assert service.get("/healthz").json() == {"status": "ok"}
    assert "swagger" in service.get("/docs").text.lower()
    for response, status in (
        (service.get("/v1/nothing"), 404),
        (service.get("/nothing"), 404),
        (service.get("/v1/ask"), 405),
    ):
        assert (response.status_code, response.json()["status"]) == (status, status)
        assert response.headers["content-type"] == "application/problem+json"


def test_the_browser_is_told_to_keep_the_page_at_home(service: Service) -> None:
    policy = service.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "http" not in policy


class _Shown(HTMLParser):
    """What markup shows: its text, and which elements and attributes it is made of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.made: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.made |= {tag, *(f"{tag}.{name}" for name, _ in attrs)}


def _shown(markup: str) -> _Shown:
    shown = _Shown()
    shown.feed(markup)
    shown.close()
    return shown


# A carriage return cannot survive HTML parsing; documents and questions are normalised and have none.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1) | st.sampled_from([HOSTILE, '"><b>', "[1]"])


@given(TEXT, TEXT, TEXT)
def test_whatever_the_text_the_markup_is_ours(question: str, said: str, title: str) -> None:
    quote = CitationOut(
        number=1, document_id=title, title=title, document_number=title, type=title, issuer=title, issued_on=None,
        source=title, heading=[title], quote=said, start=0, end=len(said), passage_id="p",
    )  # fmt: skip
    answer = AskResponse(
        id="a", conversation_id="c", question=question, standalone_question=question, answer=f"{said} [1] [7]",
        abstained=False, abstain_reason=None, mode="extractive", citations=[quote], statements=[], related=[title],
        timings_ms={}, understood=[title, said],
    )  # fmt: skip
    plain = answer.model_copy(
        update={"question": "q", "answer": "a [1]", "related": ["r"], "understood": ["u"], "citations": [
            quote.model_copy(update={"title": "t", "document_number": "n", "type": "t", "source": "s", "quote": "q",
                                     "heading": ["h"], "document_id": "d"})]}
    )  # fmt: skip
    shown = _shown(turn_html(answer))
    assert shown.made == _shown(turn_html(plain)).made
    assert all(text in shown.text for text in (question, said, title))
    assert "[7]" in shown.text
    for markup in (failed_html(question, said), welcome_html([question, said])):
        assert _shown(markup).made <= {"section", "section.class", "div", "div.class", "div.role", "strong", "p", "h3",
                                       "button", "button.type", "button.class", "button.data-question"}  # fmt: skip
        assert question in _shown(markup).text and said in _shown(markup).text
