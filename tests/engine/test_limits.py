"""Limits: exact to the fen and to the person, and told where no figure is given."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator import Policies, check
from tests.engine.asked import PARENT, Json, by_id, properties


@pytest.mark.parametrize(
    ("facts", "verdict", "said"),
    [
        ({"donor_region": "山西", "donor_balance": 1000}, "not_covered", "1000 元"),
        ({"donor_region": "山西", "donor_balance": 999.99}, "not_covered", "999.99 元"),
        ({"donor_region": "山西", "donor_balance": 1000.01, "amount": 0.01}, "covered", ""),
        ({"donor_region": "山西", "donor_balance": "1000.01", "amount": "0.02"}, "conditional", "0.01 元"),
        ({"donor_region": "山西", "donor_balance": 1268.30, "amount": 268.30}, "covered", ""),
        ({"donor_region": "山西", "donor_balance": 1268.29, "amount": 268.30}, "conditional", "268.29 元"),
        ({"donor_region": "福建", "donor_balance": 2000}, "not_covered", "2000 元"),
        ({"donor_region": "福建", "donor_balance": 2000.01, "amount": 0.01}, "covered", ""),
        ({"donor_region": "上海", "donor_balance": 5000}, "conditional", "历年结余"),
        ({"donor_region": "浙江", "donor_balance": 5000}, "conditional", "历年结余"),
        ({"donor_region": "湖南", "relatives_bound": 9}, "covered", ""),
        ({"donor_region": "湖南", "relatives_bound": 10}, "not_covered", "最多 10 位"),
        ({"donor_region": "济南", "relatives_bound": 6}, "covered", ""),
        ({"donor_region": "济南", "relatives_bound": 7}, "not_covered", "最多 7 位"),
        ({"donor_region": "济南", "relative_bound_by": 0}, "covered", ""),
        ({"donor_region": "济南", "relative_bound_by": 1}, "not_covered", "最多 1 名"),
        ({"donor_region": "湖北", "donor_balance": 0}, "not_covered", "余额是 0"),
        ({"donor_region": "湖北", "donor_balance": 0.1, "amount": 0.3}, "conditional", "0.20 元"),
    ],
)
def test_limits_are_exact_and_say_their_figure(facts: Json, verdict: str, said: str, policies: Policies):
    answer = check({**PARENT, **facts}, policies)
    found = by_id(answer)["limits"]
    assert found.verdict == verdict, found
    assert said in found.text + "".join(found.conditions)
    if verdict == "not_covered":
        assert answer.verdict == "not_covered"
        assert found.text in answer.headline


@pytest.mark.parametrize(
    ("region", "words"),
    [
        ("山西", "要留 1000 元"),
        ("上海", "历年结余"),
        ("浙江", "历年结余"),
        ("福建", "超过 2000 元"),
        ("湖南", "最多绑 10 位"),
        ("湖南", "累计最多绑 20 位"),
        ("济南", "最多被 1 名职工绑定"),
        ("济南", "不能再用别人的共济"),
    ],
)
def test_a_limit_is_told_where_no_figure_is_given(region: str, words: str, policies: Policies):
    answer = check({**PARENT, "donor_region": region}, policies)
    assert any(words in limit for limit in answer.limits), answer.limits
    assert any(words in condition for condition in answer.conditions) or "累计" in words, answer.conditions


@settings(properties, max_examples=60)
@given(fen=st.integers(0, 300_000), balance=st.integers(0, 600_000))
def test_money_is_counted_in_fen(fen: int, balance: int, policies: Policies):
    """As a float, as text, and against Shanxi's 1,000 yuan worked out in whole fen."""
    question = {**PARENT, "donor_region": "shanxi", "amount": fen / 100, "donor_balance": balance / 100}
    as_text = {**question, "amount": f"{fen / 100:.2f}", "donor_balance": f"{balance / 100:.2f}"}
    answer = check(question, policies)
    assert answer.to_json() == check(as_text, policies).to_json()
    usable = balance - 100_000
    right = "not_covered" if usable <= 0 else "conditional" if fen > usable else "covered"
    if fen > balance:
        right = "not_covered"  # one account pays a whole bill there
    assert by_id(answer)["limits"].verdict == right
