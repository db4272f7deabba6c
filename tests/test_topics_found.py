"""Topics are found in people's own words, and not where a plain question is asked."""

from __future__ import annotations

import pytest

from calculator import Policies
from calculator.topics import find_topic
from tests.topic_phrasings import PHRASINGS

PLAIN = [
    "我在广西能给岳父付住院的钱吗",
    "我在深圳上班，社保交深圳的，老家衡阳的婆婆能用我医保卡里的钱买血压计不",
    "在长沙交医保，给岳父买血压计",
    "给爸妈交居民医保",
    "给孩子在药店买药",
    "给妈妈付体检费",
    "我妈是居民医保，我能用个人账户给她付住院费吗",
    "老公的妈妈在四川住院可以用我的医保余额吗",
    "姥姥打流感疫苗能刷我的医保吗",
    "给老婆买惠民保",
    "我弟弟在外省，能给他付门诊吗",
    "2024年5月能给哥哥付医药费吗",
    "去年元旦给奶奶买药可以不",
    "我在南宁，我爸在柳州，看牙能用吗",
    "儿子配眼镜能用我的个人账户吗",
    "医保个人账户能给儿媳付生孩子的费用吗",
    "退休了，个人账户能给老伴买药吗",
    "我余额还有1800，给岳母买助听器要268元",
    "绑了3个人了，还能给外公付住院吗",
    "我是灵活就业的，能给女儿付挂号费吗",
    "不在同一个统筹区，能给妈妈买药吗",
    "新疆兵团的职工能给父母付药费吗",
    "我爸没有医保，能用我的吗",
    "公公婆婆可以共济吗",
    "侄女看病能用我的钱不",
    "外孙打疫苗",
    "给爱人付长护险",
    "上海的个人账户能给江苏的妈妈用吗",
    "能给继父买降压药吗",
    "同事住院能帮他付吗",
    "表弟的药费",
    "我女儿新生儿没上户口能付住院费吗",
    "孩子开诊断证明要20块能付吗",
    "帮我妈买药能用我的个人账户吗",
    "岳父不能用吗",
    "我能用我的医保卡给我妈买药吗",
    "卡里的钱比较多，可以给家人使用吗",
    "卡里余额用不完，想给爸妈交医保，可以吗",
    "余额够，单位也给交着医保，能给老婆付长护险吗",
    "孩子断了医保，能从我的账户里付吗",
    "不知道我的余额能不能帮家人付",
    "给姑姑买轮椅",
    "互联网医院给爸爸买药可以吗",
    "北京，老丈人，种牙",
    "今天天气怎么样",
    "医保局几点下班",
    "",
    "，。！？",
    "湖北给大姨付医药费",
    "我在上海，爸妈在安徽老家参加的居民医保，能用我的医保卡余额吗",
    "能给我婆婆做白内障手术付钱吗",
    "职工医保的钱可以给小孩交少儿医保吗",
    "给我女朋友买药",
    "爷爷在河南住院，我在苏州上班",
    "能用老公的医保给我妈交新农合吗",
    "医保卡余额可以买奶粉吗",
    "舅舅能不能共济",
    "孙子看牙箍牙",
    "我妈在外地，跨省买药能用我的吗",
    "2021年能给老婆付门诊费吗",
    "给岳父绑定共济可以吗",
    "前夫能用我的吗",
    "儿媳妇产检",
    "同父异母的弟弟可以用我的个人账户吗",
    "养母住院",
    "我家属在农村，能用吗",
    "我退休了在海南，女儿在北京，可以给她买药吗",
    "口罩酒精可以给家里人买不",
    "我的医保能给老公付核磁共振的钱吗",
    "个人账户可以给爷爷买制氧机吗",
    "我姐在江苏，我在浙江，能给她付生孩子的钱吗",
    "丈母娘打带状疱疹疫苗能刷吗",
    "用我的医保余额给爸爸交大病保险可以吗",
    "孩子上学体检费用能用我个人账户吗",
    "我公公住院自费的两万块可以用我的账户付吗",
    "老公在天津，我在河北，能给他买药不",
    "湖南的职工医保给广东的女儿用",
    "给舅妈买胰岛素",
    "我在成都，想给绵阳的外婆付门诊慢特病",
    "我能不能给儿子的未婚妻付产检费",
    "弟媳看病",
    "给妈妈做核磁共振可以吗",
    "网上买药能用共济吗",
    "我爸退休职工，我妈居民，能用我爸的给我妈付吗",
    "中药饮片可以给老婆买吗",
    "社区医院给孩子打疫苗",
    "广西的职工医保能给海南的父母买药吗",
    "保健品能给奶奶买吗",
    "我在杭州能给丈母娘交医保吗",
    "给孩子交学平险能用吗",
    "我和弟弟都在成都，他住院我能付吗",
    "医保卡余额能给父母买养老险吗",
    "父母在农村没有医保，怎么给他们用",
    "想给公公买轮椅，浙江的",
    "我姨在武汉看病，我在长沙",
    "个人账户余额三千，能给孙子买奶粉吗",
]

NAMES = [(text, name) for name, texts in PHRASINGS.items() for text in texts]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_topic_is_found_in_peoples_own_words(text: str, name: str, policies: Policies) -> None:
    assert find_topic(text, policies) == name


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_question_has_no_topic(text: str, policies: Policies) -> None:
    assert find_topic(text, policies) is None


@pytest.mark.parametrize("form", ["我在广西能给{}付{}的钱吗", "{}的{}可以用我的个人账户吗", "用我医保卡里的钱给{}买{}行不行"])
def test_no_word_for_a_relative_or_an_expense_makes_a_topic(form: str, policies: Policies) -> None:
    """Except for what is no expense at all (取现), and for relatives who have died."""
    kin, items = list(policies.kin), list(policies.items)
    for number in range(max(len(kin), len(items))):
        text = form.format(kin[number % len(kin)], items[number % len(items)])
        assert find_topic(text, policies) in (None, "cash", "death"), text


def test_a_title_leads_to_its_own_topic(policies: Policies) -> None:
    """Related topics are links that ask the title."""
    titles = {name: topic["title"] for name, topic in policies.topics["topics"].items()}
    assert {name: find_topic(title, policies) for name, title in titles.items()} == {name: name for name in titles}


@pytest.mark.parametrize("text", ["　怎么 解 绑？", "怎么\n解绑", "ｗｅｃｈａｔ里怎么解绑", "怎么解绑" * 2000])
def test_spaces_full_width_letters_and_length_do_not_matter(text: str, policies: Policies) -> None:
    assert find_topic(text, policies) == "release"


def test_there_are_phrasings_for_every_topic(policies: Policies) -> None:
    assert set(PHRASINGS) == set(policies.topics["topics"])
    assert len(NAMES) >= 80
    assert len(PLAIN) >= 30
