"""A question: from the flat JSON object of the contract to checked, named facts.

`read_question` refuses a value that cannot be right (QuestionError names the key, the value and the nearest right ones) and
leaves a missing one missing. The only readings that it adds are named in `defaults`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from calculator.days import parse_day
from calculator.kin import Kin, read_kin
from calculator.messages import say, series
from calculator.model import Json, QuestionError
from calculator.policies import Policies, nearest

YES_NO_UNSURE = ("yes", "no", "unsure")
UNSURE = "unsure"
ROUTES = ("in_pool", "in_province", "cross_province")
INSURED = ("employee", "resident", "none", "unsure")
KEYS = (
    "on",
    "donor_region",
    "donor_pool",
    "donor_account",
    "relation",
    "relative",
    "relative_region",
    "relative_pool",
    "relative_insured",
    "expense",
    "item",
    "designated",
    "amount",
    "donor_balance",
    "relatives_bound",
    "relative_bound_by",
    "same_pool",
    "route",
)


@dataclass(slots=True)
class Question:
    """The facts of a question. None = not given; amounts in fen. A value: make another with `placed(replace(q, …))`.

    `near` tells how close the two places are: pool, region (same region, other pool), either (same region, pools not told),
    cross; None while a place is missing. For oneself it is pool.
    """

    on: str | None = None
    donor_region: str | None = None
    donor_pool: str | None = None
    donor_account: str | None = None
    relation: str | None = None
    kin: Kin | None = None
    relative_region: str | None = None
    relative_pool: str | None = None
    place_unsure: bool = False  # relative_region: unsure
    relative_insured: str | None = None
    expense: str | None = None
    item: str | None = None
    item_options: tuple[tuple[str, str, str], ...] = ()  # (key, value, how it reads)
    item_ask: str = ""
    item_word: str | None = None  # as it was said
    designated: str | None = None
    amount: int | None = None
    donor_balance: int | None = None
    relatives_bound: int | None = None
    relative_bound_by: int | None = None
    same_pool: str | None = None
    route: str | None = None
    route_given: str | None = None
    near: str | None = None
    defaults: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """The question as understood: contract keys that are known, then `defaults` and `notes` if there are any."""
        found: Json = {}
        for key in KEYS:
            if key == "relative":
                value: Any = self.kin.word if self.kin else None
            elif key == "relative_region" and self.place_unsure:
                value = UNSURE
            elif key == "item" and self.expense is None:
                value = self.item_word
            else:
                value = getattr(self, key)
            if key in ("amount", "donor_balance") and value is not None:
                value = value / 100
            if value is not None:
                found[key] = value
        if self.defaults:
            found["defaults"] = dict(self.defaults)
        if self.notes:
            found["notes"] = list(self.notes)
        return found


def read_question(raw: Mapping[str, Any], policies: Policies) -> Question:
    """The question behind a JSON object. QuestionError on the first value that cannot be right.

    `relative_region` may also be "unsure": the relative lives elsewhere, perhaps in another region.

    The `defaults` and `notes` of an earlier answer's question are not read, so that such a question can be asked again.
    """
    for key in raw:
        if key not in KEYS and key not in ("defaults", "notes"):
            raise QuestionError(str(key), raw[key], say("没有“{key}”这一项", key=key), nearest(str(key), KEYS))
    given = {key: value for key, value in raw.items() if value is not None and value != ""}
    notes: list[str] = []
    donor_region, donor_pool = _place(given, "donor", policies)
    unsure = given.get("relative_region") == UNSURE
    relative_region, relative_pool = _place({} if unsure else given, "relative", policies)
    kin, relation = _relation(given, policies)
    expense, item, item_ask, item_options = _expense(given, policies, notes)
    return _settled(
        Question(
            on=_day(given),
            donor_region=donor_region,
            donor_pool=donor_pool,
            donor_account=_choice(given, "donor_account", YES_NO_UNSURE),
            relation=relation,
            kin=kin,
            relative_region=relative_region,
            relative_pool=relative_pool,
            place_unsure=unsure,
            relative_insured=_choice(given, "relative_insured", INSURED),
            expense=expense,
            item=item,
            item_options=item_options,
            item_ask=item_ask,
            item_word=_text(given, "item") or _text(given, "expense"),
            designated=_choice(given, "designated", YES_NO_UNSURE),
            amount=_yuan(given, "amount"),
            donor_balance=_yuan(given, "donor_balance"),
            relatives_bound=_count(given, "relatives_bound"),
            relative_bound_by=_count(given, "relative_bound_by"),
            same_pool=_choice(given, "same_pool", YES_NO_UNSURE),
            route_given=_choice(given, "route", ROUTES),
            notes=tuple(notes),
        ),
        policies,
    )


def placed(question: Question, policies: Policies) -> Question:
    """A copy of a changed question with `near`, `route` and the named default for the relative's place worked out."""
    return _settled(replace(question, defaults=dict(question.defaults)), policies)


