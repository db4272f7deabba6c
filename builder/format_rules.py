"""What a provision, a document and a region's file may hold."""

from __future__ import annotations

from builder.problems import did_you_mean
from builder.shapes import Choice, Day, Either, Flag, Key, List, Located, Map, Number, Reading, Record, Ref, Shape, Text

VERDICTS = ("covered", "conditional", "not_covered", "unknown")
UNKNOWN_REASONS = ("no_source", "between_dates", "conflict", "ended", "not_given", "not_modelled")
SCOPES = ("in_pool", "in_province")
ROUTES = ("in_pool", "in_province", "cross_province")
GRADES = ("A", "B", "C")
YES_NO_UNSURE = ("yes", "no", "unsure")
INSURED = ("employee", "resident", "none", "unsure")
SLUG = r"[a-z0-9][a-z0-9-]*"
ADCODE = r"\d{6}"


def _range(found: Located, path: str, reading: Reading) -> None:
    after, by = found.get("after"), found.get("by")
    if after and by and after >= by:
        reading.problem(found.marks["by"], f"{path}.by", f"{by} is not later than after: {after}")


START = Either(
    scalar=Day(),
    mapping=Record(
        {
            "after": Key(Day(), "last day on which it was surely not in force", required=True),
            "by": Key(Day(), "first day on which it was surely in force", required=True),
        },
        _range,
        whole=True,
    ),
)
DOCUMENTS = List(Ref("document"), unique=True)


def first_day(start: str | dict[str, str]) -> str:
    """The first day on which a provision with this `from` may be in force (the day after `after`, as text order needs)."""
    return start if isinstance(start, str) else start["after"]


def sure_day(start: str | dict[str, str]) -> str:
    """The first day on which a provision with this `from` is surely in force."""
    return start if isinstance(start, str) else start["by"]


def _dates(found: Located, path: str, reading: Reading) -> None:
    if "from" not in found:
        return
    sure = sure_day(found["from"])
    for key in ("until", "uncertain_after"):
        day = found.get(key)
        if day and day < sure:
            hint = "both days are in force, so until may equal from" if key == "until" else ""
            reading.problem(found.marks[key], f"{path}.{key}", f"{day} is before from: {sure}", hint)


DATED = {
    "id": Key(Text(SLUG, "an id of lower-case letters, digits and -"), "short id; its number in the list if left out"),
    "from": Key(START, "first day in force, or {after, by} if the day is uncertain", required=True),
    "until": Key(Day(open_end=True), "last day in force; left out = still in force"),
    "uncertain_after": Key(Day(), "from this day no source says that it still holds"),
    "note": Key(Text(), "what a reader should know, in one or two plain sentences"),
    "documents": Key(DOCUMENTS, "ids of the documents that state it", required=True),
}
RELATIONS = List(Ref("relation"), unique=True)
CATEGORIES = List(Ref("expense"), unique=True)
ITEMS = List(Text(), unique=True)
CIRCLE = Record(
    {
        **DATED,
        "allow": Key(RELATIONS, "relations or groups that may be relatives", required=True),
        "scope": Key(Choice(SCOPES), "how far it reaches: within one pool, or the whole region", required=True),
        "expenses": Key(CATEGORIES, "opens only for these expenses"),
    },
    _dates,
    title="circle of relatives",
)


def _condition(found: Located, path: str, reading: Reading) -> None:
    if found.get("verdict") == "conditional" and "condition" not in found.marks:
        reading.problem(found.at, path, "key 'condition' is missing", "a conditional verdict says its condition")


def _expense(found: Located, path: str, reading: Reading) -> None:
    _dates(found, path, reading)
    _condition(found, path, reading)
    if "items" in found.marks and "only_items" in found.marks:
        reading.problem(found.marks["only_items"], f"{path}.only_items", "stands beside items", "choose one of the two")
    if found.get("for") == "holder" and "relatives" in found.marks:
        reading.problem(found.marks["relatives"], f"{path}.relatives", "stands beside for: holder", "choose one")


