"""The sentence reader where a word is almost, but not quite, what it looks like: days, places, people, figures."""

from __future__ import annotations

import json
from typing import Any

import pytest

from calculator import Policies, understand
from calculator.kin import read_kin
from calculator.kin_chains import compose
from calculator.kin_views import seen_from
from calculator.reading_days import find_day
from calculator.reading_figures import chinese, people_bound

TODAY = "2026-11-22"


@pytest.mark.parametrize(
    ("text", "on", "day"),
    [
        ("二〇二年", TODAY, None),  # a figure is missing
        ("二〇二四年底", TODAY, "2024-12-31"),
        ("二〇二四年年底", TODAY, "2024-12-31"),
        ("二零二三年初", TODAY, "2023-01-01"),
        ("24年", TODAY, "2024-01-01"),
        ("13月3日", TODAY, None),
        ("15月份", TODAY, None),
        ("过年", TODAY, None),  # every year has one
        ("去年国庆", "1990-05-01", None),  # before the first day that is answered
        ("2018年春节", TODAY, "2018-01-01"),  # that feast's day is not known, the year is
        ("上上个月", TODAY, "2026-09-01"),
        ("月底", TODAY, "2026-11-30"),
        ("月初", TODAY, "2026-11-01"),
        ("几天前", TODAY, None),
        ("去年5月", None, None),
        ("5月3日", None, None),
        ("今年国庆", None, None),
        ("去年底", None, None),
        ("上周三", None, None),
        ("下个月1号", TODAY, "2026-12-01"),
        ("下个月1号", None, None),
        ("去年", "2026-02-30", None),
        ("2024年国庆", None, "2024-10-01"),
    ],
)
def test_days(text: str, on: str | None, day: str | None) -> None:
    found = find_day(text, on)
    assert (found[2] if found else None) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大学生儿子住院", {"relative": "儿子"}),
        ("我姐姐婆婆住院能付吗", {"relative": "姐姐婆婆"}),
        ("老公没领证,住院能用我的医保吗", {"relation": "not_kin"}),
        ("用我哥的医保给嫂子的妈妈买药", {"relation": "parent_in_law"}),
        ("我被老婆绑定了,能买药吗", {"relation": "spouse"}),
        ("我在南宁参保,我在抖音上刷到一条消息说现在医保余额能打疫苗", {"donor_pool": "450100", "relation": None}),
        ("我在南昌交医保,爸爸在杭州,不是一个省,能给他买药吗", {"relative_region": "zhejiang", "route": None}),
        ("不是同一个统筹区,能给妈妈买药吗", {"same_pool": "no"}),
        ("不是同城,不是跨市,给妈妈买药", {"same_pool": "no"}),
        ("和我是同一个统筹区吗,给妈妈买药", {"same_pool": None}),
        ("本人户籍甘肃天水,用我的", {"relation": "self"}),
        ("医生让体检,能给妈妈付吗", {"expense": "outpatient"}),
        ("保姆每月四千能用医保付吗", {"item": "保姆费", "amount": 4000}),
        ("给妈妈买百令胶囊", {"expense": "pharmacy_drug"}),
        ("我从今年3月开始在苏州交医保,爱人是军官没有医保", {"relative_insured": "none", "item": None, "expense": None}),
        ("编号A300左右给妈妈买药", {"amount": None}),
        ("给我妈买理疗仪能刷医保不交医保,我是甘肃兰州的", {"item": "理疗仪", "donor_pool": "620100"}),
        ("我们还没结婚,能买药吗", {"relation": "not_kin"}),
        ("爸爸看病。奶奶买膏药", {"relative": "爸爸", "item": "看病"}),
        ("还没绑过一个", {"relatives_bound": 0}),
        ("她住院能用我的吗,我是她儿媳", {"relation": "parent_in_law"}),
        ("他住院,我们两口子都在上海", {"relation": "spouse", "donor_region": "shanghai"}),
        ("她绑了他爸余额5月1.5万", {"amount": 15000}),
        ("我们还没结婚 买药", {"relation": "not_kin"}),
        ("都是职工医保", {"donor_account": "yes", "relative_insured": None}),
        ("我妈账户有钱我也有钱,她看病先扣谁的,安庆", {"relative": "我妈", "donor_pool": "340800"}),
        ("邻居李奶奶住院能用我的医保吗", {"relative": "邻居李奶奶", "item": "住院"}),
        ("弟妹在惠州,她要做试管,我深圳的能付吗", {"relative": "弟媳", "relative_pool": "441300"}),
        ("我们酒泉的,儿媳在外省,能用儿子的医保给孙女看急诊吗", {"relation": "child", "donor_pool": "620900"}),
        ("给漳州龙海的爷爷买轮椅,齐齐哈尔老妹想做个体检用我大庆的卡", {"donor_pool": "230600"}),
    ],
)
def test_what_is_read(text: str, expected: dict[str, Any], policies: Policies) -> None:
    read = understand(text, policies, {"on": TODAY}).question
    assert {key: read.get(key) for key in expected} == expected


def test_of_three_places_it_is_asked_which_one(policies: Policies) -> None:
    read = understand("我在北京或者上海或者广州参保,能给妈妈付住院吗", policies, {"on": TODAY})
    assert "donor_region" not in read.question
    options = next(one["options"] for one in read.ambiguous if one["key"] == "donor_region")
    assert [one["value"] for one in options] == ["beijing", "shanghai", "guangdong"]


def test_a_child_that_may_be_a_grandchild_is_asked_about(policies: Policies) -> None:
    read = understand("儿子在西安,非婚生的孩子能用我的医保看病吗", policies, {"on": TODAY})
    assert "relative" not in read.question
    assert [one["ask"] for one in read.ambiguous if one["key"] == "relative"] == ["孩子是您的孙辈，还是您的孩子？"]


def test_the_letter_of_a_region_that_is_not_known_names_no_place(compiled: str) -> None:
    policies = Policies(json.loads(compiled))
    assert understand("我在沪参保", policies).question["donor_region"] == "shanghai"
    del policies.region_names["沪"]
    assert "donor_region" not in understand("我在沪参保", policies).question


def test_a_step_relative_without_a_word_of_its_own_keeps_the_condition(compiled: str) -> None:
    policies = Policies(json.loads(compiled))
    whole = read_kin("女儿的继女", policies)
    del policies.kin["继孙子"]
    found = read_kin("女儿的继女", policies)
    assert whole and found
    assert whole.term["words"] != found.term["words"] == ["女儿的继女"]
    assert found.term["condition"] == "step_upbringing"


def test_chains_that_end_or_begin_at_oneself() -> None:
    assert compose("spouse", "self") == compose("self", "spouse") == "spouse"
    assert seen_from(("女婿", "child_in_law"), ("女儿", "child")) == "spouse"
    assert seen_from(("女婿", "child_in_law"), ("孩子", "child")) is None  # the daughter herself, or a brother of hers


def test_what_is_no_number_is_refused() -> None:
    assert chinese("两千五") == 2500
    with pytest.raises(ValueError, match="一佰"):
        chinese("一佰")


@pytest.mark.parametrize("text", ["绑了两年了", "绑了三千块", "绑定了2岁的孩子"])
def test_what_is_counted_after_binding_need_not_be_people(text: str) -> None:
    assert people_bound(text) == []


def test_a_chain_of_more_than_five_words_is_no_word_for_kin(policies: Policies) -> None:
    chain = read_kin("弟弟的儿子的女儿的儿子的女儿", policies)
    assert chain and chain.relation == "other_kin"
    assert read_kin("弟弟的儿子的女儿的儿子的女儿的儿子", policies) is None
