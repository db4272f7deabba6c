"""Questions often asked, sayings met elsewhere, guides: what stands on the pages is what the engine answers."""

from __future__ import annotations

import copy
import html
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import markdown  # type: ignore[import-untyped]
import pytest
import yaml

from builder import change_pages, guides, told_pages
from builder.compiled import canonical, compile_policies
from builder.drawings import BOX, WIDTH, drawing
from builder.policies import PolicySet
from builder.site import Site
from builder.told import (
    DEPENDS,
    RIGHT,
    STATES,
    UNSURE,
    WRONG,
    Told,
    fragment,
    now,
    reasons,
    standing,
    tell,
    together,
    trials,
)
from calculator import Policies, check
from calculator.card import check_text
from calculator.limits import limit_text
from calculator.model import VERDICT_WORDS, VERDICTS, Json
from calculator.timeline import YES, status
from calculator.wallet import wallet_state
from tests.test_hostile import IN_POLICIES, Balanced, complaints
from tests.test_plain_language import faults

ROOT = Path(__file__).parent.parent
ON = "2026-11-22"
LATER = "2023-06-01"


def written(policy_set: PolicySet, policies: Policies, docs: Path, on: str) -> Site:
    (docs / "templates").symlink_to(ROOT / "docs" / "templates")
    site = Site(policy_set, policies, on, docs)
    for write in (told_pages.faq, told_pages.claims, guides.write):
        write(site)
    return site


@pytest.fixture(scope="module")
def site(policy_set: PolicySet, policies: Policies, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return written(policy_set, policies, tmp_path_factory.mktemp("docs"), ON)


@pytest.fixture(scope="module")
def past(policy_set: PolicySet, policies: Policies, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same as it would have been built on an earlier day."""
    return written(policy_set, policies, tmp_path_factory.mktemp("docs"), LATER)


def text_of(markup: str) -> str:
    """What a reader sees, without spaces."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]+>", "", markup)))


