"""The room of tasks as people use it: a real browser on a real server process."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from browser import chromium_binary, running_chromium, running_service
from registered import made, publish, registered
from test_register_doors import rows_of

from index.tasks.task import Deadline

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = '<img src=x onerror="window.broken=1"> **đậm** {{value}} $$x$$'
SINCE = date(2025, 6, 20)
LATER = date.today() + timedelta(days=400)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("register") / "data"
    far = Deadline(f"trước ngày {LATER:%d/%m/%Y} {HOSTILE}", end=LATER)
    with registered(data) as library:
        publish(library, made("9/CĐ-TTg", SINCE, [((f"Bộ Xây dựng {HOSTILE}",), (HOSTILE,), f"sửa đê {HOSTILE}", far)]))
    with running_service(data) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if chromium_binary() is None:
        pytest.skip("no Chromium here; `make browser` installs Debian's")
    with running_chromium() as browser:
        yield browser


def _open(browser: "Browser", url: str, width: int) -> "Page":
    page = browser.new_context(viewport={"width": width, "height": 800}, accept_downloads=True).new_page()
    page.set_default_timeout(30_000)
    page.broken = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.broken.append(str(error)))  # type: ignore[attr-defined]
    page.goto(url)
    page.click("button[role=tab]:has-text('Nhiệm vụ')")
    page.wait_for_selector("#task-list tbody tr")
    return page


def _rows(page: "Page", count: int) -> None:
    page.wait_for_function(f"document.querySelectorAll('#task-list tbody tr').length === {count}")


def _choose_state(page: "Page", label: str) -> None:
    page.click("#task-state input")
    page.get_by_role("option", name=label, exact=True).click()


@pytest.mark.browser
def test_an_official_narrows_the_register_opens_a_quote_and_takes_the_file_away(browser, url, tmp_path):
    page = _open(browser, url, 1280)
    # What is still to be done is shown first; what is past is one choice away.
    _rows(page, 5)
    assert page.locator("#task-list .late").count() == 0
    _choose_state(page, "Quá hạn")
    _rows(page, 6)
    _choose_state(page, "Tất cả")
    _rows(page, 11)
    assert "11 nhiệm vụ" in page.inner_text("#task-list .total")
    # Days past are marked, those to come and those that come again are not.
    late = page.locator("#task-list tr", has=page.locator(".late"))
    assert late.count() == 6
    assert page.locator("#task-list tr", has_text=HOSTILE).locator(".late").count() == 0

    page.get_by_label("Cơ quan", exact=True).fill("bo y te")
    page.keyboard.press("Enter")
    _rows(page, 7)
    assert page.locator("#task-list .words", has_text="thuộc nhóm cơ quan được giao").count() == 2
    page.get_by_label("Thời hạn từ ngày").fill("mai")
    page.keyboard.press("Enter")
    page.locator("#task-notice", has_text="mai").wait_for()
    page.get_by_label("Thời hạn từ ngày").fill("1/7/2025")
    page.keyboard.press("Enter")
    _rows(page, 2)
    assert page.locator("#task-notice .notice").count() == 0
    page.fill("#task-words textarea, #task-words input", "CO SO THUOC")
    _rows(page, 2)

    with page.expect_download() as taken:
        page.click("#task-downloads a:has-text('CSV')")
    taken.value.save_as(tmp_path / "viec.csv")
    assert {row["Nhiệm vụ"] for row in rows_of((tmp_path / "viec.csv").read_bytes())} == {"dự trữ 12.000 cơ số thuốc"}

    page.locator("#task-list .task").first.click()
    page.wait_for_selector(".panel-text mark")
    quote = page.locator("#task-list .task .quote").first.text_content()
    assert page.locator(".panel-text mark").text_content() == quote
    assert "Nhiệm vụ được giao" in page.inner_text(".panel-facts")
    page.screenshot(path=tmp_path / "tasks.png")
    assert not page.broken


@pytest.mark.browser
def test_nothing_from_a_document_is_markup_and_a_phone_shows_it_in_its_width(browser, url, tmp_path):
    page = _open(browser, url, 375)
    row = page.locator("#task-list tr", has_text="sửa đê")
    assert row.locator(".task").evaluate("task => task.firstChild.textContent") == f"sửa đê {HOSTILE}"
    assert page.locator("#task-list :is(img, a, script, b, strong, em, math)").count() == 0
    assert page.evaluate("window.broken") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    # The filters are folded there, and open when they are wanted.
    page.wait_for_selector("#task-state", state="hidden")
    page.click("#task-fold > button")
    page.wait_for_selector("#task-state", state="visible")
    page.click("#task-fold > button")
    assert row.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Thời hạn"'
    page.screenshot(path=tmp_path / "tasks-phone.png", full_page=True)
    row.locator(".of-document").click()
    page.locator(".panel-facts", has_text="9/CĐ-TTg").wait_for()


@pytest.mark.browser
def test_the_room_keeps_the_gate_shut(url):
    elsewhere = {"Host": "cong.example"}
    assert httpx.get(f"{url}/v1/tasks.csv", headers=elsewhere, trust_env=False).status_code == 401
