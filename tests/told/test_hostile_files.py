"""Hostile words in the files of questions, sayings, guides and changes stay words."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import markdown  # type: ignore[import-untyped]
import pytest
import yaml

from builder import change_pages
from builder.compiled import canonical, compile_policies
from builder.policy_set import PolicySet
from calculator import Policies
from tests.test_hostile import IN_POLICIES, Balanced, complaints
from tests.told.written import ON, written


def with_words(value: Any, word: str, key: str = "") -> Any:
    """The same part of the policies with the word behind every text that these pages show."""
    if isinstance(value, dict):
        return {name: with_words(entry, word, name) for name, entry in value.items()}
    if isinstance(value, list):
        return [with_words(entry, word, key) for entry in value]
    shown = {"ask", "group", "says", "found_in", "text", "title", "issuer", "what", "changed", "note", "condition", "channels"}
    return f"{value}{word}" if isinstance(value, str) and key in shown else value


@pytest.mark.parametrize("word", IN_POLICIES, ids=range(len(IN_POLICIES)))
def test_hostile_words_in_the_files_stay_words(word: str, policy_set: PolicySet, tmp_path: Path):
    spoilt = copy.copy(policy_set)
    for name in ("nation", "documents", "faq", "claims", "topics"):
        setattr(spoilt, name, with_words(getattr(policy_set, name), word))
    spoilt.regions = {**policy_set.regions, "anhui": with_words(policy_set.regions["anhui"], word)}
    site = written(spoilt, Policies(json.loads(canonical(compile_policies(spoilt)))), tmp_path, ON)
    if word == IN_POLICIES[0]:  # the longest of them to make
        change_pages.write(site)
    assert len(site.written) > 20
    for path in site.written:
        front, content = path.read_text(encoding="utf-8").split("---\n", 2)[1:]
        assert "title" in yaml.safe_load(front)
        own = re.sub(r'<svg [^>]*role="img".*?</svg>', "", content, flags=re.DOTALL)  # words of our own alone
        page = markdown.markdown(own, extensions=["attr_list", "def_list", "md_in_html", "tables"])
        assert set(complaints(page)) <= {"<template>"}, path  # the four badges on the page of changes
        assert "49$" not in Balanced(page).words
