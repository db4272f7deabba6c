"""Every kept input of the fuzzers, without the fuzzer; and the targets must be able to complain."""

from __future__ import annotations

import json

import pytest

from builder import yaml_text
from calculator import browser, understand
from tests.fuzz import seeds, targets


@pytest.mark.parametrize("target", targets.TARGETS)
def test_no_kept_input_breaks_a_target(target: str):
    inputs = seeds.load(target)
    assert len(inputs) >= 10
    for one in inputs:
        targets.TARGETS[target](one)


def test_an_answer_with_markup_is_a_find(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(browser, "answer_card", lambda answer: "<article><script></article>")
    with pytest.raises(AssertionError):
        targets.json_entry(b"{}")


def test_a_problem_without_a_place_is_a_find(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(yaml_text, "_refused", lambda text, file, reading: reading.problem((file, 99, 1), "", "somewhere") or True)
    with pytest.raises(AssertionError):
        targets.yaml_reader(b"0a: 1")


def test_a_reading_with_a_span_elsewhere_is_a_find(monkeypatch: pytest.MonkeyPatch):

    def shifted(*arguments):
        reading = understand(*arguments)
        for span in reading.spans:
            span["start"] += 1
        return reading

    monkeypatch.setattr(targets, "understand", shifted)
    with pytest.raises(AssertionError):
        targets.sentence("给岳父买药".encode())


def test_an_engine_that_throws_is_a_find(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(browser, "check_question", lambda question, policies: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        targets.json_entry(json.dumps({"relation": "parent"}).encode())
