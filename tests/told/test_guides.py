"""Guides: their tables are the regions' own, their drawings say in words what they show."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from builder import guides
from builder.drawings import BOX, WIDTH, drawing
from builder.policy_set import PolicySet
from builder.site import Site
from calculator import Policies, check
from calculator.limits import limit_text
from calculator.model import Json
from calculator.timeline import YES, status
from calculator.wallet import wallet_state
from tests.test_plain_language import faults
from tests.told.written import ON, text_of


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