def _settled(q: Question, policies: Policies) -> Question:
    if q.relation == "self":  # nobody else's place matters
        q.near, q.route, q.relative_region, q.relative_pool = "pool", None, None, None
        return q
    if q.place_unsure:
        q.near = q.route = None
        return q
    if q.relative_region is None and q.donor_region is not None and q.route_given != "cross_province":
        q.relative_region = q.donor_region
        short = policies.regions[q.donor_region]["short"]
        q.defaults["relative_region"] = say("没有说对方在哪里参保，按和您同在{short}来答", short=short)
    near = _near(q, policies)
    route = _ROUTE_OF.get(near or "")
    if q.route_given and near and q.route_given != route:
        if near == "either" and q.route_given == "in_pool":
            near, route = "pool", "in_pool"
        else:
            q.notes = (*q.notes, say("途径以两地为准"))
    if near == "either" and q.same_pool is None:
        q.defaults.setdefault("same_pool", say("没有说是否同一统筹区"))
    q.near, q.route = near, route
    return q


_ROUTE_OF = {"pool": "in_pool", "region": "in_province", "either": "in_province", "cross": "cross_province"}


def _near(q: Question, policies: Policies) -> str | None:
    if q.route_given == "cross_province":
        return "cross"
    if q.donor_region is None:
        return None
    if q.relative_region != q.donor_region:
        return "cross"
    if q.donor_region in policies.single_pool or q.same_pool == "yes":
        return "pool"
    if q.donor_pool and q.relative_pool:
        return "pool" if q.donor_pool == q.relative_pool else "region"
    return "region" if q.same_pool == "no" else "either"


def _day(given: Mapping[str, Any]) -> str | None:
    if "on" not in given:
        return None
    try:
        return parse_day(given["on"])
    except ValueError as error:
        raise QuestionError("on", given["on"], str(error)) from None


def _text(given: Mapping[str, Any], key: str) -> str | None:
    value = given.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise QuestionError(key, value, say("要写成文字"))
    if len(value) > 60:
        raise QuestionError(key, value[:60], say("太长了，最多 60 个字"))
    if not value.isascii() and not _is_text(value):
        raise QuestionError(key, value, say("有不能读的字符"))
    return value.strip() or None


