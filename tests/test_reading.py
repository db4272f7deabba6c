"""The parts of the sentence reader, each on its own: letters, words, kin, views, days, figures, places, roles."""

from __future__ import annotations

from typing import Any

import pytest

from calculator import Policies, check, understand
from calculator.kin import read_kin
from calculator.kin_views import seen_from
from calculator.letters import tidy
from calculator.lexicon import lexicon_of
from calculator.reading_days import find_day, read_day
from calculator.reading_figures import chinese, designated, money, people_bound

TODAY = "2026-11-22"


def question(text: str, policies: Policies, **context: Any) -> dict[str, Any]:
    return understand(text, policies, {"on": TODAY, **context}).question


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("給岳父買藥", "给岳父买药"),
        ("２０２４年５月", "2024年5月"),
        ("家庭共计", "家庭共济"),
        ("一共计300元", "一共计300元"),
        ("余额的医保", "余额的医保"),
        ("额爸", "我爸"),
        ("老工人的老工", "老工人的老公"),
    ],
)
def test_letters_are_made_plain(typed: str, plain: str) -> None:
    assert tidy(typed) == plain


@pytest.mark.parametrize("text", ["没错那我", "确定结算", "今天等我", "医保定点", "今天门诊", "周三明天", "在药店的单位"])
def test_no_place_is_seen_across_two_words(text: str, policies: Policies) -> None:
    assert not [word for word in lexicon_of(policies).words(text) if word.kind in ("region", "pool")]


@pytest.mark.parametrize(
    ("word", "relation"),
    [
        ("老公的妈妈", "parent_in_law"),
        ("我老婆她妈", "parent_in_law"),
        ("我爸的弟弟", "uncle_aunt"),
        ("姐姐的孩子", "niece_nephew"),
        ("爸爸的姐姐的孩子", "cousin"),
        ("弟弟媳妇", "sibling_in_law"),
        ("女儿的婆婆", "other_kin"),
        ("三舅妈", "other_kin"),
        ("二姐夫", "sibling_in_law"),
        ("表嫂", "other_kin"),
        ("干儿子", "not_kin"),
        ("离婚了的老公", "former_spouse"),
        ("老婆带来的女儿", "child"),
        ("我妈改嫁后的老公", "parent"),
        ("孩子奶奶", None),
        ("孩子他舅", None),
    ],
)
def test_kin_words_and_chains(word: str, relation: str | None, policies: Policies) -> None:
    kin = read_kin(word, policies)
    assert kin is not None
    assert kin.relation == relation
    assert relation or kin.options and kin.ask


def test_neighbours_in_a_list_are_no_chain(policies: Policies) -> None:
    words = lexicon_of(policies).words("给老婆孩子买药")
    assert [word.text for word in words if word.kind == "kin"] == ["老婆", "孩子"]


