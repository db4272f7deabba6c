"""Questions in people's own words: each is read as expected, answered as expected, and where it is not, it asks."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator import Policies, QuestionError, check, understand

CASES = Path(__file__).parent.parent / "policies" / "cases"
TODAY = "2026-11-22"
FIGURES = ("amount", "donor_balance", "relatives_bound", "relative_bound_by")


def load_asked() -> list[dict[str, Any]]:
    """The entries of asked.yaml; figures as numbers, the rest as text."""
    text = (CASES / "asked.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)["asked"]
    for entry in found:
        expected = entry.setdefault("question", {})
        for key in FIGURES:
            if key in expected:
                expected[key] = float(expected[key])
    return found


ASKED = load_asked()


def failures(entry: dict[str, Any], policies: Policies) -> list[str]:
    """What is not as expected; a wrong verdict without a question is marked as confident."""
    reading = understand(entry["text"], policies, {"on": TODAY, **entry.get("context", {})})
    answer = check(reading.question, policies)
    understood = answer.question.to_json()
    wrong = [f"{key}: {understood.get(key)}" for key, value in entry["question"].items() if understood.get(key) != value]
    raised = {one["key"] for one in reading.ambiguous} | {one["key"] for one in answer.ask}
    wrong += [f"{key} is not asked" for key in entry.get("ambiguous", []) if key not in raised]
    if reading.about != (entry.get("about") != "false"):
        wrong.append(f"about: {reading.about}")
    if answer.verdict != entry["verdict"]:
        asks = answer.verdict in ("unknown", "conditional") and bool(answer.ask)
        wrong.append(f"verdict: {answer.verdict}" + ("" if asks else " (confident)"))
    return wrong


@pytest.mark.parametrize("entry", ASKED, ids=[entry["text"] for entry in ASKED])
def test_asked(entry: dict[str, Any], policies: Policies) -> None:
    assert not failures(entry, policies)


def test_at_least_95_in_100_are_right_and_none_is_confidently_wrong(policies: Policies) -> None:
    found = {entry["text"]: failures(entry, policies) for entry in ASKED}
    right = sum(not wrong for wrong in found.values())
    assert right >= 0.95 * len(ASKED)
    assert not [text for text, wrong in found.items() if any("confident" in one for one in wrong)]


def test_there_are_enough_of_each_kind() -> None:
    texts = [entry["text"] for entry in ASKED]
    assert len(texts) == len(set(texts))
    assert len(texts) >= 1000
    assert sum("ambiguous" in entry for entry in ASKED) >= 45
    assert sum(entry.get("about") == "false" for entry in ASKED) >= 15


def test_a_usual_sentence_takes_about_a_millisecond(policies: Policies) -> None:
    understand(ASKED[0]["text"], policies)
    start = time.perf_counter()
    for entry in ASKED:
        understand(entry["text"], policies, {"on": TODAY})
    assert (time.perf_counter() - start) / len(ASKED) < 0.005  # with room for a slow machine


PIECES = (
    "我", "我的", "老公", "岳父", "他爸", "她", "婆婆", "的", "家", "在", "深圳", "湖南", "老家", "医保", "医保卡",
    "用", "给", "帮", "交", "绑了", "三个", "人", "2024年", "5月", "去年", "国庆", "前", "买药", "血压计", "住院",
    "300", "块", "1.5万", "余额", "不是定点", "吗", "能", "，", "。", "？", "和", "、", "居民医保", "没参保", "退休",
    "灵活就业", "离婚了", "被", "12", "/", "-", "二〇二四年", "半年前",
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(st.sampled_from(PIECES), max_size=400).map("".join).map(lambda text: text[:2000])
    | st.text(max_size=2000)
    | st.sampled_from(PIECES).map(lambda piece: (piece * 2000)[:2000])
)
def test_any_text_is_read_in_a_second_and_never_raises(text: str, policies: Policies) -> None:
    start = time.perf_counter()
    reading = understand(text, policies, {"on": TODAY})
    assert time.perf_counter() - start < 1
    for span in reading.spans:
        assert reading.text[span["start"] : span["end"]] == span["text"]
    try:
        check(reading.question, policies).to_json()
    except QuestionError as error:
        assert error.key == "on"  # a day that does not exist is kept as it was said
