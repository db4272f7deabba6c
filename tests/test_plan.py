"""Family plans: the examples, what is refused, the same plan everywhere, no payment that `check` refuses."""

from __future__ import annotations

import copy
import json
import os
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from calculator import Policies, QuestionError, browser, plan
from calculator.plan_card import plan_card
from calculator.plan_words import plain_lines
from tests.families import random_household
from tests.test_plain_language import faults

ROOT = Path(__file__).parent.parent
HOUSEHOLDS = ROOT / "policies" / "cases" / "households"
NAMES = sorted(path.stem for path in HOUSEHOLDS.glob("*.json") if not path.stem.endswith(".expected"))
Json = dict[str, Any]


def example(name: str = "south-china") -> Json:
    found: Json = json.loads((HOUSEHOLDS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def agrees(expected: Any, found: Any) -> bool:
    """Whether all that is expected is found: the named keys of objects, and every entry of lists."""
    if isinstance(expected, dict):
        return isinstance(found, dict) and all(key in found and agrees(value, found[key]) for key, value in expected.items())
    if isinstance(expected, list):
        return len(expected) == len(found) and all(agrees(a, b) for a, b in zip(expected, found, strict=True))
    return bool(expected == found)


@pytest.mark.parametrize("name", NAMES)
def test_example_is_planned_as_expected(name: str, policies: Policies) -> None:
    expected = json.loads((HOUSEHOLDS / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert expected.pop("about")
    found = plan(example(name), policies).to_json()
    for key, value in expected.items():
        assert agrees(value, found[key]), f"{key}: {found[key]}"
    assert found["optimal"] and not found["note"]


def test_every_example_has_an_expected_plan() -> None:
    assert len(NAMES) >= 6
    expected = {path.name.removesuffix(".expected.json") for path in HOUSEHOLDS.glob("*.expected.json")}
    assert expected == set(NAMES)


def assert_balanced(found: Json, raw: Json) -> None:
    """Every fen is somewhere, once."""
    total = sum(Decimal(str(expense["amount"])) for expense in raw["expenses"])
    paid = sum(Decimal(str(one["amount"])) for one in found["payments"])
    cash = sum(Decimal(str(one["amount"])) for one in found["cash"])
    assert total == paid + cash == Decimal(str(found["total"]))
    assert cash == Decimal(str(found["total_cash"]))
    made = {(one["donor"], one["relative"]) for one in found["bindings"]}
    needed = {(one["donor"], one["relative"]) for one in found["payments"] if one["relation"] != "self"}
    assert made == needed - {(one["donor"], one["relative"]) for one in raw.get("bindings", [])}
    for change in found["what_if"]:
        assert change["saves"] > 0
        assert Decimal(str(change["saves"])) + Decimal(str(change["total_cash"])) == cash


def test_a_saving_is_what_the_changed_household_saves(policies: Policies) -> None:
    raw = example()
    found = plan(raw, policies).to_json()
    move = next(change for change in found["what_if"] if change["change"]["kind"] == "move")
    member = next(one for one in raw["members"] if one["id"] == move["change"]["member"])
    member |= {"region": move["change"]["region"], "pool": move["change"]["pool"]}
    assert plan(raw, policies).to_json()["total_cash"] == move["total_cash"] == found["total_cash"] - move["saves"]
    raw = example("step-family-and-day")
    wait = plan(raw, policies).to_json()["what_if"][0]
    for expense in raw["expenses"]:
        if expense["id"] in wait["change"]["expenses"]:
            expense["on"] = wait["change"]["on"]
    assert plan(raw, policies).to_json()["total_cash"] == wait["total_cash"]


def test_without_new_bindings_what_if_names_the_binding(policies: Policies) -> None:
    raw = {**example("hebei-own-first"), "new_bindings": "no"}
    found = plan(raw, policies).to_json()
    assert found["total_cash"] == 300 and not found["bindings"]
    assert found["what_if"] == []  # one's own account pays 300; either binding alone saves nothing more
    raw["bindings"] = [{"donor": "husband", "relative": "his-mother"}]
    best = plan(raw, policies).to_json()["what_if"][0]
    assert best["change"] == {"kind": "bind", "donor": "wife", "relative": "husband"} and best["saves"] == 300


def test_money_is_exact_to_the_fen(policies: Policies) -> None:
    raw = example("hebei-own-first")
    raw["members"][0]["account"] = Decimal("0.10")
    raw["members"][1]["account"] = "0.20"
    raw["expenses"] = [{"id": "e", "who": "husband", "expense": "outpatient", "amount": 0.31}]
    found = plan(raw, policies).to_json()
    assert [one["amount"] for one in found["payments"]] == [0.2, 0.1] and found["total_cash"] == 0.01


def test_resident_insurance_has_no_account_to_pay_from(policies: Policies) -> None:
    raw = example("hebei-own-first")
    for member in raw["members"]:
        member["insured"] = "resident"
    found = plan(raw, policies).to_json()
    assert found["payments"] == [] and found["total_cash"] == 600


def test_what_is_not_told_is_asked_for_and_never_guessed(policies: Policies) -> None:
    raw = example("hebei-own-first")
    for member in raw["members"]:
        del member["region"]
    found = plan(raw, policies).to_json()
    assert all(one["verdict"] in ("covered", "conditional") and one["relation"] == "self" for one in found["payments"])
    assert {"members[0].region", "members[1].region"} <= {asked["key"] for asked in found["ask"]}
    undated = {key: value for key, value in example("hebei-own-first").items() if key != "on"}
    found = plan(undated, policies).to_json()
    assert found["payments"] == [] and "expenses[0].on" in {asked["key"] for asked in found["ask"]}


def changed(path: str, value: Any) -> Json:
    """The first example with one value changed; `…` takes it away."""
    raw = copy.deepcopy(example())
    at: Any = raw
    keys = [int(key) if key.isdigit() else key for key in path.split("/")]
    for key in keys[:-1]:
        at = at[key]
    if value is ...:
        del at[keys[-1]]
    else:
        at[keys[-1]] = value
    return raw


WRONG = [
    ("expenses/0/who", "unkle", "expenses[0].who", "没有这个编号"),
    ("expenses/0/who", "her-fater", "expenses[0].who", "没有这个编号"),
    ("expenses/0/amount", 400.005, "expenses[0].amount", "两位小数"),
    ("expenses/0/amount", "很多", "expenses[0].amount", "两位小数"),
    ("expenses/0/amount", float("nan"), "expenses[0].amount", "两位小数"),
    ("expenses/0/amount", -1, "expenses[0].amount", "不能小于 0"),
    ("expenses/0/amount", True, "expenses[0].amount", "两位小数"),
    ("expenses/0/amount", ..., "expenses[0].amount", "缺少金额"),
    ("expenses/0/item", "居民医包", "expenses[0].item", "不认识"),
    ("expenses/0/on", "2026-02-30", "expenses[0].on", "没有这一天"),
    ("expenses/0/id", "bill", "expenses[4].id", "重复"),
    ("expenses/0/price", 4, "expenses[0].price", "没有“price”这一项"),
    ("expenses", {"a": 1}, "expenses", "列表"),
    ("expenses", [{"id": f"e{n}", "who": "kid", "amount": 1} for n in range(10_000)], "expenses", "最多 40 笔费用"),
    ("members", [], "members", "至少"),
    ("members", [{"id": f"m{n}"} for n in range(13)], "members", "最多 12 位家人"),
    ("members", 7, "members", "列表"),
    ("members/0", "wife", "members[0]", "JSON 对象"),
    ("members/0/id", ..., "members[0].id", "缺少"),
    ("members/0/id", "kid", "members[5].id", "重复"),
    ("members/0/account", -5, "members[0].account", "不能小于 0"),
    ("members/0/account", 0.001, "members[0].account", "两位小数"),
    ("members/0/account", [1], "members[0].account", "两位小数"),
    ("members/0/account", {"balance": 5, "past_years": 6}, "members[0].account.past_years", "不能比余额多"),
    ("members/0/account", {"past_years": 6}, "members[0].account.balance", "缺少余额"),
    ("members/0/account", {"balanse": 6}, "members[0].account.balanse", "没有“balanse”这一项"),
    ("members/0/region", "广周", "members[0].region", "没有这个地区"),
    ("members/0/pool", "衡阳", "members[0].pool", "不在广东"),
    ("members/0/insured", "yes", "members[0].insured", "只能是"),
    ("members/0/sex", "f", "members[0].sex", "只能是"),
    ("members/0/retired", "yes", "members[0].retired", "true 或 false"),
    ("members/0/bound", -1, "members[0].bound", "整数"),
    ("marriages/0", ["wife"], "marriages[0]", "两个人"),
    ("marriages/0", ["wife", "wife"], "marriages[0]", "和自己结婚"),
    ("marriages/1", ["wife", "her-father"], "marriages[1]", "同时有两段婚姻"),
    ("marriages/0", ["wife", "nobody"], "marriages[0][1]", "没有这个编号"),
    ("parents/wife", ["her-father", "her-father"], "parents.wife", "写了两次"),
    ("parents/wife", ["wife"], "parents.wife", "自己的父母"),
    ("parents/her-father", ["kid"], "parents", "自己成了自己的长辈"),
    ("parents/her-father", ["wife"], "parents", "自己成了自己的长辈"),
    ("parents/kid", ["wife", "husband", "his-mother"], "parents.kid", "最多两个"),
    ("parents/kid", [{"id": "wife", "kind": "god"}], "parents.kid[0].kind", "只能是"),
    ("parents/kid", "wife", "parents.kid", "列表"),
    ("parents", ["wife"], "parents", "{孩子: [父母]}"),
    ("parents/nobody", ["wife"], "parents.nobody", "没有这个编号"),
    ("parents/husband", ["wife"], "marriages[0]", "长辈"),
    ("members/1/sex", "female", "marriages[0]", "同一性别"),
    ("bindings", [{"donor": "wife", "relative": "wife"}], "bindings[0]", "不用绑定自己"),
    ("bindings", [{"donor": "wife", "relative": "kid"}] * 2, "bindings[1]", "重复"),
    ("bindings", [{"donor": "wife"}], "bindings[0].relative", "缺少"),
    ("new_bindings", True, "new_bindings", "只能是"),
    ("on", "2026-13-01", "on", "没有这一天"),
    ("membrs", [], "membrs", "没有“membrs”这一项"),
]


@pytest.mark.parametrize(("path", "value", "key", "said"), WRONG, ids=[f"{number}-{one[2]}" for number, one in enumerate(WRONG)])
def test_a_wrong_household_is_refused(path: str, value: Any, key: str, said: str, policies: Policies) -> None:
    with pytest.raises(QuestionError) as refused:
        plan(changed(path, value), policies)
    assert refused.value.key.startswith(key), refused.value.key
    assert said in refused.value.message
    json.dumps(refused.value.to_json(), ensure_ascii=False).encode()


def test_an_error_names_the_nearest_right_values(policies: Policies) -> None:
    with pytest.raises(QuestionError) as refused:
        plan(changed("expenses/0/who", "her-fater"), policies)
    assert "her-father" in refused.value.nearest
    with pytest.raises(QuestionError) as refused:
        plan(changed("membrs", []), policies)
    assert "members" in refused.value.nearest


@pytest.mark.parametrize("raw", [None, [], "x", 3])
def test_what_is_no_object_is_refused(raw: Any, policies: Policies) -> None:
    with pytest.raises(QuestionError):
        plan(raw, policies)


def test_one_is_not_ones_own_grandfather(policies: Policies) -> None:
    members = [{"id": name, "name": name} for name in ("甲", "乙", "丙")]
    with pytest.raises(QuestionError) as refused:
        plan({"members": members, "parents": {"甲": ["乙"], "乙": ["丙"], "丙": ["甲"]}}, policies)
    assert "甲" in refused.value.message and "长辈" in refused.value.message


def test_the_browser_plans_the_same(compiled: str, policies: Policies) -> None:
    browser.load(compiled)
    for name in NAMES:
        text = (HOUSEHOLDS / f"{name}.json").read_text(encoding="utf-8")
        found = json.loads(browser.plan(text))
        html = found.pop("html")
        assert found == json.loads(json.dumps(plan(json.loads(text), policies).to_json()))
        assert html.startswith('<article class="card plan-card"') and "<svg" in html and "<table" in html


def test_the_browser_refuses_with_a_card(compiled: str) -> None:
    browser.load(compiled)
    found = json.loads(browser.plan(json.dumps(changed("expenses/0/who", "<b>"))))
    assert found["error"]["key"] == "expenses[0].who" and "<b>" not in found["html"] and "&lt;b&gt;" in found["html"]
    for text in ("", "[]", "{", "[" * 100_000, '{"members": [{"id": "a", "account": 0.0000000000000000000001}]}'):
        assert "error" in json.loads(browser.plan(text))


def test_what_a_visitor_typed_is_escaped(policies: Policies) -> None:
    bad = "<img src=x>\"'&"
    raw = changed("expenses/4/name", bad)
    raw["members"][0] |= {"name": bad}
    html = plan_card(plan(raw, policies).to_json(), policies)
    assert "<img" not in html and "&lt;img src=x&gt;&quot;&#x27;&amp;" in html


def test_plans_speak_plainly(policies: Policies) -> None:
    chance = random.Random(5)
    found = set()
    for _ in range(150):
        one = plan(random_household(chance, policies), policies).to_json()
        texts = [one["note"], *(p["text"] for p in one["payments"]), *(c["why"] for c in one["cash"]), *(b["text"] for b in one["bindings"])]
        texts += [step["text"] for step in one["steps"]] + [w["text"] for w in one["what_if"]] + [a["text"] for a in one["ask"]]
        for text in texts:
            found.update(faults(text))
    assert not found, "\n".join(sorted(found)[:10])


def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "calculator", "plan", *arguments]
    environ = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, input=stdin, capture_output=True, text=True, encoding="utf-8", env=environ, check=False)


def test_the_command_line_plans(policies: Policies, compiled: str, tmp_path: Path) -> None:
    data = tmp_path / "policies.json"
    data.write_text(compiled, encoding="utf-8")
    file = HOUSEHOLDS / "south-china.json"
    expected = json.loads(json.dumps(plan(example(), policies).to_json()))
    outputs = set()
    for seed in ("0", "1", "4242"):  # the same in every process, whatever the hash seed
        done = run(str(file), "--json", "--data", str(data), PYTHONHASHSEED=seed)
        assert done.returncode == 0 and json.loads(done.stdout) == expected
        outputs.add(done.stdout)
    assert len(outputs) == 1
    undated = json.dumps({key: value for key, value in example().items() if key != "on"})
    done = run("-", "--on", "2026-12-15", "--data", str(data), stdin=undated)
    assert done.returncode == 0 and done.stdout.startswith("一共 4988.50 元：账户付 3920.50 元，现金付 1068 元。")
    done = run("-", "--json", "--data", str(data), stdin=json.dumps(changed("members/0/account", -1)))
    assert done.returncode == 1 and json.loads(done.stdout)["error"]["key"] == "members[0].account"
    done = run("-", "--data", str(data), stdin="{")
    assert done.returncode == 1 and "不是可读的 JSON" in done.stdout
    done = run("no-such-file.json", "--data", str(data))
    assert done.returncode == 2 and "no-such-file.json" in done.stderr


def test_a_household_without_bills_has_nothing_to_pay(policies: Policies) -> None:
    found = plan({**example(), "expenses": []}, policies).to_json()
    card = plan_card(found, policies)
    assert card.count("还没有要付的钱") == 2  # as the heading and as the sentence
    assert "<table" not in card and found["cash"] == found["payments"] == []


def couple(here: Json, there: Json, **expense: Any) -> Json:
    """A couple of which one has the account and the other the bill."""
    members = [{"id": "甲", "insured": "employee", **here}, {"id": "乙", "insured": "resident", **there}]
    bill = {"id": "e", "who": "乙", "amount": 50, "expense": "inpatient", "designated": "yes", **expense}
    return {"on": "2026-11-22", "members": members, "marriages": [["甲", "乙"]], "expenses": [bill]}


def test_where_only_past_years_may_be_used_no_more_is_paid(policies: Policies) -> None:
    raw = couple({"account": {"balance": 100, "past_years": 30}, "pool": "苏州"}, {"pool": "苏州"})
    found = plan(raw, policies).to_json()
    assert (found["total_paid"], found["total_cash"]) == (30, 20)
    assert "只能用个人账户历年结余的钱" in found["cash"][0]["why"]
    lines = list(plain_lines(plan(raw, policies, budget=0).to_json()))
    assert lines[0].startswith("一共 50 元：账户付 30 元，现金付 20 元。")
    assert lines[1].startswith("现金已经是最少。")  # the search for the fewest bindings was cut short


def test_a_ceiling_of_a_day_is_one_for_all_bills_of_that_day(policies: Policies) -> None:
    raw = couple({"account": 30_000, "region": "shaanxi"}, {"region": "hebei"}, amount=1500)
    raw["expenses"] = [{**raw["expenses"][0], "id": str(number), "on": f"2026-11-{day}"} for number, day in enumerate((20, 20, 21))]
    found = plan(raw, policies).to_json()
    paid = {one["id"]: one["amount"] - one["cash"] for one in found["expenses"]}
    assert (paid["0"] + paid["1"], paid["2"]) == (2000, 1500)


def test_a_place_is_asked_of_the_one_who_has_not_told_it(policies: Policies) -> None:
    there = {"region": "hunan", "pool": "430800"}
    raw = couple({"account": 100, "region": "hunan"}, there, expense="pharmacy_drug")
    found = plan({**raw, "on": "2022-06-09"}, policies).to_json()
    assert [one["key"] for one in found["ask"]] == ["members[0].pool"]


def test_money_that_nothing_holds_back_is_said_to_be_needed_elsewhere(policies: Policies) -> None:
    members = [{"id": name, "account": 100, "region": "beijing", "insured": "employee"} for name in "甲乙丙"]
    bills = [{"id": name, "who": name, "amount": 20, "expense": "inpatient", "designated": "yes"} for name in "甲乙丙"]
    family = {"members": members, "marriages": [["甲", "乙"]], "parents": {"丙": ["甲", "乙"]}, "expenses": bills}
    assert plan({"on": "2026-11-22", **family}, policies).to_json()["cash"] == []
    found = plan({"on": "2026-11-22", **family}, policies, budget=0).to_json()
    assert found["note"].startswith("家里的情况太复杂，没有算完所有的安排。")
    assert {one["why"].partition("里的钱，")[2] for one in found["cash"]} == {"用在别处一样省，而且要办的事更少。"}


def test_beyond_its_budget_a_plan_says_so_and_is_allowed(policies: Policies) -> None:
    raw = example("hebei-own-first")
    found = plan(raw, policies, budget=1).to_json()
    assert found["optimal"] is False and found["note"]
    assert_balanced(found, raw)