@pytest.mark.parametrize(
    ("donor", "relative", "relation"),
    [
        (("妈", "parent"), ("我", "self"), "child"),
        (("老公", "spouse"), ("爸", "parent"), "parent_in_law"),
        (("妈", "parent"), ("爸", "parent"), "spouse"),
        (("爸", "parent"), ("奶奶", "grandparent"), "parent"),
        (("妈", "parent"), ("奶奶", "grandparent"), "parent_in_law"),
        (("爸", "parent"), ("舅舅", "uncle_aunt"), "sibling_in_law"),
        (("儿子", "child"), ("老伴", "spouse"), "parent"),
        (("哥", "sibling"), ("嫂子", "sibling_in_law"), "spouse"),
        (("爷爷", "grandparent"), ("妈", "parent"), "child_in_law"),
        (("女婿", "child_in_law"), ("外孙", "grandchild"), "child"),
        (("父母", "parent"), ("奶奶", "grandparent"), None),
    ],
)
def test_the_relation_as_another_person_has_it(
    donor: tuple[str, str], relative: tuple[str, str], relation: str | None
) -> None:
    assert seen_from(donor, relative) == relation


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年5月3日", "2024-05-03"),
        ("2024-12-09", "2024-12-09"),
        ("24年6月", "2024-06-01"),
        ("二〇二三年八月", "2023-08-01"),
        ("去年", "2025-01-01"),
        ("今年元旦", "2026-01-01"),
        ("国庆前", "2026-09-30"),
        ("去年国庆", "2025-10-01"),
        ("上个月", "2026-10-01"),
        ("三个月前", "2026-08-22"),
        ("前年春节", "2024-02-10"),
        ("24年底", "2024-12-31"),
        ("2021年5月1日以前", "2021-04-30"),
        ("12月1号", "2026-12-01"),
        ("我2019年退休的", None),
        ("下个月1号住院", "2026-12-01"),
        ("上上个月15号", "2026-09-15"),
        ("下下个月", "2027-01-01"),
        ("去年12月底", "2025-12-31"),
        ("2024年2月底", "2024-02-29"),
        ("3月中旬", None),
        ("6月做的手术", "2026-06-01"),
        ("2019年起在中山交医保", None),
        ("去年买过了", None),
        ("2024年8月起能用了吗", "2024-08-01"),
        ("昨天刚给我妈绑的,今天买药能用吗", "2026-11-22"),
        ("今年3月中旬", "2026-03-15"),
        ("今年5月19号之前能刷,现在还能刷吗", "2026-11-22"),
        ("去年5月能刷吗,现在在家", "2025-05-01"),
        ("2026年能用吗", "2026-11-22"),
        ("明年的居民医保", None),
        ("给她续2027年的吗", None),
        ("去年绑的", None),
        ("13价疫苗5岁", None),
        ("2025-02-30", "2025-02-30"),
    ],
)
def test_days(text: str, day: str | None) -> None:
    found = find_day(text, TODAY)
    assert (found[2] if found else None) == day


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("去年能用吗", ["2025-01-01", "2025-07-01", "2025-12-31"]),
        ("2018年能用吗", ["2018-01-01", "2018-07-01", "2018-12-31"]),
        ("国庆前结的账", ["2026-09-30"]),
        ("去年3月和今年3月都住院", ["2025-03-01", "2026-03-01"]),
        ("去年3月5号", []),
        ("明年能用吗", []),
        ("现在", []),
    ],
)
def test_days_to_choose_from(text: str, choices: list[str]) -> None:
    assert [day for day, _ in read_day(text, TODAY)[1]] == choices


def test_relative_days_need_a_day_to_count_from() -> None:
    assert find_day("去年", None) is None
    assert find_day("上个月", "9999-12-31") is None


@pytest.mark.parametrize(
    ("text", "amount", "balance"),
    [
        ("花了300元", 300.0, None),
        ("三百块", 300.0, None),
        ("住院费1.5万", 15000.0, None),
        ("一千二的制氧机", 1200.0, None),
        ("4万6", 46000.0, None),
        ("卡里还有1800", None, 1800.0),
        ("余额两万三，付一万五", 15000.0, 23000.0),
        ("三个人两年70岁", None, None),
        ("打13价和九价", None, None),
        ("一块去", None, None),
        ("三千二一颗", 3200.0, None),
        ("三百一针", 300.0, None),
        ("结账3200多", 3200.0, None),
        ("跑了500多公里", None, None),
        ("余额就剩4600.75", None, 4600.75),
        ("医保个账就进了两百来块", None, 200.0),
        ("卡里剩的3600", None, 3600.0),
        ("用卡里的3万", 30000.0, None),
        ("医保报了9000,剩4000", 4000.0, None),
        ("账户一年进4800", None, None),
        ("就剩几十块", None, None),
        ("余额¥1,250.50,花了¥320,", 320.0, 1250.5),
        ("卡里钱不够,只有四百来块", None, 400.0),
        ("转了500,年底", 500.0, None),
        ("胰岛素一支七十", 70.0, None),
        ("剩3200要自己掏", 3200.0, None),
        ("看门诊,我卡里刚好300,", None, 300.0),
        ("配助听器,3800", 3800.0, None),
        ("我爸,1956,看门诊", None, None),
        ("个账攒了3200", None, 3200.0),
        ("一盒3片", None, None),
        ("一人一百多", 100.0, None),
    ],
)
def test_money(text: str, amount: float | None, balance: float | None) -> None:
    found = {key: value for _, _, key, value in money(text)}
    assert (found.get("amount"), found.get("donor_balance")) == (amount, balance)


