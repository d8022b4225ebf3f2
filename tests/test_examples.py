"""The questions that an empty conversation offers: of known bodies and documents, and answered when asked."""

import re
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest
from registered import due, made, publish, registered

from index.anatomy.names import canonical_name
from index.library import Library
from rag.assistant import Assistant
from ui.api.state import ApiState
from ui.chat.examples import example_questions

TODAY = date(2025, 12, 1)


def examples(library: Library, today: date = TODAY) -> list[str]:
    return example_questions(cast("ApiState", SimpleNamespace(library=library)), today)


@pytest.fixture(scope="module")
def register(tmp_path_factory) -> Iterator[Library]:
    with registered(tmp_path_factory.mktemp("examples")) as library:
        misread = ("Ban Quản lý Dự án 85 khẩn trương tiếp tục",)
        later = due("trước 5/2/2026", date(2026, 2, 5))
        publish(library, made("9/CĐ-TTg", date(2025, 11, 30), [(misread, (), "sửa đường", later)]))
        publish(library, made("8/CĐ-TTg", date(2025, 11, 29), [(("Bộ Y tế",), (), "phòng dịch", later)]))
        yield library


def test_only_known_bodies_are_asked_about_and_a_month_in_which_something_is_due(register):
    assert examples(register)[:2] == [
        "Bộ Y tế được giao việc gì trong công điện số 8/CĐ-TTg?",
        "Việc nào của Bộ Y tế đến hạn trong tháng này?",
    ]
    assert "Việc nào của Bộ Y tế đến hạn trong tháng 2/2026?" in examples(register, date(2026, 1, 1))
    assert not [question for question in examples(register) if "85" in question]


def test_every_example_is_answered_from_the_samples(samples: Library):
    assistant = Assistant(samples)
    for today in (TODAY, date.today()):
        offered = examples(samples, today)
        assert len(offered) >= 3
        for question in offered:
            assert not assistant.ask(question, as_of=today).abstained, question
        body = re.match(r"(.+?) được giao việc gì", offered[0])
        assert body and canonical_name(body[1]) == body[1]
