"""A household as given: who its members are, how they are related, what is to be paid, who is bound already.

`read_household` turns the JSON object of `calculator.plan` into a `Household`. The first value that cannot be right is a
QuestionError whose `key` is a path such as `members[2].account`; a value that is missing stays missing. Amounts are in fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from calculator.messages import say, series
from calculator.model import Json, QuestionError
from calculator.policies import Policies, nearest
from calculator.question import Question, read_question

MOST_MEMBERS, MOST_EXPENSES = 12, 40
KEYS = ("on", "members", "marriages", "parents", "expenses", "bindings", "new_bindings")
MEMBER_KEYS = ("id", "name", "sex", "region", "pool", "insured", "account", "retired", "bound", "bound_by")
ACCOUNT_KEYS = ("balance", "past_years")
PARENT_KEYS = ("id", "kind")
PARENT_KINDS = ("birth", "adoptive", "step")
EXPENSE_KEYS = ("id", "who", "name", "expense", "item", "amount", "on", "designated")
BINDING_KEYS = ("donor", "relative")
SEXES = ("male", "female")
# the keys of a household that read like keys of a question
_AS_ASKED = {
    "region": "donor_region",
    "pool": "donor_pool",
    "insured": "relative_insured",
    "bound": "relatives_bound",
    "bound_by": "relative_bound_by",
}


@dataclass(frozen=True)
class Member:
    """A person. `balance` is None without a personal account, `past_years` None where the split is not told."""

    id: str
    name: str
    sex: str | None = None
    region: str | None = None
    pool: str | None = None
    insured: str | None = None
    balance: int | None = None
    past_years: int | None = None
    retired: bool = False
    bound: int = 0
    bound_by: int = 0


@dataclass(frozen=True)
class Expense:
    """What member number `who` has to pay: `asked` is a question with the expense, the item, the amount and the day."""

    id: str
    who: int
    name: str
    amount: int
    asked: Question

    @property
    def on(self) -> str:
        """The day of the expense; empty if none is known."""
        return self.asked.on or ""


@dataclass(frozen=True)
class Household:
    """A family. Members are named by their number; `parents` holds (parent, kind) for each child."""

    on: str | None
    members: tuple[Member, ...]
    marriages: tuple[tuple[int, int], ...]
    parents: Mapping[int, tuple[tuple[int, str], ...]]
    expenses: tuple[Expense, ...]
    bindings: tuple[tuple[int, int], ...]
    may_bind: bool = True


def read_household(raw: object, policies: Policies) -> Household:
    """The household behind a JSON object. QuestionError on the first value that cannot be right."""
    given = _mapping(raw, "household", KEYS)
    asked = _asked({"on": given.get("on")}, "", policies)
    members = tuple(
        _member(one, f"members[{number}]", policies) for number, one in _entries(given, "members", MOST_MEMBERS, "最多 {most} 位家人")
    )
    if not members:
        raise QuestionError("members", given.get("members"), say("至少要有一位家人"))
    _unique([one.id for one in members], "members")
    ids = {one.id: number for number, one in enumerate(members)}
    expenses = tuple(
        _expense(one, f"expenses[{number}]", asked.on, ids, policies)
        for number, one in _entries(given, "expenses", MOST_EXPENSES, "最多 {most} 笔费用")
    )
    _unique([one.id for one in expenses], "expenses")
    return Household(
        asked.on,
        members,
        tuple(_pair(one, f"marriages[{number}]", ids) for number, one in _entries(given, "marriages", MOST_MEMBERS, "最多 {most} 对夫妻")),
        _parents(given, ids),
        expenses,
        _bindings(given, ids),
        _choice(given, "new_bindings", "", ("yes", "no")) != "no",
    )


def _mapping(value: object, path: str, keys: Iterable[str]) -> Json:
    if not isinstance(value, Mapping):
        raise QuestionError(path, _short(value), say("要写成一个 JSON 对象"))
    known = tuple(keys)
    for key in value:
        if key not in known:
            inside = "" if path == "household" else f"{path}."
            raise QuestionError(f"{inside}{key}", _short(value[key]), say("没有“{key}”这一项", key=_short(key)), nearest(str(key), known))
    return {key: entry for key, entry in value.items() if entry is not None and entry != ""}


def _short(value: object) -> object:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return str(value)[:60]


def _entries(given: Mapping[str, Any], key: str, most: int, too_many: str) -> list[tuple[int, Any]]:
    value = given.get(key, [])
    if not isinstance(value, (list, tuple)):
        raise QuestionError(key, _short(value), say("要写成一个列表"))
    if len(value) > most:
        raise QuestionError(key, len(value), say(too_many, most=most))
    return list(enumerate(value))


def _unique(ids: list[str], key: str) -> None:
    for number, one in enumerate(ids):
        if one in ids[:number]:
            raise QuestionError(f"{key}[{number}].id", one, say("编号和 {other} 重复", other=f"{key}[{ids.index(one)}]"))


def _asked(values: Json, path: str, policies: Policies) -> Question:
    """Reads values as a question does; an error names the household's key."""
    names = {_AS_ASKED.get(key, key): key for key in values}
    try:
        return read_question({_AS_ASKED.get(key, key): value for key, value in values.items()}, policies)
    except QuestionError as error:
        key = names.get(error.key, error.key)
        raise QuestionError(f"{path}.{key}" if path else key, _short(error.value), error.message, error.nearest) from None


def _text(given: Mapping[str, Any], key: str, path: str, most: int, needed: bool = False) -> str:
    value = given.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or not value.strip():
        raise QuestionError(f"{path}.{key}", _short(value), say("要写成文字") if value is not None else say("缺少这一项"))
    if len(value) > most:
        raise QuestionError(f"{path}.{key}", value[:60], say("太长了，最多 {most} 个字", most=most))
    if any("\ud800" <= letter <= "\udfff" or letter < " " for letter in value):
        raise QuestionError(f"{path}.{key}", value, say("有不能读的字符"))
    return value.strip()