EXPENSE = Record(
    {
        **DATED,
        "verdict": Key(Choice(VERDICTS), "what the documents say", required=True),
        "condition": Key(Text(), "the condition in one plain sentence"),
        "for": Key(Choice(("holder", "relatives")), "holder = only the holder's own expense; relatives = only relatives'"),
        "relatives": Key(RELATIONS, "speaks only about these relations"),
        "items": Key(ITEMS, "speaks only about these item words"),
        "only_items": Key(ITEMS, "limited to these item words; the others are not covered"),
        "scope": Key(Choice(ROUTES), "speaks only when the two places are this close"),
        "basis": Key(Choice(("general_wording",)), "the source speaks in general and does not name the category"),
    },
    _expense,
    title="expense",
)
NATIONAL_EXPENSE = Record(
    {**EXPENSE.keys, "overrides": Key(Flag(), "true: beats older regional permissions")},
    _expense,
    title="national expense",
)
LIMIT_VALUES: dict[str, tuple[str, ...]] = {
    "people_at_once": ("people",),
    "people_in_all": ("people",),
    "people_of_kind": ("people", "relations"),
    "donors_per_relative": ("people",),
    "no_dual_role": (),
    "no_limit": ("about",),
    "balance_at_least": ("yuan",),
    "balance_kept": ("yuan",),
    "past_years_only": (),
    "separate_account": ("yuan",),
    "balance_covers_amount": (),
    "one_account_per_payment": (),
    "per_payment_max": ("yuan",),
    "per_day_max": ("yuan",),
    "per_year_max": ("yuan",),
    "transfer_min": ("yuan",),
    "payments_per_day": ("times",),
    "changes_per_year": ("times",),
    "closed_hours": ("hours",),
    "window": ("text",),
    "binding_term": ("text",),
    "wait": ("days",),
    "both_insured_in": ("place",),
    "other": ("text",),
}
_HOUR = r"([01]\d|2[0-3]):[0-5]\d"
_LIMIT_KEYS: dict[str, tuple[Shape, str]] = {
    "people": (Number(), "number of people"),
    "relations": (RELATIONS, "relations that count together"),
    "about": (Choice(("people_at_once", "donors_per_relative")), "what has no limit"),
    "yuan": (Number(whole=False), "amount in yuan"),
    "times": (Number(), "how often"),
    "hours": (Text(rf"{_HOUR}-{_HOUR}", "hours such as 22:00-06:00"), "hours in which it is closed"),
    "text": (Text(), "the limit in one plain sentence"),
    "days": (Number(), "days to wait"),
    "place": (Choice(("pool", "region", "own")), "where both must be insured"),
}


def _limit(found: Located, path: str, reading: Reading) -> None:
    _dates(found, path, reading)
    kind = found.get("kind")
    if kind not in LIMIT_VALUES:
        return
    wanted = LIMIT_VALUES[kind]
    for key in wanted:
        if key not in found.marks:
            reading.problem(found.at, path, f"key '{key}' is missing", f"limit {kind} needs {', '.join(wanted)}")
    for key in _LIMIT_KEYS:
        if key in found.marks and key not in wanted:
            reading.problem(found.marks[key], f"{path}.{key}", f"limit {kind} has no '{key}'", did_you_mean(key, wanted))


LIMIT = Record(
    {
        **DATED,
        "kind": Key(Choice(tuple(LIMIT_VALUES)), "what is limited", required=True),
        **{name: Key(shape, doc) for name, (shape, doc) in _LIMIT_KEYS.items()},
        "relatives": Key(RELATIONS, "holds only for these relations"),
        "expenses": Key(CATEGORIES, "holds only for these expenses"),
        "scope": Key(Choice(ROUTES), "holds only on this route"),
    },
    _limit,
    title="limit",
)
NOTE = Record({"text": Key(Text(), "the note", required=True), "documents": Key(DOCUMENTS, "ids of its documents")})
NOTES = List(NOTE)
BINDING = Record(
    {
        "channels": Key(List(Text()), "where it is done"),
        "steps": Key(List(Text()), "short steps in order"),
        "proof": Key(
            Record(
                {
                    "kind": Key(Choice(("self_declared", "documents", "system_check")), "how kinship is shown", required=True),
                    "note": Key(Text(), "more on it"),
                    "documents": Key(DOCUMENTS, "ids of its documents"),
                }
            ),
            "how kinship is shown",
        ),
        "notes": Key(NOTES, "more on binding"),
        "documents": Key(DOCUMENTS, "ids of the documents"),
    },
    title="binding",
)
ORDERS = ("own_first", "donor_first", "choose", "by_priority", "random", "other")
PAYMENT_ORDER = Record(
    {
        **DATED,
        "order": Key(Choice(ORDERS), "whose account pays first", required=True),
        "text": Key(Text(), "the order in one plain sentence", required=True),
    },
    _dates,
    title="payment order",
)


def _evidence(found: Located, path: str, reading: Reading) -> None:
    if ("open" in found.marks) == ("closed" in found.marks):
        reading.problem(found.at, path, "needs either open or closed")
        return
    days = [key for key in ("from", "by", "on") if key in found.marks]
    state, right = ("open", ("from", "by")) if "open" in found.marks else ("closed", ("on",))
    if len(days) != 1 or days[0] not in right:
        hint = "from: opened on this day; by: seen open on this day; on: seen not open on this day"
        reading.problem(found.at, path, f"{state} needs {' or '.join(right)}, and no other day", hint)