def section(site: Site, page: str, anchor: str) -> str:
    """A heading's part of a page, up to the next heading."""
    content = (site.docs / page).read_text(encoding="utf-8")
    found = re.search(rf"^##+ [^\n]*\{{ #{re.escape(anchor)} \}}$(.*?)(?=^##+ |\Z)", content, re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no heading #{anchor}"
    return found[1]


# Questions often asked


def entries(policy_set: PolicySet) -> list[Json]:
    listed: list[Json] = policy_set.faq["faq"]
    return listed


def test_there_are_many_questions_in_groups(policy_set: PolicySet):
    listed = entries(policy_set)
    assert len(listed) >= 30
    groups = [entry["group"] for entry in listed]
    in_turn = [name for number, name in enumerate(groups) if number == 0 or groups[number - 1] != name]
    assert len(in_turn) == len(set(in_turn)) >= 5, "the questions of a group stand together"
    assert len({entry["ask"] for entry in listed}) == len(listed)


@pytest.mark.parametrize("on", [ON, LATER])
def test_every_answer_on_the_page_is_the_engines(on: str, site: Site, past: Site, policy_set: PolicySet, policies: Policies):
    for entry in entries(policy_set):
        shown = section(site if on == ON else past, "faq/index.md", entry["id"])
        part = text_of(shown)
        asked = {"on": on, **entry["question"]}
        if "donor_region" in asked:
            answer = check(asked, policies)
            assert text_of(VERDICT_WORDS[answer.verdict] + answer.headline.split("：", 1)[1]) in part
            assert text_of(check_text(answer.deciding, policies)) in part
            continue
        verdicts: dict[str, list[str]] = {}
        for slug in policies.regions:
            answer = check({**asked, "donor_region": slug, "relative_region": slug}, policies)
            verdicts.setdefault(answer.verdict, []).append(slug)
        for verdict, slugs in verdicts.items():
            assert len(slugs) == 1 or f"（{len(slugs)}个地区）" in part
            first = check({**asked, "donor_region": slugs[0], "relative_region": slugs[0]}, policies)
            assert text_of(check_text(first.deciding, policies)) in part, (entry["id"], verdict)
        badges = re.findall(r'class="v v-(\w+)"', shown)
        assert badges[: len(verdicts)] == sorted(verdicts, key=VERDICTS.index)


def test_the_answers_follow_the_day(site: Site, past: Site):
    assert section(site, "faq/index.md", "sibling") != section(past, "faq/index.md", "sibling")
    assert section(site, "faq/index.md", "year-2023") == section(past, "faq/index.md", "year-2023")


def test_the_link_asks_the_same(site: Site, policy_set: PolicySet, policies: Policies):
    for entry in entries(policy_set):
        link = re.search(r'href="\.\./check/#([^"]+)"', section(site, "faq/index.md", entry["id"]))
        assert link
        given = dict(parse_qsl(html.unescape(link[1])))
        told = tell(entry["question"], ON, policies)
        if told.one:
            numbers: Json = {key: float(given[key]) for key in ("amount", "donor_balance") if key in given}
            counts: Json = {key: int(given[key]) for key in ("relatives_bound", "relative_bound_by") if key in given}
            assert check({**given, **numbers, **counts}, policies).verdict == told.verdict


def test_numbers_in_a_link_have_no_needless_noughts():
    assert fragment({"amount": 120.0, "donor_balance": 12.5, "relatives_bound": 3}) == "amount=120&donor_balance=12.5&relatives_bound=3"


def test_a_question_without_a_place_is_asked_everywhere(policies: Policies):
    told = tell({"relation": "parent_in_law", "expense": "inpatient"}, ON, policies)
    assert told.one is None
    assert sorted(slug for answers in told.answers.values() for slug, _ in answers) == sorted(policies.regions)
    assert list(told.answers) == sorted(told.answers, key=VERDICTS.index)
    here = tell({"relation": "parent_in_law", "expense": "inpatient", "donor_region": "guangxi"}, ON, policies)
    assert here.one is not None
    assert here.verdict == here.one.verdict


# Sayings


def claims(policy_set: PolicySet) -> list[Json]:
    listed: list[Json] = policy_set.claims["claims"]
    return listed


def test_the_sayings_that_people_meet_most_are_there(policy_set: PolicySet):
    assert {"23-provinces", "no-drugs", "no-cross-province", "only-three-relatives"} <= {claim["id"] for claim in claims(policy_set)}
    assert len(claims(policy_set)) >= 12


@pytest.mark.parametrize(("verdicts", "if_true", "stands"), [
    (["not_covered"], ["not_covered"], RIGHT),
    (["covered"], ["not_covered"], WRONG),
    (["conditional"], ["covered", "conditional"], RIGHT),
    (["unknown"], ["not_covered"], UNSURE),
    (["unknown"], ["not_covered", "unknown"], RIGHT),
    (["covered", "unknown"], ["not_covered"], WRONG),
    (["not_covered", "unknown"], ["not_covered"], UNSURE),
    (["covered", "not_covered"], ["not_covered"], DEPENDS),
    (["covered", "unknown", "not_covered"], ["covered"], DEPENDS),
])  # fmt: skip
def test_how_a_saying_stands(verdicts: list[str], if_true: list[str], stands: str):
    assert standing(Told({verdict: [] for verdict in verdicts}), if_true) == stands


def test_one_counter_example_is_enough():
    assert together({WRONG, UNSURE}) == WRONG
    assert together({RIGHT, UNSURE}) == UNSURE
    assert together({DEPENDS, WRONG}) == together({RIGHT, WRONG}) == DEPENDS


def test_what_a_claims_page_says_is_what_the_engine_answers(site: Site, policy_set: PolicySet, policies: Policies):
    for claim in claims(policy_set):
        page = f"claims/{claim['id']}.md"
        for number, trial in enumerate(trials(claim, ON, policies), 1):
            part = section(site, page, f"ask-{number}")
            days = re.findall(r'<li><p class="day"><time>([^<]+)</time>(.*?)(?=<li><p class="day">|</ol>\n<p><a class="go")', part, re.DOTALL)
            assert len(days) == len(trial.days) == len({*claim["tests"][number - 1]["days"], ON})
            for (_, shown), (_, told, state) in zip(days, trial.days, strict=True):
                seen = text_of(shown)
                assert ("这句话：" in seen) == (state is not None)
                assert state is None or f"这句话：{STATES[state][0]}" in seen
                for answers in told.answers.values():
                    answer = answers[0][1]
                    if trial.show == "steps":
                        assert all(text_of(step) in seen for step in answer.steps)
                    else:
                        assert all(text_of(check_text(found, policies)) in seen for found in reasons(answer, trial.show))
                if told.one:
                    assert text_of(told.one.headline.split("：", 1)[1]) in seen


def test_the_index_of_sayings_says_how_each_stands_today(site: Site, past: Site, policy_set: PolicySet, policies: Policies):
    for made, on in ((site, ON), (past, LATER)):
        index = (made.docs / "claims" / "index.md").read_text(encoding="utf-8")
        for claim in claims(policy_set):
            stands = now(trials(claim, on, policies), on)
            word = STATES[stands][0] if stands else "看说明"
            line = re.search(rf'<li><a href="{claim["id"]}/">(.*?)</li>', index)
            assert line
            assert text_of(line[1]) == text_of(claim["says"]) + word


def test_a_saying_was_right_and_is_wrong(policy_set: PolicySet, policies: Policies):
    (claim,) = [claim for claim in claims(policy_set) if claim["id"] == "no-cross-province"]
    assert now(trials(claim, "2024-12-01", policies), "2024-12-01") == RIGHT
    assert now(trials(claim, ON, policies), ON) == WRONG


def test_official_counts_stand_where_they_matter(site: Site, policy_set: PolicySet):
    counts = policy_set.nation["wallet"]["counts"]
    for claim in claims(policy_set):
        content = (site.docs / f"claims/{claim['id']}.md").read_text(encoding="utf-8")
        assert content.count("<tr><th scope=\"row\">") == (len(counts) if claim.get("counts") else 0)


def test_texts_are_plain(policy_set: PolicySet):
    texts = [entry["ask"] for entry in entries(policy_set)]
    for claim in claims(policy_set):
        texts += [claim["says"], claim["found_in"], *(test["ask"] for test in claim["tests"])]
        texts += [entry["text"] for key in ("right", "because") for entry in claim[key]]
    assert len(texts) > 100
    found = [fault for text in texts for fault in faults(text)]
    assert not found, "\n".join(found)
    assert not [text for text in texts if re.search(r"[,;?!()]", text)]


def test_around_reads_as_a_day():
    assert [told_pages.around(day) for day in ("2025", "2025-04", "2025-04-15")] == ["2025 年", "2025 年 4 月", "2025 年 4 月 15 日"]


# Guides


def cells(site: Site, page: str, label: str) -> dict[str, str]:
    """The rows of a table of a guide: region by its link, and the row as it stands."""
    content = (site.docs / "guide" / page).read_text(encoding="utf-8")
    table = re.search(rf'aria-label="{label}"(.*?)</table>', content, re.DOTALL)
    assert table
    rows = re.findall(r'<tr role="row"><th scope="row" role="rowheader"><a href="\.\./\.\./regions/(\w+)/#\w+">(.*?)</tr>', table[1], re.DOTALL)
    assert len(rows) == len(dict(rows))
    return dict(rows)


def test_the_binding_table_is_the_regions_own(site: Site, policy_set: PolicySet):
    rows = cells(site, "bind.md", "各地在哪里绑定")
    assert list(rows) == list(policy_set.regions)
    for slug, region in policy_set.regions.items():
        binding = region.get("binding", {})
        assert text_of("、".join(binding.get("channels", ["没有查到"]))) in text_of(rows[slug])
        assert (guides.PROOF_WORDS[binding["proof"]["kind"]] if "proof" in binding else "没有查到") in rows[slug]


@pytest.mark.parametrize(("page", "label", "kinds"), [
    ("bind.md", "各地能绑几个人", guides.PEOPLE),
    ("trouble.md", "各地对余额和付法的限制", (*guides.MONEY, *guides.CEILINGS)),
    ("release.md", "各地变更的次数和期限", guides.RELEASE),
])  # fmt: skip
def test_every_limit_in_force_stands_in_its_table(page: str, label: str, kinds: tuple[str, ...], site: Site, policies: Policies):
    rows = cells(site, page, label)
    expected = set()
    for slug in policies.regions:
        for place in (slug, *policies.ruled_pools[slug]):
            for entry in policies.rules[place].get("limits", []):
                if entry["kind"] in kinds and status(entry, ON) == YES:
                    expected.add(slug)
                    assert text_of(limit_text(entry, policies).rstrip("。")) in text_of(rows[slug])
                    assert all(f"#doc-{name}" in rows[slug] for name in entry["documents"])
    assert expected
    assert expected <= set(rows)


def test_the_wallet_table_is_the_engines(site: Site, policies: Policies):
    rows = cells(site, "wallet.md", "各地的医保钱包")
    for slug in policies.regions:
        found = wallet_state(policies, slug, None, "donor", ON)
        assert f'v-{found.verdict}"' in rows[slug]
        assert text_of(found.text) in text_of(rows[slug])


def test_the_table_of_premiums_is_the_engines(site: Site, policies: Policies):
    rows = cells(site, "premium.md", "各地能不能给父母交居民医保")
    for slug in policies.regions:
        question = {"on": ON, "donor_region": slug, "relative_region": slug, "relation": "parent", "expense": "resident_premium"}
        answer = check(question, policies)
        assert f'v-{answer.verdict}"' in rows[slug]
        assert text_of(answer.deciding.text) in text_of(rows[slug])


def test_an_unknown_document_ends_the_build(policies: Policies):
    with pytest.raises(KeyError):
        guides.sources(policies, "no-such-document")


def test_every_guide_cites_documents_and_links_to_what_is_there(site: Site, policies: Policies):
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (site.docs / "guide").iterdir()}
    assert set(pages) == {"index", "bind", "wallet", "premium", "release", "trouble", "confusions"}
    for name, content in pages.items():
        assert "依据：" in content, name
        for target, anchor in re.findall(r"\]\((\w+)\.md#([\w-]+)\)", content):
            assert f"{{ #{anchor} }}" in pages[target], f"{name}: {target}#{anchor}"
        for document in re.findall(r"documents/#doc-([\w-]+)", content):
            assert document in policies.documents