def _choice(given: Mapping[str, Any], key: str, path: str, options: tuple[str, ...]) -> str | None:
    value = given.get(key)
    if value is None or value in options:
        return value
    raise QuestionError(f"{path}{key}", _short(value), say("只能是 {options}", options=series(options)), nearest(str(value), options) or options)


def _member(raw: object, path: str, policies: Policies) -> Member:
    given = _mapping(raw, path, MEMBER_KEYS)
    name = _text(given, "id", path, 30, needed=True)
    retired = given.get("retired", False)
    if not isinstance(retired, bool):
        raise QuestionError(f"{path}.retired", _short(retired), say("只能是 true 或 false"))
    plain: Json = {key: given[key] for key in ("region", "pool", "insured", "bound", "bound_by") if key in given}
    asked = _asked(plain, path, policies)
    balance, past = _account(given.get("account"), f"{path}.account", policies)
    return Member(
        name,
        _text(given, "name", path, 20) or name,
        _choice(given, "sex", f"{path}.", SEXES),
        asked.donor_region,
        asked.donor_pool,
        asked.relative_insured,
        balance,
        past,
        retired,
        asked.relatives_bound or 0,
        asked.relative_bound_by or 0,
    )


def _account(value: object, path: str, policies: Policies) -> tuple[int | None, int | None]:
    if value is None or value == "no":
        return None, None
    split = isinstance(value, Mapping)
    parts = _mapping(value, path, ACCOUNT_KEYS) if split else {"balance": value}
    if "balance" not in parts:
        raise QuestionError(f"{path}.balance", None, say("缺少余额"))
    amounts = [_yuan(parts.get(key), f"{path}.{key}" if split else path, policies) for key in ACCOUNT_KEYS]
    balance, past = amounts
    if past is not None and balance is not None and past > balance:
        raise QuestionError(f"{path}.past_years", _short(parts["past_years"]), say("历年结余不能比余额多"))
    return balance, past


def _yuan(value: object, path: str, policies: Policies) -> int | None:
    if value is None:
        return None
    try:
        return read_question({"amount": value}, policies).amount
    except QuestionError as error:
        raise QuestionError(path, _short(value), error.message) from None


def _expense(raw: object, path: str, on: str | None, ids: Mapping[str, int], policies: Policies) -> Expense:
    given = _mapping(raw, path, EXPENSE_KEYS)
    name = _text(given, "id", path, 30, needed=True)
    who = _who(given.get("who"), f"{path}.who", ids)
    if "amount" not in given:
        raise QuestionError(f"{path}.amount", None, say("缺少金额"))
    asked = _asked({key: given.get(key) for key in ("expense", "item", "amount", "on", "designated")}, path, policies)
    assert asked.amount is not None
    amount, asked.amount = asked.amount, None  # what one account pays is found later
    asked.on = asked.on or on
    return Expense(name, who, _text(given, "name", path, 20), amount, asked)


def _who(value: object, path: str, ids: Mapping[str, int]) -> int:
    if isinstance(value, str) and value in ids:
        return ids[value]
    if value is None:
        raise QuestionError(path, None, say("缺少这一项：写一位家人的编号"), list(ids)[:3])
    raise QuestionError(path, _short(value), say("家人里没有这个编号"), nearest(str(value)[:60], ids) or list(ids)[:3])


def _pair(raw: object, path: str, ids: Mapping[str, int]) -> tuple[int, int]:
    if not isinstance(raw, (list, tuple)) or len(raw) != 2:
        raise QuestionError(path, _short(raw), say('要写成两个人的编号，如 ["a", "b"]'))
    return _who(raw[0], f"{path}[0]", ids), _who(raw[1], f"{path}[1]", ids)


def _parents(given: Mapping[str, Any], ids: Mapping[str, int]) -> dict[int, tuple[tuple[int, str], ...]]:
    raw = given.get("parents", {})
    if not isinstance(raw, Mapping):
        raise QuestionError("parents", _short(raw), say("要写成 {孩子: [父母]} 这样的对象"))
    found = {}
    for child, parents in raw.items():
        number = _who(child, f"parents.{_short(child)}", ids)
        if not isinstance(parents, (list, tuple)):
            raise QuestionError(f"parents.{child}", _short(parents), say("要写成一个列表"))
        links = []
        for place, parent in enumerate(parents):
            path = f"parents.{child}[{place}]"
            entry = _mapping(parent, path, PARENT_KEYS) if isinstance(parent, Mapping) else {"id": parent}
            kind = _choice(entry, "kind", f"{path}.", PARENT_KINDS) or "birth"
            links.append((_who(entry.get("id"), path, ids), kind))
        found[number] = tuple(links)
    return found


def _bindings(given: Mapping[str, Any], ids: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for number, raw in _entries(given, "bindings", MOST_MEMBERS * MOST_MEMBERS, "最多 {most} 条绑定"):
        path = f"bindings[{number}]"
        entry = _mapping(raw, path, BINDING_KEYS)
        pair = (_who(entry.get("donor"), f"{path}.donor", ids), _who(entry.get("relative"), f"{path}.relative", ids))
        if pair[0] == pair[1]:
            raise QuestionError(path, entry["donor"], say("自己不用绑定自己"))
        if pair in found:
            raise QuestionError(path, series((entry["donor"], entry["relative"])), say("和 {other} 重复", other=f"bindings[{found.index(pair)}]"))
        found.append(pair)
    return tuple(found)
