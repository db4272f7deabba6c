"""Questions on the made-up country that chance seldom asks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
NOW = "2025-09-15"
def _particular() -> Iterator[Json]:
    """Questions on the categories and relations of which each place has a rule of its own kind."""

    def asked(places: tuple[Json, ...], days: tuple[str, ...], relations: tuple[str | None, ...], expenses: tuple[Json, ...]) -> Iterator[Json]:
        for place, on, relation, expense in itertools.product(places, days, relations, expenses):
            yield {"on": on, **place, **({"relation": relation} if relation else {}), **expense}

    nanning, liuzhou = {"donor_pool": "450100", "relative_pool": "450100"}, {"donor_pool": "450200", "relative_pool": "450200"}
    apart = {"donor_pool": "450100", "relative_pool": "450300"}
    guangxi, guangdong, beijing, tianjin, hunan = (
        {"donor_region": slug} for slug in ("guangxi", "guangdong", "beijing", "tianjin", "hunan")
    )
    rehab, care, abroad, hearing, ward, nursing = (
        {"expense": name} for name in ("rehab", "home_care", "abroad", "hearing", "ward", "nursing")
    )
    heat, needle, catheter, dressing, aid, battery, part = (
        {"item": word} for word in ("热敷", "针灸", "导尿", "上门换药", "耳背机", "耳背机电池", "耳")
    )
    any_ward, bed, fee, single, pad, chair, folding = (
        {"item": word} for word in ("陪护", "陪护床", "陪护费", "单间", "护理垫", "陪护椅", "折叠椅")
    )
    yield from asked((nanning,), (NOW,), ("self", "parent", "child", "sibling", None), (rehab, heat))
    yield from asked((nanning,), (NOW,), ("self",), (needle, {"item": "康复"}))
    yield from asked((tianjin, {}), (NOW,), (None, "self"), (rehab,))
    yield from asked((tianjin,), ("2024-03-01",), ("self", "parent"), (rehab,))
    yield from asked((tianjin,), ("2023-01-01", "2023-08-01", "2024-05-15", NOW), ("grandparent",), (care,))
    yield from asked((guangdong,), (NOW,), ("self",), (nursing, {"item": "助浴"}))
    yield from asked((beijing,), ("2022-12-31", "2023-01-01"), ("self",), (rehab,))
    yield from asked((nanning, apart, hunan), ("2023-12-31", NOW), ("sibling",), (care,))
    yield from asked((nanning, guangdong, tianjin, hunan), ("2024-01-31", "2024-02-01", "2024-06-01"), ("self",), (catheter,))
    yield from asked((nanning, hunan), (NOW,), ("spouse",), (care, dressing, catheter))
    yield from asked((nanning, hunan), ("2023-01-01", NOW), ("grandparent", "uncle_aunt"), (care,))
    yield from asked(({}, guangxi, {"route": "cross_province"}), (NOW,), ("parent", "child", None), (abroad,))
    yield from asked((hunan | {"relative_region": "guangxi"},), (NOW,), ("parent",), (abroad, ward, bed, hearing))
    yield from asked((guangxi, nanning, liuzhou), ("2025-02-28", "2025-03-01"), ("self", "parent"), (hearing,))
    yield from asked(({"donor_pool": "450200", "relative_region": "hunan"},), ("2024-06-01", NOW), ("parent",), (hearing,))
    yield from asked((guangdong,), ("2025-02-28", NOW), ("self", "parent"), (hearing, aid, battery, part))
    yield from asked((nanning,), (NOW,), ("self", "parent"), (ward, any_ward, bed, fee, single, pad, chair, folding))
    yield from asked((apart, guangxi), (NOW,), ("parent",), (ward, pad))
    yield from asked((guangdong,), ("2022-01-31", NOW), ("parent",), (ward, any_ward, pad, chair, bed))
    yield from asked((tianjin,), ("2023-12-31", "2024-01-01"), ("self", "parent", "child"), (ward,))
    yield from asked((beijing,), ("2022-05-31", "2022-06-01", "2024-01-01"), ("self",), (ward, any_ward, pad, bed))
    yield from asked(({**guangxi, "same_pool": "yes", "relative_pool": "450200"},), ("2022-06-01", NOW), ("sibling", "parent"), (nursing,))
    yield from asked(({"donor_pool": "450200", "relative_pool": "450100", "same_pool": "yes"},), ("2022-06-01",), ("sibling",), (nursing,))
    yield from asked((guangxi, liuzhou, apart), ("2023-04-30", "2024-04-30", NOW), ("uncle_aunt",), (nursing, rehab))
    yield from asked((beijing,), ("2023-06-01", NOW), ("grandchild", "uncle_aunt"), (rehab,))
    yield from asked((guangxi, liuzhou), ("2024-06-01", "2024-11-01", NOW), ("grandchild",), (rehab,))
    yield from asked((guangdong,), ("2022-06-01", "2023-06-01", NOW), ("grandchild",), (rehab,))
    yield from asked(
        ({**tianjin, "same_pool": "no"}, tianjin), ("2021-06-01", "2022-02-28", "2022-10-01", "2023-10-01", NOW), ("child", "spouse"), (rehab, nursing, hearing)
    )
    yield from asked((tianjin,), ("2021-06-01", "2022-10-01"), ("child",), (ward, {"expense": "outpatient"}))
    yield from asked((liuzhou,), ("2023-06-01",), ("uncle_aunt",), ({"expense": "outpatient"},))
    yield from asked(({"donor_region": "guangxi", "amount": 850}, {"donor_pool": "450200", "amount": 850}), (NOW,), ("parent",), (nursing, rehab))
    yield from asked(({"donor_region": "hunan"},), (NOW,), ("self",), ({"expense": "outpatient", "on": None},))
    yield from asked((hunan,), (NOW,), ("parent",), ({"item": "私教"}, {"item": "看护"}, {"item": "看护", "designated": "no"}, abroad))
    yield from asked((hunan,), ("2025-01-01",), ("uncle_aunt",), (hearing,))
    yield from asked((hunan,), (NOW,), ("parent_in_law",), ({"expense": "outpatient", "donor_balance": 0},))
    yield from asked((hunan,), (NOW,), (None,), ({"expense": "outpatient", "relative": "继岳父"},))
    yield from asked((guangxi,), ("2021-06-01",), (None,), ({"expense": "outpatient", "relative": "老公"}, {"expense": "outpatient", "relative": "继岳父"}))
    yield from asked((nanning,), ("2023-06-01",), ("sibling",), ({"expense": "outpatient"},))
    unsure = ({**place, "relative_region": "unsure"} for place in (guangxi, guangdong, hunan, beijing))
    bill = {"expense": "outpatient", "amount": 100, "donor_balance": 1200}
    yield from asked(tuple(unsure), ("2024-02-01", NOW), ("parent",), ({"item": "喂饭"}, {"item": "保险"}, bill))
    yield from asked(({**hunan, "relative_region": "unsure"},), ("2024-06-15",), ("parent",), ({"expense": "vaccine"},))
    yield from asked(({**hunan, "relative_region": "unsure", "route": "cross_province"},), (NOW,), ("parent",), ({"expense": "outpatient"},))
    yield {"on": NOW, "route": "cross_province", "relation": "parent", "expense": "outpatient", "amount": 3000}
    yield {"route": "cross_province", "donor_region": "hunan", "relation": "parent", "expense": "outpatient"}


GUANGXI = {"on": NOW, "donor_region": "guangxi", "donor_pool": "450100", "relative_pool": "450100"}
BEIJING = {"on": NOW, "donor_region": "beijing", "relation": "spouse", "expense": "outpatient"}
BY_HAND: list[Json] = [  # what chance seldom asks
    {},
    {"on": NOW},
    {"on": NOW, "relation": "grandparent", "expense": "outpatient"},
    {"on": "2022-06-01", "relation": "parent", "expense": "fitness"},
    {"on": NOW, "donor_region": "guangdong", "relation": "self", "expense": "device"},
    *(
        {"on": on, "donor_region": "tianjin", "relation": "parent", "expense": expense}
        for on in ("2023-03-01", "2023-06-01")
        for expense in ("outpatient", "health_checkup")
    ),
    *(
        {
            "on": on,
            "donor_region": region,
            "donor_pool": own,
            "relative_pool": pool,
            "relation": relation,
            "expense": expense,
            "relatives_bound": 4,
        }
        for on in ("2025-06-30", NOW)
        for region, own, pool in (
            ("guangdong", "440600", "440600"),
            ("guangdong", "440600", "440700"),
            ("guangxi", "450300", "450300"),
        )
        for relation, expense in (("child", "dental"), ("sibling", "inpatient"), ("child", "vaccine"))
    ),
    {"on": NOW, "donor_region": "guangdong", "relation": "child", "expense": "outpatient"},
    {"on": NOW, "donor_pool": "450200", "relative_region": "hunan", "relation": "child", "expense": "outpatient"},
    *(
        {
            "on": "2023-06-01",
            "donor_region": "beijing",
            "relation": "spouse",
            "expense": "outpatient",
            "donor_balance": 3100,
            "amount": bill,
        }
        for bill in (None, 99.99, 100, 100.01)
    ),
    {
        "donor_region": "hunan",
        "relative_region": "guangxi",
        "relation": "parent",
        "expense": "inpatient",
        "relative_insured": "employee",
    },
    {"donor_region": "hunan", "relation": "parent", "expense": "outpatient", "relative_insured": "employee"},
    {"on": NOW, "donor_region": "hunan", "route": "cross_province", "relation": "parent", "expense": "outpatient"},
    *(
        {
            "on": on,
            "donor_region": "hunan",
            "relative_region": region,
            "relative_pool": pool,
            "relation": "parent",
            "expense": "outpatient",
        }
        for region, pool, days in (
            ("tianjin", None, ("2024-08-31", "2024-09-01", "2024-11-02", "2025-03-01", "2025-03-02", "2025-06-02")),
            ("guangdong", "440600", ("2024-05-01", "2024-07-01", "2025-06-01", "2025-06-02", "2025-12-01")),
            ("guangdong", "440800", ("2025-07-01",)),
            ("guangdong", "440600", ("2026-02-10",)),
            ("guangdong", "440300", ("2026-02-10",)),
            ("guangdong", "440700", ("2024-05-01", "2024-07-01", "2025-07-01", "2026-02-28", "2026-03-01")),
        )
        for on in days
    ),
    *(
        {"on": NOW, "relation": relation, "expense": expense}
        for relation in ("parent", "cousin", "self")
        for expense in ("fitness", "vaccine")
    ),
    *({"on": NOW, "relation": "parent", "expense": expense} for expense in ("fitness", "outpatient")),
    *(
        {**GUANGXI, "relation": "spouse", "expense": "outpatient", "donor_balance": have, "amount": bill}
        for have, bill in (
            (1000, 1),
            (1500.5, 1),
            (1500.51, 0.01),
            (1500.52, 0.03),
            (1600, 99.5),
            (1600, None),
            (0, None),
            (None, 300),
        )
    ),
    *(
        {
            **GUANGXI,
            "donor_pool": "450200",
            "relation": "child",
            "expense": "vaccine",
            "donor_balance": have,
            "amount": bill,
        }
        for have, bill in ((1500, 300), (1499.99, 300), (1500, 300.01), (2000, 2000), (2000, 2000.01))
    ),
    *(
        {**GUANGXI, "relation": "child", "expense": "outpatient", "relatives_bound": bound, "relative_bound_by": by}
        for bound, by in ((2, 1), (3, 1), (0, 2), (1, 0), (4, 3))
    ),
    *(
        {**BEIJING, "on": on, "donor_balance": have, "amount": bill}
        for on in ("2022-06-01", "2023-06-01", "2024-06-01", "2025-07-01")
        for have, bill in (
            (3000, 5000),
            (3000.01, 0.02),
            (6000, 5000.01),
            (6000, 3000.01),
            (3100, 3100),
            (3100, 3100.01),
            (3000, None),
        )
    ),
    *(
        {**BEIJING, "on": on, "relatives_bound": bound, "relative_bound_by": by}
        for on in ("2023-06-01", "2025-03-01", "2025-07-01")
        for bound, by in ((1, 0), (2, 1), (3, 1), (None, 1))
    ),
    *(
        {
            "on": NOW,
            "donor_region": "guangdong",
            "relation": "child",
            "expense": "dental",
            "amount": bill,
            "donor_balance": have,
        }
        for have, bill in (
            (None, 0.49),
            (None, 0.5),
            (None, 300),
            (None, 300.01),
            (100, 100),
            (100, 100.01),
            (0.5, 0.4),
        )
    ),
    *(
        {"on": on, "donor_region": region, "relative_region": "unsure", "relation": relation, "expense": expense}
        for on in ("2023-06-01", NOW)
        for region in ("guangxi", "hunan", "guangdong")
        for relation, expense in (
            ("parent", "outpatient"),
            ("parent_in_law", "outpatient"),
            ("cousin", "fitness"),
            ("sibling", "inpatient"),
        )
    ),
    *(
        {
            "on": NOW,
            "donor_region": "hunan",
            "relative_region": other,
            "relative_pool": pool,
            "relation": "parent",
            "expense": "inpatient",
            "amount": bill,
        }
        for other, pool in (
            ("guangdong", None),
            ("guangdong", "440100"),
            ("guangdong", "440300"),
            ("beijing", None),
            ("guangxi", "450100"),
        )
        for bill in (2000, 2000.01)
    ),
    *(
        {"on": NOW, "donor_region": "hunan", "relation": "parent", "item": item}
        for item in ("打针", "体检", "看病", "按摩", "保险", "百万医疗")
    ),
    *(
        {"on": NOW, "donor_region": "hunan", "relative": word, "expense": "outpatient"}
        for word in ("婆婆", "爹", "老伴", "继父", "岳父", "公公", "表哥", "我", "妈妈的妈妈", "我老公")
    ),
    *(
        {**GUANGXI, "relation": "self", "item": item}
        for item in ("按摩仪", "助听器", "流感疫苗", "惠民保", "百万医疗", "保险")
    ),
    *(
        {**GUANGXI, "relation": "spouse", "expense": "insurance", "item": item}
        for item in ("桂民保", "惠民保", "百万医疗", "保险", "听不懂的")
    ),
    *(
        {"on": NOW, "relation": "parent", "expense": "nursing", **more}
        for more in (
            {"donor_region": "guangxi"},
            {"donor_pool": "450100"},
            {"donor_pool": "450200"},
            {"donor_region": "hunan"},
            {"donor_region": "guangxi", "item": "喂饭"},
            {"donor_region": "hunan", "item": "请人照看"},
            {"donor_region": "hunan", "expense": None, "item": "护理"},
            {"donor_region": "hunan", "expense": "outpatient", "relative": "爹"},
            {"donor_region": "hunan", "expense": "outpatient", "item": "陪聊", "relation": "self"},
        )
    ),
    *({**GUANGXI, "relative": word, "expense": "outpatient"} for word in ("我的岳父", "我的儿子", "我岳父")),
    *_particular(),
]
