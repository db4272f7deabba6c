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


def named(text: str, word: str, policies: Policies) -> Mention:
    """A kin word of the text as a mention."""
    at = text.index(word)
    return Mention(at, at + len(word), word, read_kin(word, policies))


def asked_about(text: str, roles: Roles, verdicts: dict[str, str], policies: Policies) -> Reading:
    """The reading after the check, where each relation has the verdict given here, and self stands for any other."""
    people, expenses = people_of(text, policies)
    reading = Reading(text)
    assert roles.relative and roles.relative.kin
    reading.note(roles.relative.start, roles.relative.end, "relation", roles.relative.kin.relation)

    def verdict(question: dict[str, object]) -> str:
        word = question.get("relation")
        kin = read_kin(str(question.get("relative", "")), policies)
        return verdicts.get(str(word or (kin.relation if kin else "")), "unknown")

    ask_roles(reading, people, roles, set(), expenses, verdict, policies)
    return reading


FIRM = {"parent": "covered", "sibling": "covered", "uncle_aunt": "not_covered", "niece_nephew": "not_covered"}


def test_somebody_else_who_is_treated_is_asked_about(policies: Policies) -> None:
    text = "我妈和舅舅聊天,舅舅住院能用我的卡吗"
    reading = asked_about(text, Roles(None, named(text, "我妈", policies)), FIRM, policies)
    assert [(one["ask"], [option["value"] for option in one["options"]]) for one in reading.ambiguous] == [(ONE_AT_A_TIME, ["parent", "uncle_aunt"])]
    assert reading.spans == []


def test_one_of_several_of_whom_nothing_is_said_is_not_chosen(policies: Policies) -> None:
    text = "我妈和舅舅,这个卡行不行"
    reading = asked_about(text, Roles(None, named(text, "我妈", policies)), FIRM, policies)
    assert [option["text"] for option in reading.ambiguous[0]["options"]] == ["用您的账户，给妈付", "用您的账户，给舅舅付"]


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("舅舅说我妈住院能用我的卡", FIRM),  # he tells only
        ("我妈住院,舅舅陪着,用我的卡行吗", FIRM),  # she is treated
        ("我妈住院,我爸住院,用我的卡行吗", FIRM),  # both have the same answer
        ("我妈和舅舅,这个卡行不行", {}),  # nothing firm is said yet
    ],
)
def test_nothing_is_asked_where_the_words_agree(text: str, verdicts: dict[str, str], policies: Policies) -> None:
    assert asked_about(text, Roles(None, named(text, "我妈", policies)), verdicts, policies).ambiguous == []


def test_another_account_that_is_used_is_asked_about(policies: Policies) -> None:
    text = "用我舅的卡给我妈看病,用我的卡也行"
    donor = next(one for one in people_of(text, policies)[0] if one.kin and one.kin.relation == "uncle_aunt")
    reading = asked_about(text, Roles(donor, named(text, "我妈", policies)), {"parent": "not_covered", "sibling": "covered"}, policies)
    assert reading.ambiguous == []  # the asker's mother has the answer that was given
    reading = asked_about(text, Roles(donor, named(text, "我妈", policies)), {"parent": "covered"}, policies)
    assert reading.ambiguous == []
    text = "用我舅的卡给我妈看病行吗"
    reading = asked_about(text, Roles(None, named(text, "我妈", policies)), {"parent": "covered", "sibling": "not_covered"}, policies)
    assert [option["text"] for option in reading.ambiguous[0]["options"]] == ["用您的账户，给妈付", "用舅的账户，给妈付"]


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
    people, expenses = people_of(text, policies)
    roles = find_roles(text, people, expenses)
    assert roles.relative and (roles.relative.word if roles.relative.kin else None) == relative
    assert [one.word for one in roles.payers] == payers


@pytest.mark.parametrize("text", ["谁能给我讲讲共济", "儿子住院先用谁的", "我住院用谁的"])
def test_no_question_of_whose_account(text: str, policies: Policies) -> None:
    people, expenses = people_of(text, policies)
    assert find_roles(text, people, expenses).payers == []


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
    ask_roles(reading, people, Roles(None, people[1]), set(), [], lambda question: "covered", policies)
    assert [(one["key"], one["word"]) for one in reading.ambiguous] == [("relative", "妈")]
