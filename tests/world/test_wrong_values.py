"""Wrong values on the made-up country: the whole error, word for word; and values that are right in an unusual form."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import Any

import pytest

from calculator import Policies, QuestionError, check
from calculator.days import parse_day
from calculator.kin import Kin
from calculator.model import Check, combined
from calculator.policies import Policies as Compiled
from calculator.policies import nearest, parse_policies
from calculator.question import KEYS, Question
from tests.world.questions import NOW
from tests.world.world import compiled, world

NO_DAY = "日历上没有这一天"
FORM = "日期要写成 2024-09-01 这样"
YEARS = "只回答 1990 到 2100 年之间的日子"
YUAN = "要写成以元为单位、最多两位小数的数"
RANGE = "金额不能小于 0，也不能大于一百亿元"
COUNT = "要写成 0 到 9999 的整数"
UNSURE = ["yes", "no", "unsure"]


@pytest.fixture(scope="module")
def country() -> Policies:
    return world()


@pytest.mark.parametrize(
    ("question", "key", "value", "message", "near"),
    [
        (
            {"donor_acount": 1},
            "donor_acount",
            1,
            "没有“donor_acount”这一项",
            ["donor_account", "donor_region", "donor_balance"],
        ),
        ({"on": "2025-02-30"}, "on", "2025-02-30", NO_DAY, []),
        ({"on": "2025-2-3"}, "on", "2025-2-3", FORM, []),
        ({"on": "2025/02/03"}, "on", "2025/02/03", FORM, []),
        ({"on": "2025-02/03"}, "on", "2025-02/03", FORM, []),
        ({"on": "2025/02-03"}, "on", "2025/02-03", FORM, []),
        ({"on": 20250203}, "on", 20250203, FORM, []),
        ({"on": "1989-12-31"}, "on", "1989-12-31", YEARS, []),
        ({"on": "2101-01-01"}, "on", "2101-01-01", YEARS, []),
        ({"donor_region": "湖难"}, "donor_region", "湖难", "没有这个地区", ["湖南"]),
        ({"donor_region": "guangxii"}, "donor_region", "guangxii", "没有这个地区", ["guangxi", "guangdong"]),
        ({"relative_region": 5}, "relative_region", 5, "要写成文字", []),
        ({"donor_region": "湖" * 60}, "donor_region", "湖" * 60, "没有这个地区", []),
        ({"donor_region": "广"}, "donor_region", "广", "没有这个地区", ["广东", "广西", "广东省"]),
        ({"donor_region": "湖" * 61}, "donor_region", "湖" * 60, "太长了，最多 60 个字", []),
        ({"donor_region": "\ud800南"}, "donor_region", "?南", "有不能读的字符", []),
        ({"donor_pool": "深圳湾"}, "donor_pool", "深圳湾", "没有这个统筹区", ["深圳"]),
        ({"donor_region": "hunan", "donor_pool": "长杀"}, "donor_pool", "长杀", "没有这个统筹区", ["长沙"]),
        ({"donor_region": "hunan", "donor_pool": "深圳"}, "donor_pool", "深圳", "深圳市不在湖南省", ["长沙", "株洲"]),
        (
            {"donor_region": "guangdong", "donor_pool": "长沙"},
            "donor_pool",
            "长沙",
            "长沙市不在广东省",
            ["广州", "深圳", "佛山"],
        ),
        ({"donor_account": "ye"}, "donor_account", "ye", "只能是 yes、no、unsure", ["yes"]),
        ({"donor_account": {}}, "donor_account", "{}", "只能是 yes、no、unsure", UNSURE),
        (
            {"relative_insured": "residents"},
            "relative_insured",
            "residents",
            "只能是 employee、resident、none、unsure",
            ["resident"],
        ),
        ({"designated": 0}, "designated", 0, "只能是 yes、no、unsure", UNSURE),
        ({"same_pool": "nein"}, "same_pool", "nein", "只能是 yes、no、unsure", UNSURE),
        (
            {"route": "in_pol"},
            "route",
            "in_pol",
            "只能是 in_pool、in_province、cross_province",
            ["in_pool", "in_province"],
        ),
        ({"amount": "0.001"}, "amount", "0.001", YUAN, []),
        ({"amount": "many"}, "amount", "many", YUAN, []),
        ({"amount": True}, "amount", True, YUAN, []),
        ({"amount": float("inf")}, "amount", "inf", YUAN, []),
        ({"amount": float("nan")}, "amount", "nan", YUAN, []),
        ({"donor_balance": -0.01}, "donor_balance", -0.01, RANGE, []),
        ({"donor_balance": "10000000000.01"}, "donor_balance", "10000000000.01", RANGE, []),
        ({"relatives_bound": -1}, "relatives_bound", -1, COUNT, []),
        ({"relatives_bound": 10_000}, "relatives_bound", 10_000, COUNT, []),
        ({"relatives_bound": "10000"}, "relatives_bound", "10000", COUNT, []),
        ({"relatives_bound": "二"}, "relatives_bound", "二", COUNT, []),
        ({"relatives_bound": "²"}, "relatives_bound", "²", COUNT, []),
        ({"relatives_bound": True}, "relatives_bound", True, COUNT, []),
        ({"relative_bound_by": 1.5}, "relative_bound_by", 1.5, COUNT, []),
        ({"relative_bound_by": []}, "relative_bound_by", "[]", COUNT, []),
        ({"relation": "parnet"}, "relation", "parnet", "没有这种关系", ["parent", "grandparent", "parent_in_law"]),
        ({"relative": "表哥儿"}, "relative", "表哥儿", "不认识这个称呼", ["表哥"]),
        ({"expense": "vacine"}, "expense", "vacine", "没有这种费用", ["vaccine"]),
        ({"expense": "流感疫"}, "expense", "流感疫", "没有这种费用", ["流感疫苗"]),
        ({"item": "血压"}, "item", "血压", "不认识这个费用词", ["血压计"]),
        ({"item": "口腔科"}, "item", "口腔科", "不认识这个费用词", ["口腔"]),
    ],
)
def test_the_whole_error(
    question: dict[str, Any], key: str, value: object, message: str, near: list[str], country: Policies
):
    with pytest.raises(QuestionError) as caught:
        check(question, country)
    error = caught.value.to_json()
    assert error == {"key": key, "value": value, "message": message, "nearest": near}
    assert str(caught.value) == f"{caught.value.key}: {caught.value.message}"


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ({"amount": "10000000000"}, {"amount": 1e10}),
        ({"amount": 0}, {"amount": 0}),
        ({"amount": "268.5"}, {"amount": 268.5}),
        ({"relatives_bound": "9999"}, {"relatives_bound": 9999}),
        ({"relatives_bound": 3.0}, {"relatives_bound": 3}),
        ({"relatives_bound": 0}, {"relatives_bound": 0}),
        ({"on": "1990-01-01"}, {"on": "1990-01-01"}),
        ({"on": "2100-12-31"}, {"on": "2100-12-31"}),
        (
            {"donor_region": " 广西 ", "relation": ""},
            {"donor_region": "guangxi", "relative_region": "guangxi", "route": "in_province"},
        ),
        ({"donor_region": "八桂", "relation": "self"}, {"donor_region": "guangxi", "relation": "self", "route": None}),
        ({"donor_region": "450000", "relation": "self"}, {"donor_region": "guangxi", "relation": "self"}),
        (
            {"donor_region": "鹏城", "relation": "self"},
            {"donor_region": "guangdong", "donor_pool": "440300", "relation": "self"},
        ),
        (
            {"donor_pool": "攸县", "relation": "self"},
            {"donor_region": "hunan", "donor_pool": "430200", "relation": "self"},
        ),
        (
            {"donor_region": "北京", "relation": "self"},
            {"donor_region": "beijing", "donor_pool": "110000", "relation": "self"},
        ),
        ({"donor_region": "桂", "relation": "本人"}, {"donor_region": "guangxi", "relation": "self"}),
        ({"relation": "岳父"}, {"relation": "parent_in_law", "relative": "岳父"}),
        ({"relation": "岳父", "relative": "妈妈"}, {"relation": "parent", "relative": "妈妈"}),
        ({"relation": "parent", "relative": "婆婆"}, {"relation": "parent", "relative": "婆婆"}),
        ({"relation": "妈妈", "relative": "婆婆"}, {"relation": "parent", "relative": "婆婆"}),
        ({"relation": "cousin", "relative": "婆婆"}, {"relative": "婆婆"}),
        ({"expense": "血压计"}, {"expense": "device", "item": "血压计"}),
        ({"expense": "血压计", "item": "感冒药"}, {"expense": "pharmacy_drug", "item": "感冒药"}),
        ({"expense": "看病"}, {"item": "看病"}),
        ({"expense": "inpatient", "item": "看病"}, {"expense": "inpatient", "item": None}),
        ({"expense": "vaccine", "item": "打针"}, {"expense": "vaccine", "item": None}),
        ({"item": "护工"}, {"expense": "nursing", "item": "护工"}),
        ({"expense": "nursing", "item": "护工"}, {"expense": "nursing", "item": "护工"}),
        ({"expense": "inpatient", "item": "护工"}, {"expense": "inpatient", "item": None}),
        ({"expense": "dental", "item": "看病"}, {"item": "看病"}),
        ({"item": "健康体检"}, {"expense": "health_checkup"}),
        ({"item": "体检"}, {"expense": "health_checkup"}),
        (
            {"expense": "器械", "item": "没听过的"},
            {"expense": "device", "notes": ["词表里没有这个项目，只按费用类别来答"]},
        ),
        ({"donor_region": "hunan", "relative_region": "hunan", "route": "cross_province"}, {"route": "cross_province"}),
        (
            {"donor_region": "hunan", "relative_region": "beijing", "route": "in_pool"},
            {"route": "cross_province", "notes": ["途径以两地为准"]},
        ),
        ({"donor_region": "hunan", "relative_region": "hunan", "route": "in_pool"}, {"route": "in_pool"}),
        (
            {"donor_region": "hunan", "same_pool": "no", "route": "in_pool"},
            {"route": "in_province", "notes": ["途径以两地为准"]},
        ),
        ({"route": "cross_province"}, {"route": "cross_province"}),
        (
            {"relative_region": "unsure", "donor_region": "hunan"},
            {"relative_region": "unsure", "donor_region": "hunan", "route": None},
        ),
    ],
)
def test_what_is_understood(question: dict[str, Any], understood: dict[str, Any], country: Policies):
    found = check(question, country).question.to_json()
    assert {key: found.get(key) for key in understood} == understood
    assert set(found) <= {*KEYS, "defaults", "notes"}
    if understood.get("relation") == "self":
        assert "relative_region" not in found


def test_the_defaults_are_named(country: Policies):
    found = check({"donor_region": "hunan"}, country).question.to_json()
    assert found["defaults"] == {
        "relative_region": "没有说对方在哪里参保，按和您同在湖南来答",
        "same_pool": "没有说是否同一统筹区",
    }
    unfit = {"donor_region": "hunan", "relative_region": "beijing", "route": "in_pool"}
    noted = check(unfit, country).question.to_json()
    assert check(noted, country).question.to_json() == {key: value for key, value in noted.items() if key != "notes"}
    assert check({"relation": "parent", "relative": "婆婆"}, country).question.kin == Kin("婆婆", "parent")
    again = check(found, country).question.to_json()
    assert again["defaults"] == {"same_pool": "没有说是否同一统筹区"}
    assert Question().to_json() == {}


def test_near_names_come_in_order():
    names = ["深圳", "深圳市", "广州", "湖南", "深"]
    assert nearest("深圳湾", names) == ["深圳", "深圳市", "深"]
    assert nearest("深圳湾", names, most=1) == ["深圳"]
    assert nearest("", names) == []
    assert nearest("donor_acount", ["on", "donor_account"]) == ["donor_account"]
    assert nearest("市深圳", ["圳", "深圳"]) == ["深圳", "圳"]
    assert nearest("州", ["广州", "株州", "湖州", "杭州"]) == ["广州", "株州", "湖州"]
    assert nearest("深圳湾口", ["深圳", "深圳湾口岸"]) == ["深圳湾口岸", "深圳"]
    assert nearest("abcdefghijklmdrug", ["dru", "drug"]) == ["drug"]
    assert len(nearest("donor_x", ["donor_a", "donor_b", "donor_c", "donor_d"], most=4)) == 4


def test_a_day_is_kept_as_it_is():
    assert parse_day("2024-02-29") == "2024-02-29"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", "[" * 50_000, '{"format": 2}', '{"format": 1}', '{"format": 1, "data": "x"}']
)
def test_a_text_that_is_no_policies_is_refused(text: str):
    with pytest.raises(ValueError) as caught:
        parse_policies(text)
    assert str(caught.value)
    if text == '{"format": 2}':
        assert str(caught.value) == "policies.json has format 2; this engine reads format 1"
    if text == '{"format": 1}':
        assert str(caught.value) == "not a policies.json: KeyError('data')"


def test_the_compiled_text_is_taken():
    assert isinstance(parse_policies(compiled()), Compiled)
    assert gc.isenabled()  # as it was before: it is held back only while the text is read
    assert check({"on": NOW}, parse_policies(compiled())).verdict == "unknown"


def test_one_check_from_several():
    def one(verdict: str, text: str, weak: bool = False) -> Check:
        return Check("expense", verdict, text, None, (text,), (text,), (f"如果{text}",), (), weak)

    same = combined([("甲", one("covered", "a")), ("乙", one("covered", "b"))], "donor_pool", "看")
    assert same == Check("expense", "covered", "b", None, ("b", "a"), ("b", "a"), ("如果b", "甲：如果a"), (), False)
    same = combined([("甲", one("conditional", "a")), ("乙", one("conditional", "a")), ("丙", one("conditional", "b"))], "donor_pool", "看")
    assert same.conditions == ("如果b", "甲、乙：如果a")
    assert combined([("甲", one("covered", "b")), ("乙", one("covered", "b"))], "donor_pool", "看") == one("covered", "b")
    alike = replace(one("covered", "c"), conditions=("如果b",))
    same = combined([("甲", alike), ("乙", one("covered", "a")), ("丙", one("covered", "b"))], "donor_pool", "看")
    assert (same.conditions, same.provisions) == (("如果b", "乙：如果a"), ("b", "a"))  # 甲 demands nothing more
    bare = replace(one("covered", "b"), documents=())
    assert combined([("甲", one("covered", "a", True)), ("乙", bare)], "donor_pool", "看").weak  # all that is cited is weak
    assert not combined([("甲", one("covered", "a", True)), ("乙", one("covered", "b"))], "donor_pool", "看").weak
    assert combined([("甲", one("covered", "a")), ("乙", one("covered", "b", True))], "donor_pool", "看").weak
    assert not combined([("甲", one("covered", "a")), ("乙", bare)], "donor_pool", "看").weak
    for verdict in ("unknown", "not_covered"):  # nothing to demand where nothing is allowed
        assert combined([("甲", one(verdict, "a")), ("乙", one(verdict, "b"))], "donor_pool", "看") == one(verdict, "b")
    no = combined(
        [("甲", one("unknown", "a", True)), ("乙", one("not_covered", "b")), ("丙", one("unknown", "c"))],
        "donor_pool",
        "看",
    )
    assert no == Check(
        "expense",
        "unknown",
        "看——甲、丙：未明确；乙：不可以。b",
        "not_given",
        ("a", "b", "c"),
        ("a", "b", "c"),
        ("如果a",),
        ("donor_pool",),
        True,
    )
    some = combined([("甲", one("not_covered", "a")), ("乙", one("conditional", "b"))], "item", "看")
    assert some == Check(
        "expense",
        "conditional",
        "看——甲：不可以；乙：有条件。b",
        None,
        ("a", "b"),
        ("a", "b"),
        ("看：乙", "如果b"),
        ("item",),
    )
