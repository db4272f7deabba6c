"""The answer to a sentence: another person's account is spoken of as theirs, and what was left open is asked first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from calculator import Policies, browser, understand
from calculator.told import answer_to, said_of, told_json

TODAY = "2026-11-22"


@pytest.fixture(autouse=True)
def loaded(compiled: str) -> Iterator[None]:
    browser.load(compiled)
    yield


def told(text: str, policies: Policies) -> dict[str, Any]:
    return told_json(answer_to(understand(text, policies, {"on": TODAY}), policies))


def asked(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(browser.ask(json.dumps({"text": text, "on": TODAY})))
    return found


def test_the_headline_names_who_pays_and_for_whom(policies: Policies) -> None:
    assert "妈妈在甘肃·兰州的职工医保个人账户的钱可以给您付看门诊" in told("妈妈的卡给我用来看门诊,我俩都在兰州", policies)["headline"]
    assert "爸爸的职工医保个人账户的钱" in told("我爸的医保卡给我妈住院用", policies)["headline"]
    assert "付自己的看病" in told("妈妈看病能用她的医保吗 南宁", policies)["headline"]


def test_the_holder_is_the_payer_in_every_text(policies: Policies) -> None:
    found = told("用老公的医保给我妈买轮椅,他在南宁", policies)
    assert "老公有职工医保个人账户吗？" in [one["text"] for one in found["ask"]]
    texts = json.dumps([found["checks"], found["ask"], found["conditions"]], ensure_ascii=False)
    assert "您有" not in texts
    assert "您参保" not in texts


def test_the_card_says_so_too_and_goes_on_saying_so() -> None:
    found = asked("妈妈的卡给我用来看门诊,我俩都在兰州")
    assert "妈妈在甘肃·兰州的职工医保个人账户" in found["answer"]["html"]
    assert "妈妈的账户" in found["answer"]["html"]
    assert "您的账户" not in found["answer"]["html"]
    assert "付钱的是妈妈的账户，不是您的" in found["reading"]["notes"][0]
    again = json.loads(browser.check(json.dumps({**found["reading"]["question"], "payer": "妈妈", "user": "您"})))
    assert again["headline"] == found["answer"]["headline"]


def test_an_asker_s_own_account_stays_theirs(policies: Policies) -> None:
    found = told("我在南宁给岳父付住院", policies)
    assert "付钱的是" not in json.dumps(found, ensure_ascii=False)
    assert "您有职工医保个人账户" in json.dumps(found, ensure_ascii=False)


def test_what_the_sentence_left_open_is_asked_first_with_its_options(policies: Policies) -> None:
    first = told("岳父的医保卡能给我媳妇买药吗 呼和浩特", policies)["ask"][0]
    assert first["key"] == "relation"
    assert {one["value"] for one in first["options"]} == {"child", "other_kin"}
    first = told("给孩子和岳父打疫苗,福州", policies)["ask"][0]
    assert first["key"] == "relative"
    assert [one["value"] for one in first["options"]] == ["孩子", "岳父"]
    first = told("给老家的奶奶看门诊,我在广州交社保", policies)["ask"][0]
    assert first["key"] == "relative_region"
    assert first["options"]


def test_the_questions_stand_in_the_card() -> None:
    card = asked("岳父的医保卡能给我媳妇买药吗 呼和浩特")["answer"]["html"]
    assert "媳妇是岳父的什么人？" in card
    assert "&quot;relation&quot;: &quot;child&quot;" in card


def test_a_payer_is_only_text() -> None:
    html = json.loads(browser.check(json.dumps({"on": TODAY, "payer": "<b>x</b>", "user": "<i>"})))["html"]
    assert "<b>" not in html
    assert "<i>" not in html


def test_words_to_the_reader_stay(policies: Policies) -> None:
    assert said_of(["您说的婆婆", "您的账户", {"a": "给您付"}, 1], "妈妈") == ["您说的婆婆", "妈妈的账户", {"a": "给您付"}, 1]
    assert said_of("您的账户", "") == "您的账户"
