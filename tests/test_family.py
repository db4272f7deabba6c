"""Who is what to whom, from marriages and parents."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

from calculator import Policies, QuestionError
from calculator.family import Family
from calculator.household import read_household
from calculator.kin import read_kin
from tests.families import random_household

# Three generations on both sides, with a former marriage, an adoption and a half brother.
PEOPLE = {
    "她": "female", "他": "male", "她爸": "male", "她妈": "female", "他爸": "male", "他妈": "female", "她爷爷": "male", "她外婆": "female",
    "儿子": "male", "女儿": "female",
}
MARRIAGES = [["她", "他"], ["她爸", "她妈"], ["他爸", "他妈"]]
PARENTS: dict[str, list[Any]] = {
    "她": ["她爸", "她妈"], "他": ["他爸", "他妈"], "她爸": ["她爷爷"], "她妈": ["她外婆"], "儿子": ["她", "他"], "女儿": ["她", "他"],
}


def family(policies: Policies, people: dict[str, str], marriages: list[list[str]], parents: dict[str, list[Any]]) -> dict[tuple[str, str], Any]:
    members = [{"id": name, **({"sex": sex} if sex else {})} for name, sex in people.items()]
    found = Family(read_household({"members": members, "marriages": marriages, "parents": parents}, policies))
    names = list(people)
    return {(names[a], names[b]): found.seen_from(a, b) for a in range(len(names)) for b in range(len(names))}


@pytest.mark.parametrize(
    ("donor", "relative", "relation", "word"),
    [
        ("她", "她", "self", "本人"),
        ("她", "他", "spouse", "丈夫"),
        ("她", "他妈", "parent_in_law", "婆婆"),
        ("她", "他爸", "parent_in_law", "公公"),
        ("他", "她爸", "parent_in_law", "岳父"),
        ("他", "她妈", "parent_in_law", "岳母"),
        ("他", "她爷爷", "grandparent_in_law", "妻子的爷爷"),
        ("她", "她爷爷", "grandparent", "爷爷"),
        ("她", "她外婆", "grandparent", "外婆"),
        ("她爷爷", "她", "grandchild", "孙女"),
        ("她外婆", "她", "grandchild", "外孙女"),
        ("儿子", "女儿", "sibling", "姐妹"),
        ("儿子", "她爷爷", "great_grand", "曾祖父"),
        ("她爷爷", "儿子", "great_grand", "曾孙子"),
        ("他爸", "她", "child_in_law", "儿媳"),
        ("她爸", "他", "child_in_law", "女婿"),
        ("她爸", "他爸", "other_kin", "女婿的父亲"),
        ("女儿", "他妈", "grandparent", "奶奶"),
    ],
)
def test_relations_of_a_plain_family(donor: str, relative: str, relation: str, word: str, policies: Policies) -> None:
    found = family(policies, PEOPLE, MARRIAGES, PARENTS)[donor, relative]
    assert (found.relation, found.word.replace("曾祖父母", "曾祖父")) == (relation, word)


def test_uncles_cousins_and_in_laws(policies: Policies) -> None:
    people = {"爷": "male", "爸": "male", "姑": "female", "姑父": "male", "我": "male", "表": "female", "妹": "female", "妹夫": "male", "甥": "male"}
    found = family(
        policies,
        people,
        [["姑", "姑父"], ["妹", "妹夫"]],
        {"爸": ["爷"], "姑": ["爷"], "我": ["爸"], "妹": ["爸"], "表": ["姑", "姑父"], "甥": ["妹", "妹夫"]},
    )
    expected = {
        "姑": ("uncle_aunt", "姑姑"), "姑父": ("other_kin", "姑姑的丈夫"), "表": ("cousin", "表姐妹"), "妹夫": ("sibling_in_law", "姐妹的丈夫"),
        "甥": ("niece_nephew", "外甥"),
    }
    for name, (relation, word) in expected.items():
        assert (found["我", name].relation, found["我", name].word) == (relation, word)
    assert (found["姑父", "我"].relation, found["妹夫", "我"].relation) == ("other_kin", "sibling_in_law")


def test_steps_and_adoption_are_kept(policies: Policies) -> None:
    people = {"夫": "male", "妻": "female", "夫的孩子": "male", "共同的孩子": "female", "养女": "female", "生父": "male", "继母的妈": "female"}
    found = family(
        policies,
        people,
        [["夫", "妻"]],
        {
            "夫的孩子": ["夫"],
            "共同的孩子": ["夫", "妻"],
            "养女": [{"id": "妻", "kind": "adoptive"}, {"id": "夫", "kind": "adoptive"}, "生父"],
            "妻": ["继母的妈"],
        },
    )
    step = found["妻", "夫的孩子"]
    assert (step.relation, step.word, step.condition) == ("child", "继子", "step_upbringing")
    assert found["夫的孩子", "妻"].word == "继母"
    assert (found["养女", "夫"].word, found["养女", "夫"].condition) == ("养父", "adopted_by_law")
    assert found["生父", "养女"].relation == found["养女", "生父"].relation == "not_kin"
    assert found["养女", "共同的孩子"].condition == "adopted_by_law"
    assert (found["夫的孩子", "继母的妈"].relation, found["继母的妈", "夫的孩子"].relation) == ("other_kin", "other_kin")
    assert found["养女", "继母的妈"].word == "养祖母"


def test_half_brothers_and_people_who_are_no_kin(policies: Policies) -> None:
    people = {"父": "male", "母": "female", "后母": "female", "兄": "male", "弟": "male", "兄的舅": "male", "外婆": "female"}
    found = family(
        policies,
        people,
        [["父", "后母"]],
        {"兄": ["父", "母"], "弟": ["父", "后母"], "母": ["外婆"], "兄的舅": ["外婆"]},
    )
    half = found["兄", "弟"]
    assert (half.relation, half.word, half.condition) == ("sibling", "同父异母兄弟", "half_blood_proof")
    assert found["弟", "母"].relation == "not_kin"  # his half brother's mother
    assert found["父", "母"].relation == "not_kin"  # his child's mother, not married to him
    assert found["弟", "外婆"].relation == "not_kin"
    assert found["父", "外婆"].relation == "not_kin"


def test_without_sexes_words_stay_open(policies: Policies) -> None:
    found = family(policies, {"a": "", "b": "", "c": "", "d": ""}, [["a", "b"]], {"b": ["c"], "d": ["a", "b"]})
    assert (found["a", "b"].word, found["a", "c"].word, found["a", "d"].word, found["d", "c"].word) == ("配偶", "配偶的父母", "孩子", "祖父母")


_BACK = {
    "self": "self", "spouse": "spouse", "parent": "child", "child": "parent", "sibling": "sibling", "grandparent": "grandchild",
    "grandchild": "grandparent", "parent_in_law": "child_in_law", "child_in_law": "parent_in_law", "sibling_in_law": "sibling_in_law",
    "uncle_aunt": "niece_nephew", "niece_nephew": "uncle_aunt", "cousin": "cousin", "great_grand": "great_grand", "not_kin": "not_kin",
}


def test_relations_are_the_same_both_ways(policies: Policies) -> None:
    chance = random.Random(3)
    seen = set()
    for _ in range(400):
        raw = random_household(chance, policies, most=12)
        found = Family(read_household(raw, policies))
        for a, b in itertools.permutations(range(len(raw["members"])), 2):
            there, back = found.seen_from(a, b), found.seen_from(b, a)
            seen.add(there.relation)
            if there.relation in _BACK:
                assert back.relation == _BACK[there.relation], (raw["marriages"], raw["parents"], a, b)
                assert there.condition == back.condition
            assert there.relation in policies.relations
            assert there.condition is None or there.condition in policies.conditions
    assert len(seen) > 12


def test_words_mean_what_they_say(policies: Policies) -> None:
    """Every word that the vocabulary knows stands there for the relation that was derived."""
    chance = random.Random(4)
    known = 0
    for _ in range(300):
        raw = random_household(chance, policies, most=12)
        for member in raw["members"]:
            member["sex"] = chance.choice(["male", "female"])
        raw["marriages"] = []
        for links in raw["parents"].values():
            del links[1:]
        found = Family(read_household(raw, policies))
        for a, b in itertools.permutations(range(len(raw["members"])), 2):
            kin = found.seen_from(a, b)
            read = read_kin(kin.word, policies)
            if read and read.relation and not read.options and kin.condition is None:
                known += 1
                assert read.relation == kin.relation, kin
    assert known > 500


def test_brothers_and_sisters_cannot_be_a_couple(policies: Policies) -> None:
    people = {"儿子": "male", "女儿": "female", "她": "female", "他": "male"}
    with pytest.raises(QuestionError) as refused:
        family(policies, people, [["儿子", "女儿"]], {"儿子": ["她", "他"], "女儿": ["她"]})
    assert (refused.value.key, refused.value.message) == ("marriages[0]", "儿子和女儿是亲兄弟姐妹，又写成夫妻")


def test_whose_spouse_is_told_tells_the_sex(policies: Policies) -> None:
    found = family(policies, {"他": "male", "她": "", "儿子": "", "儿媳": "female"}, [["他", "她"], ["儿媳", "儿子"]], {"儿子": ["他", "她"]})
    assert found["他", "她"].word == "妻子"
    assert found["她", "儿子"].word == "儿子"
    assert found["儿子", "她"].word == "母亲"
