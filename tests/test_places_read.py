"""Two places are given to the right person, whatever cities they are and however the sentence is built."""

from __future__ import annotations

import pytest

from calculator import Policies, understand

TODAY = "2026-11-22"
KIN = ("我妈", "爷爷", "弟弟", "岳父", "女儿", "老公")
MINE = (  # the asker pays: {A} is theirs, {B} that of the relative
    "我在{A}交医保,{K}在{B},住院能用我的吗",
    "我{A}的,{K}{B}的,住院能用我的卡吗",
    "{K}人在{B},我在{A}上班,住院能刷我的医保不",
    "{K}的医保在{B},我的医保在{A},住院能用我的吗",
    "我是{B}人,社保交在{A},{K}医保交在{B},住院",
    "在{A}工作,给{B}老家的{K}付住院费",
    "我们家在{B},我一个人在{A}打工交职工医保,{K}在{B}住院,能用我的吗",
    "户口都在{B},我在{A}参保,{K}在{B}参保,住院能付吗",
    "{A}的职工医保能给{B}的{K}付住院吗",
    "我从{B}来{A}上班三年了,医保在{A},{K}还在{B},住院能用我的吗",
    "{K}跟我住{A},但医保还在{B},我医保{A},住院",
    "{K}来{A}住院,医保是{B}的,我是{A}的职工,能用我的吗",
    "我,{A}职工;{K},{B}居民;住院",
    "坐标{A},{K}在{B},住院想用我的个账",
    "我医保关系在{A},现在{B}陪{K}住院,{K}是{B}医保,能用我的吗",
    "原来在{B}交,现在转到{A}交了,{K}在{B},住院",
    "{K}户籍{B},参保也在{B},我参保{A},住院",
    "我和{K}不在一个市,我{A}她{B},住院能用我的吗",
    "{B}的{K}住院,{A}的我能用个账付吗",
    "{K}户口迁到{A}了,医保还在{B},我{A}职工,住院能用我的不",
)
THEIRS = (  # somebody else pays
    "{D}的医保能给{K}用吗,{D}在{A}交职工医保,{K}在{B},住院",
    "{K}在{B}住院,能用{D}的医保吗,{D}在{A}",
    "{D}{A}的,{K}{B}的,{K}住院能刷{D}的卡吗",
    "用{D}的个人账户给{K}付住院费,{D}医保在{A},{K}医保在{B}",
)


def _pairs(policies: Policies) -> list[tuple[str, str]]:
    """Codes of two cities far from each other in the list, a dozen times; single-pool regions have no city to read."""
    codes = [code for code, pool in policies.pools.items() if pool["region"] not in policies.single_pool and len(pool["short"]) == 2]
    return list(zip(codes[3::27], codes[140::23], strict=False))


def _wrong(template: str, payer: str, policies: Policies) -> list[str]:
    found = []
    for number, (mine, other) in enumerate(_pairs(policies)):
        text = template.format(A=policies.pools[mine]["short"], B=policies.pools[other]["short"], D=payer, K=KIN[number % len(KIN)])
        question = understand(text, policies, {"on": TODAY}).question
        if (question.get("donor_pool"), question.get("relative_pool")) != (mine, other):
            found.append(f"{text}: {question}")
    return found


@pytest.mark.parametrize("template", MINE)
def test_the_askers_place_and_the_relatives(template: str, policies: Policies) -> None:
    assert len(_pairs(policies)) >= 6
    assert not _wrong(template, "", policies)


@pytest.mark.parametrize("template", THEIRS)
def test_the_place_of_another_donor(template: str, policies: Policies) -> None:
    assert not _wrong(template, "我姐", policies)