def test_chinese_numbers() -> None:
    assert [chinese(text) for text in ("三百", "两千五", "一万二", "十五", "一百零五", "二十")] == [300, 2500, 12000, 15, 105, 20]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("绑了三个人", {"relatives_bound": 3}),
        ("已经共济给5个家人", {"relatives_bound": 5}),
        ("绑定了我爸我妈两个人", {"relatives_bound": 2}),
        ("还没绑过人", {"relatives_bound": 0}),
        ("最多能绑几个人", {}),
        ("我弟已经被我姐绑定了", {"relative_bound_by": 1}),
        ("有两个人绑她了", {"relative_bound_by": 2}),
        ("已经绑了我爸我妈还有儿子三个人了", {"relatives_bound": 3}),
        ("绑了我爸还能再绑3个人吗", {}),
        ("名额5个全绑满了", {"relatives_bound": 5}),
        ("5个名额都用完了", {"relatives_bound": 5}),
        ("给六个人做了共济,第七个是闺女", {"relatives_bound": 6}),
        ("我姐也给他绑了", {"relative_bound_by": 1}),
        ("被我两个姐姐都绑了", {"relative_bound_by": 2}),
        ("已有4名家属被我绑定", {"relatives_bound": 4}),
        ("还没有绑过人,头一个绑我妹", {"relatives_bound": 0}),
    ],
)
def test_people_bound(text: str, facts: dict[str, int]) -> None:
    assert {key: value for _, _, key, value in people_bound(text)} == facts


@pytest.mark.parametrize(
    ("text", "value"),
    [("不是定点药店", "no"), ("药店没有医保", "no"), ("医院没接医保", "no"), ("定点医院", "yes"), ("不知道是不是定点", "unsure"), ("药店", None)],
)
def test_designated(text: str, value: str | None) -> None:
    found = designated(text)
    assert (found[0][3] if found else None) == value


def test_the_worked_example(policies: Policies) -> None:
    reading = understand(
        "我在深圳上班,社保交深圳的,老家衡阳的婆婆能用我医保卡里的钱买血压计不", policies, {"on": TODAY}
    )
    expected = {
        "donor_region": "guangdong",
        "donor_pool": "440300",
        "relative_region": "hunan",
        "relative_pool": "430400",
        "relative": "婆婆",
        "item": "血压计",
    }
    assert expected.items() <= reading.question.items()
    assert [one["key"] for one in reading.ambiguous] == ["relative"]


def test_the_place_where_the_insurance_is_paid_beats_where_people_live(policies: Policies) -> None:
    found = question("我户口在甘肃,社保交在上海,给妈妈看门诊", policies)
    assert found["donor_region"] == "shanghai"
    found = question("爸爸在广州跟我住,但医保在老家河南信阳,能用我广州的医保吗", policies)
    assert (found["donor_region"], found["relative_region"], found["relative_pool"]) == ("guangdong", "henan", "411500")


def test_what_the_page_knows_stays_unless_the_sentence_says_otherwise(policies: Policies) -> None:
    found = question("给岳父买血压计", policies, donor_region="guangxi", donor_pool="450100", relation="child", expense="vaccine")
    assert (found["donor_region"], found["donor_pool"]) == ("guangxi", "450100")
    assert "relation" not in found
    assert "expense" not in found
    found = question("我在湖南给岳父买药", policies, donor_region="guangxi", donor_pool="450100")
    assert found["donor_region"] == "hunan"
    assert "donor_pool" not in found


def test_another_persons_account_is_said(policies: Policies) -> None:
    reading = understand("我妈的医保卡能给我买药吗", policies, {"on": TODAY})
    assert reading.question["relation"] == "child"
    assert any("妈" in note for note in reading.notes)


def test_the_first_of_several_questions_is_answered(policies: Policies) -> None:
    reading = understand("能给我爸付门诊吗?我在南京。还有能给我岳父付吗?", policies, {"on": TODAY})
    assert reading.question["relative"] == "我爸"
    assert any("岳父" in note for note in reading.notes)


def test_what_is_not_about_this_subject_is_left_alone(policies: Policies) -> None:
    for text in ("今天天气怎么样", "给我妈买件衣服", "公积金怎么提取", ""):
        reading = understand(text, policies, {"on": TODAY})
        assert reading.question == {"on": TODAY}
        assert reading.to_json()["about"] is False


def test_an_unnamed_far_place_is_asked(policies: Policies) -> None:
    reading = understand("给老家的奶奶看门诊,我在广州交社保", policies, {"on": TODAY})
    assert "relative_region" in [one["key"] for one in reading.ambiguous]
    assert reading.question["relative_region"] == "unsure"


