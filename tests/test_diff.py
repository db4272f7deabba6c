"""`build.py diff`: exactly the changed answers, in few lines."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import build
from builder.compiled import canonical, compile_policies
from builder.diff import report
from builder.diff_answers import Comparison
from builder.diff_words import Wording, boxes
from builder.policies import read_policies
from builder.policy_set import PolicySet
from calculator import Policies
from calculator.answer import decide
from calculator.question import Question, placed

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-22"
GUANGXI = "regions/guangxi.yaml"
Edit = tuple[str, str, str]  # file, text, instead


def changed(folder: Path, *edits: Edit) -> Path:
    for file, text, instead in edits:
        path = folder / file
        content = path.read_text(encoding="utf-8")
        assert content.count(text) == 1, f"{text!r} stands {content.count(text)} times in {file}"
        path.write_text(content.replace(text, instead), encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """Makes copies of the small set of policies, with edits. Liuzhou (450200) is the one pool with rules of its own."""

    def copy(*edits: Edit) -> Path:
        folder = tmp_path / str(len(list(tmp_path.iterdir()))) / "policies"
        shutil.copytree(ROOT / "tests" / "good_policies", folder)
        cross = (
            "  - {id: cross, allow: [near_relatives], scope: cross_province, force: everywhere, from: 2024-12-02, "
            "documents: [rule-2021]}\nexpenses:\n  pharmacy_drug:"
        )
        changed(folder, ("nation.yaml", "expenses:\n  pharmacy_drug:", cross))
        return changed(folder, *edits)

    return copy


def lines(old: Path, new: Path) -> list[str]:
    return report(read_policies(old), read_policies(new), TODAY)


def answers(old: Path, new: Path) -> list[str]:
    """The lines on answers, without their heading."""
    found = lines(old, new)
    assert found[0].startswith("答案：")
    return found[1 : found.index("") if "" in found else None]


def test_an_unchanged_set(small):
    assert lines(small(), small()) == ["没有变化。"]


def test_a_circle(small):
    new = small((GUANGXI, "allow: [any_kin], scope: in_pool", "allow: [spouse], scope: in_pool"))
    assert lines(small(), new) == [
        "答案：4 条",
        "广西 · 柳州市 · 同一统筹区 · 配偶的父母 · 门诊、疫苗 · 2022-01-01 至 2023-12-31: 可以 → 不可以",
        "广西 · 柳州市 · 同一统筹区 · 配偶的父母 · 药店买药 · 2022-01-01 至今: 可以 → 不可以",
        "广西 · 柳州市 · 同一统筹区 · 配偶的父母 · 门诊、疫苗 · 2024-01-01 至 2024-05-31: 可以 → 未明确（日期说不准）",
        "广西 · 柳州市 · 同一统筹区 · 配偶的父母 · 门诊、疫苗 · 2025-01-01 至今: 可以 → 未明确（没有查到规定）",
    ]


def test_a_national_day_is_few_lines(small):
    in_force = "scope: in_province, force: everywhere, from: "
    new = small(("nation.yaml", f"{in_force}2021-04-22", f"{in_force}2021-06-22"))
    assert lines(small(), new) == [
        "答案：2 条",
        "各地区 · 近亲属 · 门诊、疫苗 · 2021-04-22 至 2021-06-21: 未明确（没有查到规定） → 不可以",
        "各地区 · 近亲属 · 药店买药 · 2021-04-22 至 2021-06-21: 可以 → 不可以",
    ]


def test_a_verdict_that_begins_later(small):
    nation = "pharmacy_drug:\n    - {verdict: covered, overrides: true, from: 2021-04-22"
    new = small(("nation.yaml", nation, nation.replace("covered", "not_covered").replace("2021-04-22", "2027-01-01")))
    found = answers(small(), new)
    assert "广西 · 柳州市 · 同一统筹区 · 配偶的父母 · 药店买药 · 2022-01-01 至 2026-12-31: 可以 → 未明确（没有查到规定）" in found
    assert "广西 · 柳州市 · 同一统筹区 · 所有人（含本人） · 药店买药 · 2027-01-01 起: 可以 → 不可以" in found
    assert "各地区 · 跨省 · 近亲属 · 药店买药 · 2027-01-01 起: 可以 → 不可以" in found
    assert all("药店买药" in line and "（感冒药）" not in line for line in found)


def test_an_item_is_named_where_its_category_did_not_change(small):
    new = small(("vocabulary/expenses.yaml", "words: [感冒药], verdict: conditional, condition: 在目录内", "words: [感冒药], verdict: not_covered"))
    assert answers(small(), new)[0] == "各地区 · 本人和近亲属 · 药店买药（感冒药） · 2021-04-22 至今: 有条件 → 不可以"


def test_another_condition_and_a_weaker_source(small):
    new = small((GUANGXI, "condition: 成年人", "condition: 满 18 岁"))
    assert "广西 · 其他统筹区 · 配偶 · 疫苗 · 2023-01-01 至 2023-12-31: 有条件 → 有条件（去掉：成年人；加上：满 18 岁）" in answers(small(), new)
    weaker = answers(small(), small((GUANGXI, "grade: B", "grade: C")))
    assert "广西 · 柳州市 · 同一统筹区 · 所有人（含本人） · 门诊 · 2022-01-01 至今: 可以 → 有条件（待核实）" in weaker
    assert "广西 · 南宁市、柳州市 · 医保钱包（跨省） · 2025-01-01 至今: 可以 → 有条件（待核实）" in weaker


def test_everything_else_is_named_in_one_line_each(small):
    new = small(
        (GUANGXI, "people: 5", "people: 7"),
        (GUANGXI, "steps: [打开, 绑定]", "steps: [打开, 登录, 绑定]"),
        (GUANGXI, "text: 先用本人的", "text: 先用授权人的"),
        (GUANGXI, "summary: 测试用，每一种写法都有。", "summary: 测试用。"),
        ("documents.yaml", "review_months: 6", "review_months: 3"),
        ("vocabulary/kin.yaml", "words: [老公, 丈夫]", "words: [老公, 丈夫, 先生]"),
        ("pools.yaml", "aliases: [邕城]", "aliases: [邕城, 邕州]"),
    )
    assert lines(small(), new) == [
        "答案没有变化。",
        "",
        "限制：1 条",
        "广西 · 一名职工同时最多绑 7 位亲属：people 5 → 7；原来写作“一名职工同时最多绑 5 位亲属”",
        "",
        "扣款先后：1 条",
        "广西 · 先用授权人的：text 先用本人的 → 先用授权人的；原来写作“先用本人的”",
        "",
        "办理：1 条",
        "广西 · 办理步骤：加上 登录",
        "",
        "文件：1 条",
        "rule-2021《关于个人账户的通知》：review_months 6 → 3",
        "",
        "词汇：1 条",
        "称呼 · 先生：新增",
        "",
        "统筹区：1 条",
        "广西 · 南宁市：aliases 加上 邕州",
        "",
        "页面文字：1 条",
        "广西 · summary：测试用，每一种写法都有。 → 测试用。",
    ]


def test_a_provision_that_changes_no_answer_is_named(small):
    circle = "scope: in_pool\n    from: 2022-01-01\n    until: 2023-12-31"
    new = small((GUANGXI, circle, circle.replace("01-01", "03-01")))
    assert lines(small(), new) == [
        "答案没有变化。",
        "",
        "规定（答案没有因此改变）：1 条",
        "广西 · guangxi.relatives.2022：from 2022-01-01 → 2022-03-01",
    ]


def test_words_that_only_pages_show(small):
    new = small((GUANGXI, "by: 2025-01-01, note: 试点,", "by: 2025-01-01, note: 试行,"))
    assert lines(small(), new) == ["答案没有变化；改的只是页面上的说明文字。"]


def edited(policies: str, rng: random.Random) -> Policies:
    """The real policies with a few facts changed: a day, a verdict, a circle, in the nation and in some region."""
    found = json.loads(policies)
    places = [found["rules"][place] for place in ("nation", *rng.sample([p for p in found["rules"] if p != "nation"], 6))]
    for rules in places:
        circles = rules.get("relatives", [])
        if circles:
            circle = rng.choice(circles)
            if rng.random() < 0.5 and "sibling" in circle["allow"]:
                circle["allow"].remove("sibling")
            elif rng.random() < 0.5:
                circle["allow"].append("cousin")
            else:
                circle["from"] = max(circle["from"], "2023-05-05")
        category = rng.choice(list(rules.get("expenses", {"": []})))
        for provision in rules.get("expenses", {}).get(category, [])[-1:]:
            provision["verdict"] = "not_covered" if provision["verdict"] != "not_covered" else "covered"
    return Policies(found)


@pytest.mark.parametrize("seed", range(3))
def test_the_changed_answers_are_those_that_the_engine_gives(compiled: str, seed: int):
    """Random cells on random days: a change is listed exactly where the two decisions differ."""
    rng = random.Random(seed)
    old, new = Policies(json.loads(compiled)), edited(compiled, rng)
    comparison = Comparison(old, new)
    listed: dict[tuple[str, str, str, str, str], list[tuple[str, str, str, str]]] = {}
    for one in comparison.changes():
        if not one.item and one.place.near in ("pool", "region"):
            key = (one.place.region, one.place.pool, one.place.near, one.relation, one.category)
            listed.setdefault(key, []).append((one.first, one.last or "9999", one.was.verdict, one.now.verdict))
    assert listed
    touched = sorted({key[0] for key in listed})
    asked = 0
    for _ in range(6000):
        region = rng.choice(touched)
        place = rng.choice(comparison.places(region))
        relation, category = rng.choice(list(old.relations)), rng.choice(list(old.categories))
        changes = listed.get((region, place.pool, place.near, relation, category), [])
        if not changes and rng.random() < 0.7:
            continue
        days = [day for first, last, *_ in changes for day in (first, min(last, "2027-01-01"))]
        day = rng.choice([*days, f"{rng.randint(2015, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"])
        question = Question(
            on=day,
            donor_region=region,
            donor_pool=place.code,
            relation=relation,
            expense=category,
            same_pool="yes" if place.near == "pool" else "no",
        )
        was, now = (decide(placed(question, policies), policies).verdict for policies in (old, new))
        told = next(((before, after) for first, last, before, after in changes if first <= day <= last), (was, was))
        assert (was, now) == told, f"{region} {place} {relation} {category} {day}: {was} → {now}, listed {changes}"
        asked += 1
    assert asked > 1000


@pytest.mark.parametrize("seed", range(2))
def test_the_changed_answers_across_provinces(compiled: str, seed: int):
    """Where both wallets are open, the answers across provinces change exactly as listed."""
    rng = random.Random(seed)
    old, new = Policies(json.loads(compiled)), edited(compiled, rng)
    listed: dict[tuple[str, str, str], list[tuple[str, str, str, str]]] = {}
    for one in Comparison(old, new).changes():
        if not one.item and one.place.near == "cross":
            key = (one.place.region, one.relation, one.category)
            listed.setdefault(key, []).append((one.first, one.last or "9999", one.was.verdict, one.now.verdict))
    asked = 0
    for _ in range(3000):
        here, there = rng.sample(list(old.regions), 2)
        relation, category = rng.choice([one for one in old.relations if one != "self"]), rng.choice(list(old.categories))
        on = rng.choice(["2025-03-14", "2025-07-01", "2025-10-10", "2026-01-09", "2026-05-19", "2026-11-22"])
        question = Question(on=on, donor_region=here, relative_region=there, relation=relation, expense=category)
        decisions = [decide(placed(question, policies), policies) for policies in (old, new)]
        if any(found.id == "route" and found.verdict != "covered" for one in decisions for found in one.checks):
            continue
        changes = listed.get((here, relation, category), [])
        was, now = (one.verdict for one in decisions)
        told = next(((before, after) for first, last, before, after in changes if first <= on <= last), (was, was))
        assert (was, now) == told, f"{here} → {there} {relation} {category} {on}: {was} → {now}, listed {changes}"
        asked += 1
    assert asked > 500


def test_a_wide_change_of_the_real_policies_is_few_lines(policy_set: PolicySet):
    """Each region opened on a day of its own; the lines do not repeat them all."""
    found = canonical(compile_policies(policy_set))
    new = json.loads(found)
    new["rules"]["nation"]["expenses"]["dental"][-1]["verdict"] = "not_covered"
    comparison = Comparison(Policies(json.loads(found)), Policies(new))
    changes = list(comparison.changes())
    told = Wording(comparison, TODAY).lines(changes)
    assert len(changes) > 500
    assert len(told) < 40
    assert all(" · 口腔" in line for line in told)
    assert any("只是其中原来“未明确”的" in line for line in told)


@pytest.mark.parametrize("seed", range(20))
def test_boxes_hold_each_pair_once(seed: int):
    rng = random.Random(seed)
    pairs = {(rng.randint(1, 5), rng.choice("abcde")) for _ in range(rng.randint(1, 25))}
    held = [(a, b) for rows, columns in boxes(pairs) for a in rows for b in columns]
    assert sorted(held) == sorted(pairs)


def git(folder: Path, *arguments: str) -> None:
    settings = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def checkout(small) -> Path:
    """The small policies in a git checkout of their own; returns the folder policies/."""
    folder: Path = small()
    git(folder.parent, "init", "--quiet")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "--quiet", "--message", "first")
    return folder


def test_the_command(checkout: Path, capsys: pytest.CaptureFixture[str]):
    assert build.main(["--policies", str(checkout), "diff", "HEAD"]) == 0
    assert capsys.readouterr().out == "没有变化。\n"
    changed(checkout, (GUANGXI, "people: 5", "people: 6"))
    assert build.main(["--policies", str(checkout), "diff", "HEAD"]) == 0
    assert "广西 · 一名职工同时最多绑 6 位亲属：people 5 → 6" in capsys.readouterr().out


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", "HEAD~9", ""])
def test_a_revision_that_is_not_there(checkout: Path, capsys: pytest.CaptureFixture[str], revision: str):
    assert build.main(["--policies", str(checkout), "diff", *(["--"] if revision[:1] == "-" else []), revision]) == 1
    assert f"git knows no revision '{revision}'" in capsys.readouterr().err


def test_a_revision_whose_policies_cannot_be_read(checkout: Path, capsys: pytest.CaptureFixture[str]):
    changed(checkout, (GUANGXI, "people: 5", "people: five"))
    git(checkout, "commit", "--quiet", "--all", "--message", "broken")
    changed(checkout, (GUANGXI, "people: five", "people: 5"))
    assert build.main(["--policies", str(checkout), "diff", "HEAD"]) == 1
    said = capsys.readouterr().err
    assert "policies/regions/guangxi.yaml:" in said
    assert "1 problems: the policies of HEAD cannot be read, so nothing was compared" in said


def test_policies_that_are_not_in_git(small, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert build.main(["--policies", str(small()), "diff", "HEAD"]) == 1
    assert "is not inside a git checkout" in capsys.readouterr().err


def test_a_folder_that_was_not_there_then(checkout: Path, capsys: pytest.CaptureFixture[str]):
    other = checkout.parent / "other"
    shutil.copytree(checkout, other)
    assert build.main(["--policies", str(other), "diff", "HEAD"]) == 1
    assert "at HEAD there was no folder other" in capsys.readouterr().err
