"""The file of topics and the guide pages that they lead to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder import guides
from builder.format import FILES
from builder.policy_set import PolicySet
from builder.problems import Problems
from builder.shapes import Reading
from builder.site import Site
from builder.yaml_text import read_text
from calculator import Policies

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def guide(policy_set: PolicySet, policies: Policies, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The guide pages as they are written for MkDocs, by name."""
    docs = tmp_path_factory.mktemp("docs")
    (docs / "templates").symlink_to(DOCS / "templates")
    guides.write(Site(policy_set, policies, "2026-11-22", docs))
    return {path.stem: path.read_text(encoding="utf-8") for path in (docs / "guide").iterdir()}


def test_every_topic_leads_to_a_heading_of_a_guide_page(policies: Policies, guide: dict[str, str]) -> None:
    for name, topic in policies.topics["topics"].items():
        page, anchor = topic["guide"].split("#")
        assert re.search(rf"^#.*\{{ #{anchor} \}}$", guide[page], re.MULTILINE), f"{name}: {topic['guide']}"
        assert topic["title"] in guide["index"], f"{name} is not among the questions of guide/index.md"


def test_guides_link_to_every_region(policies: Policies, guide: dict[str, str]) -> None:
    linked = set(re.findall(r'href="../../regions/(\w+)/#binding"', guide["bind"]))
    assert linked == set(policies.regions)


ENTRY = "{id: a, title: 一, any: [[词]], answer: [{text: 没有查到, from: 2024-01-01}], guide: bind#steps}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"topics: [{ENTRY}, {ENTRY}]", "'a' stands twice"),
        (f"alike: [{{word: 甲, words: [丙]}}, {{word: 乙, words: [丙]}}]\ntopics: [{ENTRY}]", "'丙' stands twice"),
        (f"topics: [{ENTRY.replace('没有查到', '可以')}]", "key 'documents' is missing"),
        (f"topics: [{ENTRY.replace('bind#steps', 'bind')}]", "is not a guide page"),
        (f"topics: [{ENTRY.replace('[[词]]', '[[]]')}]", "the list is empty"),
        (f"topics: [{ENTRY.replace('2024-01-01', '2024-01-01, until: 2023-01-01')}]", "is before from"),
        (f"topics: [{ENTRY.replace('guide', 'gide')}]", "unknown key 'gide'"),
    ],
)
def test_a_mistake_in_the_file_is_named(text: str, said: str) -> None:
    problems = Problems()
    read_text(text, "topics.yaml", FILES["topics"], Reading(problems))
    assert said in str(list(problems)), str(list(problems))


def test_sentences_are_short_and_plain(policy_set: PolicySet) -> None:
    """At most 62 characters a sentence, full-width punctuation, no words of the office."""
    for topic in policy_set.topics["topics"]:
        for entry in topic["answer"]:
            for sentence in re.split(r"[。；？]", entry["text"]):
                assert len(sentence) <= 62, f"{topic['id']}: {sentence}"
            assert not re.search(r"[,;?!()]|共济人|授权人|清算|经办", entry["text"]), entry["text"]