def test_only_the_first_500_characters_are_read(policies: Policies) -> None:
    reading = understand("能给岳父买药吗" + "。" * 600, policies, {"on": TODAY})
    assert len(reading.text) == 500
    assert reading.notes


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("我爸退休在西安,我看门诊能用他的钱吗", "child"),
        ("我能用我女婿的吗,我住院", "parent_in_law"),
        ("不用我的,用我老婆的,给她妈买轮椅", "parent"),
        ("老公不给我用他的医保卡,我能用我妈的吗", "child"),
        ("妻子住院用丈夫的", "spouse"),
        ("妈妈看病能用她的医保吗", "self"),
        ("老爸退休了,医保卡好多钱,可以给我用吗", "child"),
        ("大姨住院,我妈想用我的医保给她付", "uncle_aunt"),
        ("外省的姑妈能绑吗", "uncle_aunt"),
        ("公公的钱能给我住院用吗,我是儿媳", "child_in_law"),
        ("娃他奶奶买药,我是媳妇", "parent_in_law"),
        ("代妹妹问:能给公婆买药吗", "parent_in_law"),
        ("除了父母,哥哥能用吗,看门诊", "sibling"),
    ],
)
def test_who_pays_for_whom(text: str, relation: str, policies: Policies) -> None:
    found = check(question(text, policies), policies).question
    assert found.relation == relation


@pytest.mark.parametrize(
    "text",
    ["我爸的徒孙住院能用我的医保吗", "小明的妈妈住院能用我的医保吗", "我的掌柜住院能用我的医保吗", "用朋友的医保卡给自己买药"],
)
def test_somebody_unknown_is_asked(text: str, policies: Policies) -> None:
    answer = check(question(text, policies, donor_region="guangxi"), policies)
    assert answer.question.relation is None
    assert answer.verdict == "unknown"
    assert "relation" in {one["key"] for one in answer.ask}


@pytest.mark.parametrize("text", ["我妈住院的误工钱能用我的医保吗", "给妈妈买血压计电池用我的医保", "给爷爷买药枕用我的医保"])
def test_something_unknown_is_asked(text: str, policies: Policies) -> None:
    answer = check(question(text, policies, donor_region="guangxi"), policies)
    assert answer.question.expense is None
    assert "expense" in {one["key"] for one in answer.ask}


def test_two_with_different_answers_are_asked(policies: Policies) -> None:
    for text, key in (("给孩子和岳父打疫苗,福州", "relative"), ("爸爸要买药和按摩椅,福州", "item")):
        reading = understand(text, policies, {"on": TODAY})
        assert key in [one["key"] for one in reading.ambiguous]
        assert key not in reading.question


def test_only_the_asker_stands_between_the_asker_and_the_expense(policies: Policies) -> None:
    assert question("我在深圳住院用医保", policies).get("relation") == "self"
    assert "relation" not in question("我大侠在深圳住院用医保", policies)


@pytest.mark.parametrize(
    ("word", "relation", "condition"),
    [
        ("女儿的继女", "other_kin", None),
        ("继父的爸爸", "other_kin", None),
        ("我妈的继子", "sibling", "step_support"),
        ("老公的岳父", "parent", None),
        ("嫂子的婆婆", "parent", None),
        ("小舅子的爸爸", "parent_in_law", None),
        ("叔叔的妈妈", "grandparent", None),
        ("兄弟媳妇的娘家妈", "other_kin", None),
    ],
)
def test_a_chain_keeps_what_its_words_say(word: str, relation: str, condition: str | None, policies: Policies) -> None:
    kin = read_kin(word, policies)
    assert kin is not None
    assert (kin.relation, kin.term.get("condition")) == (relation, condition)


@pytest.mark.parametrize("word", ["侄子的奶奶", "表哥的舅舅", "舅舅的姐姐", "岳父的女儿", "儿子的外甥女", "我妈的前夫", "我哥的侄女", "孙子的姑姑"])
def test_a_chain_that_may_lead_back_to_a_near_relative_is_asked(word: str, policies: Policies) -> None:
    kin = read_kin(word, policies)
    assert kin is not None
    assert kin.relation is None
    assert len(kin.options) > 1
    assert all(read_kin(option, policies) for option, _ in kin.options)
