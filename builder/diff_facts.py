"""What else differs between two versions of the policies: limits, steps, documents, vocabulary, texts. One line each.

Every fact is listed under the list that it stands in. Facts that both versions have are put aside, wherever in the list they
stand, so that an entry put in front of others is one new fact and not many changed ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from builder.policy_set import PolicySet
from calculator import Policies
from calculator.card import WHY_WORDS
from calculator.limits import limit_text
from calculator.model import VERDICT_WORDS

SECTIONS = ("规定", "限制", "扣款先后", "办理", "医保钱包", "文件", "词汇", "常见问题", "统筹区", "页面文字", "用例")
ABOUT_ANSWERS = "规定"  # shown only where no changed answer tells of it
WORDING = {"note", "documents", "text"}
_PARTS = {"channels": "办理渠道", "steps": "办理步骤", "proof": "亲属关系证明"}
_SEEN = {"open": "已开通", "some": "有统筹区已开通", "closed": "还没有开通"}
_VOCABULARY = {
    "relations": "关系", "groups": "关系组", "conditions": "亲属的条件", "reasons": "不在名单的理由", "categories": "费用类别",
}  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """A fact: the list it stands in, what it is called there, and its content as JSON. `pair` finds its other version."""

    section: str
    where: str
    pair: str
    what: str
    content: str
    subject: tuple[str, str] = ("", "")  # of a provision: place, category or ""


def lines(old: PolicySet, new: PolicySet, policies: tuple[Policies, Policies], told: set[tuple[str, str]]) -> dict[str, list[str]]:
    """Lines by section. `told`: (region, category) of all changed answers, (region, "") and ("", category) among them."""
    before, after = _listed(facts(old, policies[0])), _listed(facts(new, policies[1]))
    alike: dict[str, dict[str, list[str]]] = {section: {} for section in SECTIONS}
    for section, where in dict.fromkeys([*after, *before]):
        gone, come = before.get((section, where), []), after.get((section, where), [])
        for whats, subject, became, wording in _compared(gone, come):
            if section != ABOUT_ANSWERS or wording or not _is_told(subject, told, policies[1]):
                alike[section].setdefault(f"{_first(whats)}：{became}", []).append(where)
    return {section: [_line(wheres, text) for text, wheres in texts.items()] for section, texts in alike.items()}


def _line(wheres: list[str], text: str) -> str:
    return " · ".join(filter(None, ("、".join(wheres), text)))


def _first(names: list[str], most: int = 20) -> str:
    return "、".join(names[:most]) + (f"等 {len(names)} 个" if len(names) > most else "")


def _is_told(subject: tuple[str, str], told: set[tuple[str, str]], policies: Policies) -> bool:
    place, category = subject
    region = "" if place == "nation" else policies.pools.get(place, {}).get("region", place)
    return (region, category) in told or (not category and not region and bool(told))


def _listed(found: Iterable[Fact]) -> dict[tuple[str, str], list[Fact]]:
    lists: dict[tuple[str, str], list[Fact]] = {}
    for fact in found:
        lists.setdefault((fact.section, fact.where), []).append(fact)
    return lists


def _compared(gone: list[Fact], come: list[Fact]) -> Iterator[tuple[list[str], tuple[str, str], str, bool]]:
    """(what, subject, what became of it, only wording?) of the facts that one version alone has; alike changes together."""
    same = {(fact.what, fact.content) for fact in gone} & {(fact.what, fact.content) for fact in come}
    old = [fact for fact in gone if (fact.what, fact.content) not in same]
    new = [fact for fact in come if (fact.what, fact.content) not in same]
    pairs: list[tuple[Fact | None, Fact | None]] = []
    for key in ("pair", "what"):
        for fact in list(new):
            other = next((one for one in old if getattr(one, key) == getattr(fact, key)), None)
            if other:
                pairs.append((other, fact))
                old.remove(other)
                new.remove(fact)
    pairs += [*((None, fact) for fact in new), *((fact, None) for fact in old)]
    together: dict[tuple[str, tuple[str, str], bool], list[str]] = {}
    for was, now in pairs:
        keys = _keys(was, now) if was and now else []
        became = _difference(was, now, keys) if was and now else "新增" if now else "删去"
        wording = bool(keys) and set(keys) <= WORDING
        named = now or was
        assert named
        together.setdefault((became, named.subject, wording), []).append(named.what)
    for (became, subject, wording), whats in together.items():
        yield list(dict.fromkeys(whats)), subject, became, wording


def _keys(was: Fact, now: Fact) -> list[str]:
    """The keys of two records that differ; [""] for other values."""
    old, new = json.loads(was.content), json.loads(now.content)
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return [""] if old != new else []
    return [key for key in dict.fromkeys([*new, *old]) if old.get(key) != new.get(key)]


def _difference(was: Fact, now: Fact, keys: list[str]) -> str:
    """`from 2018-07-01 → 2018-08-01；yuan 1000 → 1500`."""
    old, new = json.loads(was.content), json.loads(now.content)
    parts = [f"{key} {_changed(old.get(key), new.get(key))}" if key else _changed(old, new) for key in keys]
    return "；".join([*parts, *([f"原来写作“{was.what}”"] if was.what != now.what else [])])


def _changed(old: Any, new: Any) -> str:
    if isinstance(old, list) and isinstance(new, list):
        gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
        said = [f"{word} {_short(some)}" for word, some in (("去掉", gone), ("加上", come)) if some]
        return "、".join(said) or "次序变了"
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [key for key in dict.fromkeys([*new, *old]) if old.get(key) != new.get(key)]
        return "、".join(f"{key} {_changed(old.get(key), new.get(key))}" for key in keys)
    return f"{_short(old)} → {_short(new)}"


def _short(value: Any) -> str:
    """A value in a few words; of records only how many."""
    if value is None:
        return "无"
    if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value)):
        return f"{len(value)} 条"
    if isinstance(value, list):
        return _first([_short(one) for one in value], 6)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = VERDICT_WORDS.get(text) or WHY_WORDS.get(text) or text
    return text if len(text) <= 40 else f"{text[:39]}…"


def facts(policy_set: PolicySet, policies: Policies) -> Iterator[Fact]:
    """All facts of a version, but for those on which no page and no answer rests."""
    yield from _of_rules(policies)
    yield from _of_regions(policies)
    for name, document in policy_set.documents.items():
        yield _fact("文件", "", name, f"{name}《{document['title']}》", document)
    yield from _of_vocabulary(policy_set, policies)
    for topic in policy_set.topics.get("topics", []):
        yield _fact("常见问题", "", topic["id"], topic["title"], topic)
    for alike in policy_set.topics.get("alike", []):
        yield _fact("常见问题", "同义词", alike["word"], alike["word"], alike)
    for code, pool in policies.pools.items():
        yield _fact("统筹区", str(policies.regions[pool["region"]]["short"]), code, pool["name"], pool)
    yield from _of_pages(policy_set)
    for slug, file in policy_set.cases.items():
        for case in file["cases"]:
            yield _fact("用例", slug, case["name"], case["name"], case)


def _fact(section: str, where: str, pair: str, what: str, content: Any, subject: tuple[str, str] = ("", "")) -> Fact:
    return Fact(section, where, pair, what, json.dumps(content, ensure_ascii=False, sort_keys=True), subject)


def _place(policies: Policies, place: str) -> str:
    """全国, 广西, 广西 · 柳州市."""
    if place == "nation":
        return "全国"
    if place in policies.regions:
        return str(policies.regions[place]["short"])
    pool = policies.pools[place]
    return f"{policies.regions[pool['region']]['short']} · {pool['name']}"


def _lists(entries: Any) -> Iterator[tuple[str, list[Any]]]:
    """(category, provisions) of the rules on expenses; ("", provisions) of the others."""
    yield from entries.items() if isinstance(entries, dict) else [("", entries)]


def _of_rules(policies: Policies) -> Iterator[Fact]:
    for place, rules in policies.rules.items():
        where = _place(policies, place)
        for subject, entries in rules.items():
            for category, provisions in _lists(entries):
                for p in provisions:
                    content = {key: value for key, value in p.items() if key not in ("id", "weak")}
                    if subject == "limits":
                        about = [p["kind"], *(str(p.get(key)) for key in ("about", "expenses", "relations", "scope"))]
                        yield _fact("限制", where, "/".join(about), limit_text(p, policies), content)
                    elif subject == "payment_order":
                        yield _fact("扣款先后", where, p["id"], p["text"], content)
                    else:
                        yield _fact(ABOUT_ANSWERS, where, p["id"], p["id"], content, (place, category))
    for entries in policies.statements.values():
        for p in entries:
            yield _fact(ABOUT_ANSWERS, "全国", p["id"], p["id"], {k: v for k, v in p.items() if k != "id"}, ("nation", ""))


def _of_regions(policies: Policies) -> Iterator[Fact]:
    yield _fact("办理", "全国（跨省）", "steps", _PARTS["steps"], policies.nation["steps"])
    for slug, region in policies.regions.items():
        for key, part in _PARTS.items():
            if region["binding"].get(key):
                yield _fact("办理", str(region["short"]), key, part, region["binding"][key])
        for seen in policies.wallet["seen"][slug]:
            pools = seen["pools"] if seen["pools"] == "all" else [policies.pools[code]["short"] for code in seen["pools"]]
            what = f"{seen['day']} {_SEEN[seen['state']]}" + ("" if pools == "all" else f"（{_short(pools)}）")
            content = {key: value for key, value in seen.items() if key not in ("id", "weak")}
            yield _fact("医保钱包", str(region["short"]), seen["id"], what, content)
    yield _fact("医保钱包", "全国", "start", "开始日", [policies.wallet["start"], policies.wallet["documents"]])


def _of_vocabulary(policy_set: PolicySet, policies: Policies) -> Iterator[Fact]:
    """Words with what they mean: a word that moved from one entry to another is one changed fact."""
    for key, called in _VOCABULARY.items():
        for name, entry in getattr(policies, key).items():
            yield _fact("词汇", called, name, name, entry)
    for where, entries_of_words in (
        ("称呼", policy_set.kin["terms"]),
        ("含糊的称呼", policy_set.kin["ambiguous"]),
        ("费用词", policy_set.expenses["items"]),
        ("含糊的费用词", policy_set.expenses.get("ambiguous", [])),
    ):
        for entry in entries_of_words:
            content = {key: value for key, value in entry.items() if key != "words"}
            for word in entry["words"]:
                yield _fact("词汇", where, word, word, content)


_RULES = {"relatives", "expenses", "limits", "payment_order", "documents", "region", "donor", "insured", "place", "own_card"}


def _of_pages(policy_set: PolicySet) -> Iterator[Fact]:
    """What only pages show: summaries, notes, conflicts, contacts, what was not found."""
    for slug, owner in {"全国": policy_set.nation, **policy_set.regions}.items():
        where = str(owner.get("short", slug))
        for key, value in owner.items():
            inner = {"binding": [*_PARTS], "wallet": ["evidence", "lists", "start", "documents"]}.get(key)
            if inner is not None:
                value = {name: one for name, one in value.items() if name not in inner}
            elif key == "pools":
                value = {code: {k: v for k, v in pool.items() if k not in _RULES} for code, pool in value.items()}
            if key not in _RULES:
                yield _fact("页面文字", where, key, key, value)