# Drawings


def drawings(site: Site) -> list[ElementTree.Element]:
    found = [part for path in sorted((site.docs / "guide").iterdir()) for part in re.findall(r"<svg.*?</svg>", path.read_text(encoding="utf-8"), re.DOTALL)]
    return [ElementTree.fromstring(part) for part in found]


def test_every_drawing_has_a_name_and_says_in_words_what_it_shows(site: Site):
    made = drawings(site)
    assert len(made) >= 8
    ids = [part.get("id") for svg in made for part in svg.iter() if part.get("id")]
    assert len(ids) == len(set(ids))
    for svg in made:
        assert svg.get("role") == "img"
        title, description = svg.find("title"), svg.find("desc")
        assert title is not None and description is not None
        assert str(svg.get("aria-labelledby")).split() == [title.get("id"), description.get("id")]
        assert not faults(description.text or "x" * 99)
        assert not list(svg.iter("image"))


def test_boxes_stay_in_the_frame_and_apart(site: Site):
    for svg in drawings(site):
        width, height = (float(figure) for figure in str(svg.get("viewBox")).split()[2:])
        boxes = [tuple(float(rect.attrib[key]) for key in ("x", "y", "width", "height")) for rect in svg.iter("rect")]
        for number, (x, y, w, h) in enumerate(boxes):
            assert x >= 0 and y >= 0 and x + w <= width and y + h <= height
            for a, b, c, d in boxes[:number]:
                assert x >= a + c or a >= x + w or y >= b + d or b >= y + h


@pytest.mark.parametrize(("boxes", "arrows"), [
    ({"a": [2, 0, "字"]}, []),
    ({"a": [0, 0, "字", "loud"]}, []),
    ({"a": [0, 0, "一行太长的字放不下"]}, []),
    ({"a": [0, 0, "字"], "b": [1, 1, "字"]}, [["a", "b"]]),
    ({"a": [0, 0, "字"], "b": [0, 1, "字"], "c": [0, 2, "字"]}, [["a", "c"]]),
])  # fmt: skip
def test_what_cannot_be_drawn_is_refused(boxes: Json, arrows: list[list[str]]):
    with pytest.raises(ValueError):
        drawing("x", "题", "说明", boxes, arrows)


def test_words_in_a_drawing_are_escaped():
    svg = ElementTree.fromstring(drawing("x", "<b>", "&", {"a": [0, 0, "<i>"], "b": [1, 0, "乙"]}, [["a", "b", "<u>"]]))
    assert [text.text for text in svg.iter("text")] == ["<u>", "<i>", "乙"]
    assert float(next(svg.iter("rect")).attrib["width"]) == pytest.approx(BOX)
    assert WIDTH - 2 * BOX > 0


# Hostile words


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