def _is_text(value: str) -> bool:
    """False for half characters (lone surrogates), which no file or page can hold."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _choice(given: Mapping[str, Any], key: str, options: tuple[str, ...]) -> str | None:
    value = given.get(key)
    if value is None or value in options:
        return value
    raise QuestionError(key, value, say("只能是 {options}", options=series(options)), nearest(str(value), options) or options)


def _yuan(given: Mapping[str, Any], key: str) -> int | None:
    value = given.get(key)
    if value is None:
        return None
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        amount = Decimal(str(value))
        fen = amount * 100
        if not amount.is_finite() or fen != fen.to_integral_value():
            raise InvalidOperation
    except (ArithmeticError, ValueError):
        raise QuestionError(key, value, say("要写成以元为单位、最多两位小数的数")) from None
    if not 0 <= fen <= 10**12:
        raise QuestionError(key, value, say("金额不能小于 0，也不能大于一百亿元"))
    return int(fen)


def _count(given: Mapping[str, Any], key: str) -> int | None:
    value = given.get(key)
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 5:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 9999:
        raise QuestionError(key, given[key], say("要写成 0 到 9999 的整数"))
    return value


def _place(given: Mapping[str, Any], who: str, policies: Policies) -> tuple[str | None, str | None]:
    """(region, pool). A region key may name a pool (深圳), which then gives both."""
    region_word, pool_word = _text(given, f"{who}_region"), _text(given, f"{who}_pool")
    region = pool = None
    if region_word:
        region = policies.region_names.get(region_word)
        if region is None:
            pool = policies.pool_names.get(region_word)
            if pool is None:
                near = [*nearest(region_word, policies.region_names), *nearest(region_word, policies.pool_names)]
                raise QuestionError(f"{who}_region", region_word, say("没有这个地区"), near[:3])
            region = policies.pools[pool]["region"]
    if pool_word:
        named = policies.pool_names.get(pool_word)
        if named is None:
            known = [code for code in policies.pools if region in (None, policies.pools[code]["region"])]
            names = [str(policies.pools[code]["short"]) for code in known]
            raise QuestionError(f"{who}_pool", pool_word, say("没有这个统筹区"), nearest(pool_word, [*names, *known]))
        if region is not None and policies.pools[named]["region"] != region:
            names = [policies.pools[code]["short"] for code in policies.pools_of[region]]
            message = say("{pool}不在{region}", pool=policies.pools[named]["name"], region=policies.regions[region]["name"])
            raise QuestionError(f"{who}_pool", pool_word, message, names[:3])
        pool, region = named, policies.pools[named]["region"]
    if region in policies.single_pool and pool is None:
        pool = policies.pools_of[region][0]
    return region, pool


def _relation(given: Mapping[str, Any], policies: Policies) -> tuple[Kin | None, str | None]:
    word, relation_word = _text(given, "relative"), _text(given, "relation")
    relation = None
    if relation_word:
        relation = policies.relation_names.get(relation_word)
        if relation is None:
            kin = read_kin(relation_word, policies)
            if kin is None:
                raise QuestionError("relation", relation_word, say("没有这种关系"), nearest(relation_word, policies.relation_names))
            if not word:
                return kin, kin.relation
            relation = kin.relation
    if not word:
        return None, relation
    found = read_kin(word, policies)
    if found is None:
        raise QuestionError("relative", word, say("不认识这个称呼"), nearest(word, [*policies.kin, *policies.kin_ambiguous]))
    if found.relation is None and relation and found.options:
        meant = {policies.kin[option]["relation"] for option, _ in found.options if option in policies.kin}
        if relation in meant:  # an unclear word, and the relation that makes it clear
            return Kin(found.word, relation), relation
    return found, found.relation


Options = tuple[tuple[str, str, str], ...]


def _expense(given: Mapping[str, Any], policies: Policies, notes: list[str]) -> tuple[str | None, str | None, str, Options]:
    """(category, item, clarifying question, its options)."""
    category_word, word = _text(given, "expense"), _text(given, "item")
    category = None
    if category_word:
        category = policies.category_names.get(category_word)
        if category is None:
            if category_word not in policies.items and category_word not in policies.item_ambiguous:
                names = [*policies.category_names, *policies.items]
                raise QuestionError("expense", category_word, say("没有这种费用"), nearest(category_word, names))
            if not word:
                word = category_word
    if not word:
        return category, None, "", ()
    unclear = policies.item_ambiguous.get(word)
    if unclear:
        options = tuple(
            ("expense", option["expense"], option["text"]) if "expense" in option else ("item", option["item"], option["text"])
            for option in unclear["options"]
        )
        meant = [value if key == "expense" else policies.items[value]["category"] for key, value, _ in options]
        if category in meant:  # the category makes the word clear
            known = policies.items.get(word)
            return category, word if known and known["category"] == category else None, "", ()
        if "default" in unclear:
            known = policies.items.get(word)
            plain = unclear["default"]
            return plain, word if known and known["category"] == plain else None, unclear["ask"], options
        return None, None, unclear["ask"], options
    item = policies.items.get(word)
    if item is None:
        if policies.category_names.get(word):
            return policies.category_names[word], None, "", ()
        if category is None:
            names = [*policies.items, *policies.item_ambiguous, *policies.category_names]
            raise QuestionError("item", word, say("不认识这个费用词"), nearest(word, names))
        notes.append(say("词表里没有这个项目，只按费用类别来答"))
        return category, None, "", ()
    return item["category"], word, "", ()
