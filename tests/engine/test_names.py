"""Places, relatives and expenses by any name that people use for them."""

from __future__ import annotations

import pytest

from calculator import Policies, check
from tests.engine.asked import PARENT, TODAY, by_id


@pytest.mark.parametrize("name", ["深圳", "深圳市", "440300"])
def test_shenzhen_by_any_of_its_names(name: str, policies: Policies):
    plain = check({**PARENT, "donor_region": "guangdong", "donor_pool": "440300"}, policies).to_json()
    assert check({**PARENT, "donor_region": name}, policies).to_json() == plain
    assert check({**PARENT, "donor_pool": name}, policies).to_json() == plain
    assert plain["question"]["donor_pool"] == "440300"


def test_every_name_of_every_place_means_that_place(policies: Policies):
    for slug, region in policies.regions.items():
        for name in (slug, region["name"], region["short"], *region["aliases"]):
            assert check({"donor_region": name}, policies).question.donor_region == slug, name
    for code, pool in policies.pools.items():
        for name in (code, pool["name"]):
            asked = check({"donor_pool": name}, policies).question
            assert (asked.donor_pool, asked.donor_region) == (code, pool["region"]), name


def test_two_places_with_one_sound_are_kept_apart(policies: Policies):
    assert check({"donor_region": "陕西"}, policies).question.donor_region == "shaanxi"
    assert check({"donor_region": "山西"}, policies).question.donor_region == "shanxi"


def test_relations_and_expenses_by_id_and_by_label(policies: Policies):
    place = {"on": TODAY, "donor_region": "chongqing"}
    for relation, entry in policies.relations.items():
        by_label = check({**place, "relation": entry["label"], "expense": "inpatient"}, policies)
        assert by_label.checks == check({**place, "relation": relation, "expense": "inpatient"}, policies).checks, (
            relation
        )
    for category, entry in policies.categories.items():
        by_label = check({**place, "relation": "parent", "expense": entry["label"]}, policies)
        assert by_label.checks == check({**place, "relation": "parent", "expense": category}, policies).checks, category


@pytest.mark.parametrize(
    ("word", "relation"),
    [
        ("岳父", "parent_in_law"),
        ("我岳父", "parent_in_law"),
        ("老公的妈妈", "parent_in_law"),
        ("我老婆的爸爸", "parent_in_law"),
        ("我爸的弟弟", "uncle_aunt"),
        ("妈妈的妈妈", "grandparent"),
        ("妈妈的妈妈的妈妈", "great_grand"),
        ("姐姐的老公", "sibling_in_law"),
        ("老婆的弟弟", "sibling_in_law"),
        ("儿子的老婆", "child_in_law"),
        ("女儿的女儿", "grandchild"),
        ("哥哥的儿子", "niece_nephew"),
        ("舅舅的儿子", "cousin"),
        ("老公的奶奶", "grandparent_in_law"),
        ("爷爷的弟弟", "other_kin"),
        ("前妻", "former_spouse"),
        ("同事", "not_kin"),
        ("继父", "parent"),
        ("女儿的老公", "child_in_law"),
        ("爸爸的爸爸", "grandparent"),
        ("我妈妈的弟弟", "uncle_aunt"),
        ("我自己", "self"),
    ],
)
def test_a_kin_word_or_chain_means_its_relation(word: str, relation: str, policies: Policies):
    assert check({"relative": word}, policies).question.relation == relation


def test_the_word_wins_over_the_relation(policies: Policies):
    question = {"on": TODAY, "donor_region": "hunan", "relation": "parent", "relative": "岳父", "expense": "inpatient"}
    assert check(question, policies).question.relation == "parent_in_law"


@pytest.mark.parametrize("word", ["丈夫的儿子", "老婆的女儿"])
def test_a_spouses_child_may_be_ones_own_or_not_and_is_asked(word: str, policies: Policies):
    answer = check({"on": TODAY, "donor_region": "hunan", "relative": word, "expense": "inpatient"}, policies)
    assert answer.question.relation is None
    assert answer.question.kin is not None
    assert len(answer.question.kin.options) > 1


def test_every_meaning_of_an_ambiguous_word_can_be_chosen(policies: Policies):
    place = {"on": TODAY, "donor_region": "hunan", "expense": "inpatient"}
    for word, entry in policies.kin_ambiguous.items():
        answer = check({**place, "relative": word}, policies)
        verdicts = {check({**place, "relative": option["word"]}, policies).verdict for option in entry["options"]}
        if len(verdicts) > 1:
            assert "relative" in [one["key"] for one in answer.ask], word
            if "default" not in entry:
                assert answer.verdict == "unknown", word
                assert by_id(answer)["relation"].why_unknown == "not_given", word
        elif "default" not in entry:
            assert answer.verdict in verdicts, word


def test_an_unclear_expense_word_is_decided_only_if_its_meanings_agree(policies: Policies):
    place = {"on": TODAY, "donor_region": "hunan", "relation": "parent"}
    for word, entry in policies.item_ambiguous.items():
        answer = check({**place, "item": word}, policies)
        verdicts = {
            check(
                {**place, ("expense" if "expense" in option else "item"): option.get("expense") or option["item"]},
                policies,
            ).verdict
            for option in entry["options"]
            if (option.get("item") or "") not in policies.item_ambiguous
        }
        if len(verdicts) > 1 and "default" not in entry:
            assert answer.verdict == "unknown", word
        if len(verdicts) > 1:
            assert "item" in [one["key"] for one in answer.ask], word


def test_an_item_that_is_not_in_the_vocabulary_is_answered_by_its_category_and_said_so(policies: Policies):
    question = {**PARENT, "donor_region": "hunan", "expense": "pharmacy_device", "item": "会说话的体温枪"}
    answer = check(question, policies)
    assert answer.question.notes
    assert answer.verdict == check({**question, "item": None}, policies).verdict
