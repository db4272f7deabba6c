"""Who pays and for whom: where the text's own words speak for somebody else than was chosen, it is asked."""

from __future__ import annotations

import pytest

from calculator import Policies, understand
from calculator.kin import read_kin
from calculator.lexicon import lexicon_of
from calculator.reading_mentions import Mention, mentions
from calculator.reading_result import Reading
from calculator.reading_roles import ONE_AT_A_TIME, Roles, ask_roles, find_roles

TODAY = "2026-11-22"


def people_of(text: str, policies: Policies) -> tuple[list[Mention], list[int]]:
    """The people of a tidy text, and where its expenses stand."""
    words = lexicon_of(policies).words(text)
    return mentions(text, words, policies), [word.start for word in words if word.kind in ("item", "expense")]


def roles_of(text: str, policies: Policies) -> Roles:
    """Who pays and for whom in a tidy text."""
    return find_roles(text, *people_of(text, policies), set(), policies)


def named(text: str, word: str, policies: Policies) -> Mention:
    """A kin word of the text as a mention."""
    at = text.index(word)
    return Mention(at, at + len(word), word, read_kin(word, policies))


def asked_about(text: str, roles: Roles, verdicts: dict[str, str], policies: Policies) -> Reading:
    """The reading after the check, where each relation has the verdict given here, and unknown stands for any other."""
    reading = Reading(text)
    assert roles.relative and roles.relative.kin
    reading.note(roles.relative.start, roles.relative.end, "relation", roles.relative.kin.relation)

    def verdict(question: dict[str, object]) -> str:
        word = question.get("relation")
        kin = read_kin(str(question.get("relative", "")), policies)
        return verdicts.get(str(word or (kin.relation if kin else "")), "unknown")

    ask_roles(reading, people_of(text, policies)[0], roles, set(), verdict, policies)
    return reading


FIRM = {"parent": "covered", "sibling": "covered", "uncle_aunt": "not_covered", "niece_nephew": "not_covered"}


def test_who_may_be_meant_as_well_is_asked_about(policies: Policies) -> None:
    text = "我妈和舅舅,这个卡行不行"
    mother, uncle = named(text, "我妈", policies), named(text, "舅舅", policies)
    reading = asked_about(text, Roles(None, mother, near=[(None, uncle)]), FIRM, policies)
    assert [(one["ask"], [option["value"] for option in one["options"]]) for one in reading.ambiguous] == [(ONE_AT_A_TIME, ["parent", "uncle_aunt"])]
    assert [option["text"] for option in reading.ambiguous[0]["options"]] == ["用您的账户，给妈付", "用您的账户，给舅舅付"]
    assert reading.spans == []
    reading = asked_about(text, Roles(None, mother, near=[(uncle, mother)]), {"parent": "covered", "sibling": "not_covered"}, policies)
    assert [option["text"] for option in reading.ambiguous[0]["options"]] == ["用您的账户，给妈付", "用舅舅的账户，给妈付"]


@pytest.mark.parametrize("verdicts", [{}, {**FIRM, "uncle_aunt": "covered"}])
def test_nothing_is_asked_where_nothing_firm_hangs_on_it(verdicts: dict[str, str], policies: Policies) -> None:
    text = "我妈和舅舅,这个卡行不行"
    near: list[tuple[Mention | None, Mention]] = [(None, named(text, "舅舅", policies))]
    assert asked_about(text, Roles(None, named(text, "我妈", policies), near=near), verdicts, policies).ambiguous == []


@pytest.mark.parametrize(
    ("text", "relative", "payers"),
    [
        ("我住院,爸爸和叔叔谁能出钱", None, ["爸爸", "叔叔"]),
        ("女婿和儿子谁的医保能给我刷", None, ["女婿", "儿子"]),
        ("爸爸妈妈都有医保,孩子打疫苗用谁的好", "孩子", ["爸爸妈妈"]),
        ("我和老公谁的卡能给婆婆付", "婆婆", ["我", "老公"]),
        ("丈夫有医保,我有医保,孩子还小,我俩谁的账户能付", "孩子", ["丈夫", "我", "我"]),
    ],
)
def test_whose_account_it_may_be(text: str, relative: str | None, payers: list[str], policies: Policies) -> None:
    roles = roles_of(text, policies)
    assert roles.relative and (roles.relative.word if roles.relative.kin else None) == relative
    assert [one.word for one in roles.payers] == payers


@pytest.mark.parametrize("text", ["谁能给我讲讲共济", "儿子住院先用谁的", "我住院用谁的"])
def test_no_question_of_whose_account(text: str, policies: Policies) -> None:
    assert roles_of(text, policies).payers == []


@pytest.mark.parametrize(
    ("text", "donor", "relative", "others"),
    [
        ("用我舅的卡给我妈看病行吗", "舅", "我妈", []),
        ("舅舅说我妈住院能用我的卡", None, "我妈", []),
        ("我妈住院,舅舅陪着,用我的卡行吗", None, "我妈", []),
        ("妈妈看病能用她的医保吗", "妈妈", "妈妈", []),
        ("我被老婆绑定了,能买药吗", "老婆", None, []),
        ("我妈和我姐都想用我的卡买药", None, "姐", ["我妈"]),
    ],
)
def test_who_pays_for_whom(text: str, donor: str | None, relative: str | None, others: list[str], policies: Policies) -> None:
    roles = roles_of(text, policies)
    assert [one.word if one and one.kin else None for one in (roles.donor, roles.relative)] == [donor, relative]
    assert [one.word for one in roles.others] == others


@pytest.mark.parametrize(
    "text",
    [
        "女婿和儿子谁的医保能给我刷，我要住院，医保都在儋州",
        "我住院，爸爸和舅舅谁能出钱，都在海口",
        "我和老公都在洛阳，给他爸住院付钱该用谁的卡",
        "岳父住院，我老婆和我都在惠州，能用我的吗，还是用她的卡",
    ],
)
def test_two_who_may_pay_get_no_firm_answer(text: str, policies: Policies) -> None:
    reading = understand(text, policies, {"on": TODAY})
    assert any(one["key"] == "relation" and one["ask"] == ONE_AT_A_TIME for one in reading.ambiguous)
    assert "relation" not in reading.question and "relative" not in reading.question


@pytest.mark.parametrize("between", ["的", "家的", "他"])
def test_a_kin_word_after_another_that_is_not_joined_to_it_is_asked_about(between: str, policies: Policies) -> None:
    text = f"儿子{between}妈住院能用我的卡吗"
    people = [named(text, "儿子", policies), named(text, "妈", policies)]
    reading = Reading(text)
    ask_roles(reading, people, Roles(None, people[1]), set(), lambda question: "covered", policies)
    assert [(one["key"], one["word"]) for one in reading.ambiguous] == [("relative", "妈")]