POOLS_OR_ALL = Either(scalar=Choice(("all",)), sequence=List(Text(), unique=True))
EVIDENCE = Record(
    {
        "open": Key(POOLS_OR_ALL, "all, or the names of pools whose wallet is open"),
        "closed": Key(POOLS_OR_ALL, "all, or the names of pools whose wallet is not open"),
        "from": Key(Day(), "opened on this day"),
        "by": Key(Day(), "seen open on this day"),
        "on": Key(Day(), "seen not open on this day"),
        "note": Key(Text(), "more on it"),
        "documents": Key(DOCUMENTS, "ids of its documents", required=True),
    },
    _evidence,
)
WALLET = Record(
    {"evidence": Key(List(EVIDENCE), "dated sightings"), "notes": Key(NOTES, "more on the wallet")}, title="wallet"
)
CONFLICT = Record(
    {
        "about": Key(Text(), "the point on which the sources differ", required=True),
        "claims": Key(
            List(
                Record(
                    {
                        "claim": Key(Text(), "what a source says", required=True),
                        "documents": Key(DOCUMENTS, "ids of its documents"),
                        "on": Key(Day(), "the day of the source"),
                        "note": Key(Text(), "more on it"),
                    }
                )
            ),
            "what each source says",
            required=True,
        ),
        "prevails": Key(Text(), "which prevails; left out = undecided"),
        "because": Key(Text(), "why", required=True),
        "touches": Key(List(Text(r"[a-z_]+(\.[a-z_]+)?", "a subject such as expenses.vaccine")), "subjects it is about"),
    },
    title="conflict",
)
DOCUMENT = Record(
    {
        "title": Key(Text(), "the document's or page's own title", required=True),
        "issuer": Key(Text(), "who issued or published it", required=True),
        "doc_no": Key(Text(), "its number"),
        "published": Key(Day(month=True), "day published, or only the month"),
        "effective": Key(Day(), "day from which it holds"),
        "grade": Key(Choice(GRADES), "A official, B state media, C other", required=True),
        "url": Key(Text(r"https?://\S+", "an address that begins with http"), "the publisher's own address"),
        "checked": Key(Day(), "day on which we last looked at it", required=True),
        "review_months": Key(Number(), "look again after so many months (12 if left out)"),
        "note": Key(Text(), "how it was seen"),
    },
    title="document",
)
DOCUMENT_MAP = Map(DOCUMENT, key_pattern=SLUG, key_hint="use lower-case letters, digits and -")
RULES = {
    "relatives": Key(List(CIRCLE), "circles of relatives, in time order"),
    "expenses": Key(Map(List(EXPENSE), ref="category"), "what may be paid, by category"),
    "limits": Key(List(LIMIT), "limits in numbers or structure"),
}
POOL_RULES = Record(
    {"name": Key(Text(), "the pool's name", required=True), **RULES, "notes": Key(NOTES, "more on this pool")}, title="pool"
)
PLACE = {
    "name": Key(Text(), "official name", required=True),
    "summary": Key(Text(), "what is particular here, in two or three sentences", required=True),
    **RULES,
    "binding": Key(BINDING, "how to set it up"),
    "payment_order": Key(List(PAYMENT_ORDER), "whose account pays first"),
    "conflicts": Key(List(CONFLICT), "sources that contradict each other"),
    "contacts": Key(
        List(
            Record(
                {
                    "name": Key(Text(), "who answers", required=True),
                    "phone": Key(Text(r"[\d-]+", "a telephone number"), "telephone"),
                    "note": Key(Text(), "more on it"),
                    "documents": Key(DOCUMENTS, "ids of its documents"),
                }
            )
        ),
        "public hotlines",
    ),
    "unknown": Key(List(Text()), "what was looked for and not found"),
    "documents": Key(DOCUMENT_MAP, "documents that only this file cites"),
}
REGION = Record(
    {
        "region": Key(Text(r"(?!nation$)[a-z]+", "a slug such as guangxi"), "slug, which is the file's name", required=True),
        "short": Key(Text(), "everyday name", required=True),
        "letter": Key(Text(r".", "one character"), "one-character name", required=True),
        "aliases": Key(List(Text(), unique=True), "other names people type"),
        "adcode": Key(Text(ADCODE, "six digits"), "GB/T 2260 code, where it has one"),
        "iso": Key(Text(r"CN-[A-Z]{2}", "a code such as CN-GX"), "ISO 3166-2 code"),
        **PLACE,
        "wallet": Key(WALLET, "医保钱包: when it opened here"),
        "pools": Key(Map(POOL_RULES, ref="pool"), "pools that differ from the region"),
    },
    title="region",
)
