"""Who is what to whom in a household, from who is whose parent and who is married to whom.

`Family` refuses what contradicts itself (a person who is their own ancestor, two marriages at once) and derives the relation
between any two members: the shortest chain of steps (spouse, parent, child, brother or sister), folded with the algebra of
`calculator.kin`. A step parent, an adoption and half blood stay on the relation as its condition. A spouse's child that is not
one's own is a step child; an adoption ends the ties to birth parents, except to one who is married to the adoptive parent
(民法典 第一千一百一十一条).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.family_words import Step, word_of
from calculator.household import Household
from calculator.kin import Kin
from calculator.kin_chains import compose
from calculator.messages import say, series
from calculator.model import Json, QuestionError

_KINDS = ("birth", "half", "adoptive", "step")  # from the firmest to the weakest
_NEAR = ("spouse", "parent", "child", "sibling")
_ALIKE = {"spouse": 0, "parent": 1, "child": 1, "sibling": 2}
# One after the other these lead to people who are kin only if a shorter chain says so: a child's half brother or other parent,
# the spouse of a step parent.
_BROKEN = {
    ("child", "sibling"),
    ("child", "parent"),
    ("sibling", "sibling"),
    ("sibling", "parent"),
    ("parent", "child"),
    ("parent", "spouse"),
    ("spouse", "child"),
}
_CONDITIONS = {
    "adoptive": "adopted_by_law",
    "half": "half_blood_proof",
    "step": "step_upbringing",
    "step sibling": "step_support",
}
_STEP_KEPT = ("parent", "child", "sibling", "parent_in_law", "child_in_law", "sibling_in_law")

_TOO_MANY = {
    "birth": "{name}有 {count} 个亲生父母，最多两个；继父母写 kind: step",
    "adoptive": "{name}有 {count} 个养父母，最多两个；继父母写 kind: step",
}

@dataclass(frozen=True)
class Kinship:
    """What a relative is to a donor: relation id, Chinese word, and the id of the condition it depends on."""

    relation: str
    word: str
    condition: str | None = None

    def to_kin(self) -> Kin:
        """The same as a kin word that has been read."""
        term: Json = {"words": [self.word], "relation": self.relation}
        if self.condition:
            term["condition"] = self.condition
        return Kin(self.word, self.relation, term)


class Family:
    """The relations inside a household. Raises QuestionError where they contradict each other."""

    def __init__(self, household: Household) -> None:
        self.names = [member.name for member in household.members]
        self.ids = [member.id for member in household.members]
        self.given = {child: list(links) for child, links in household.parents.items()}
        self.spouse = self._couples(household.marriages)
        self._check_parents()
        self._check_descent()
        self._check_couples(household.marriages)
        self.parents = {child: self._settled(child) for child in range(len(self.names))}
        self.sex = self._sexes([member.sex for member in household.members], household.marriages)
        self.known: dict[tuple[int, int], Kinship] = {}
        self.near = {one: dict(self._steps(one)) for one in range(len(self.names))}

    def seen_from(self, donor: int, relative: int) -> Kinship:
        """What `relative` is to `donor`; not_kin where nothing connects the two."""
        found = self.known.get((donor, relative))
        if found is None:
            found = self.known[donor, relative] = self._derived(donor, relative)
        return found

    def _derived(self, donor: int, relative: int) -> Kinship:
        if donor == relative:
            return Kinship("self", say("本人"))
        path = self._path(donor, relative)
        if path is None:
            return Kinship("not_kin", self._outside(donor, relative))
        relation = path[0].step
        for step in path[1:]:
            relation = compose(relation, step.step) or "other_kin"
        kind = max((step.kind for step in path), key=_KINDS.index)
        if kind == "step" and relation not in _STEP_KEPT:
            relation = "other_kin"
        sibling = any(step.step == "sibling" and step.kind == "step" for step in path)
        condition = _CONDITIONS.get("step sibling" if kind == "step" and sibling else kind)
        if relation == "spouse":
            condition = "marriage_registered"
        return Kinship(relation, word_of(donor, path, self.sex), condition)

    def _couples(self, marriages: tuple[tuple[int, int], ...]) -> dict[int, int]:
        spouse: dict[int, int] = {}
        for number, (one, other) in enumerate(marriages):
            if one == other:
                raise QuestionError(f"marriages[{number}]", self.ids[one], say("一个人不能和自己结婚"))
            for person in (one, other):
                if person in spouse:
                    message = say("{name}同时有两段婚姻；离了婚的不要写", name=self.names[person])
                    raise QuestionError(f"marriages[{number}]", self.ids[person], message)
            spouse[one], spouse[other] = other, one
        return spouse

    def _check_parents(self) -> None:
        for child, links in self.given.items():
            key, seen = f"parents.{self.ids[child]}", []
            for parent, _ in links:
                if parent == child:
                    raise QuestionError(key, self.ids[child], say("{name}不能是自己的父母", name=self.names[child]))
                if parent in seen:
                    raise QuestionError(key, self.ids[parent], say("{name}写了两次", name=self.names[parent]))
                seen.append(parent)
            for kind, text in _TOO_MANY.items():
                of_kind = [parent for parent, how in links if how == kind]
                if len(of_kind) > 2:
                    names = series(self.names[parent] for parent in of_kind)
                    raise QuestionError(key, names, say(text, name=self.names[child], count=len(of_kind)))

    def _check_descent(self) -> None:
        """Nobody may be their own ancestor."""
        done: set[int] = set()
        for start in self.given:
            chain = self._circle(start, [], done)
            if chain:
                said = say("的长辈是").join(self.names[one] for one in chain)
                message = say("自己成了自己的长辈：{chain}", chain=said)
                raise QuestionError(f"parents.{self.ids[chain[0]]}", self.ids[chain[1]], message)

    def _circle(self, one: int, chain: list[int], done: set[int]) -> list[int]:
        if one in chain:
            return [*chain[chain.index(one) :], one]
        if one in done:
            return []
        for parent, _ in self.given.get(one, ()):
            found = self._circle(parent, [*chain, one], done)
            if found:
                return found
        done.add(one)
        return []

    def _check_couples(self, marriages: tuple[tuple[int, int], ...]) -> None:
        for number, (one, other) in enumerate(marriages):
            for young, old in ((one, other), (other, one)):
                if old in self._ancestors(young):
                    message = say("{old}是{young}的长辈，两人又写成夫妻", old=self.names[old], young=self.names[young])
                    raise QuestionError(f"marriages[{number}]", self.ids[old], message)
            both = [{parent for parent, kind in self.given.get(person, ()) if kind == "birth"} for person in (one, other)]
            if both[0] & both[1]:
                message = say("{one}和{other}是亲兄弟姐妹，又写成夫妻", one=self.names[one], other=self.names[other])
                raise QuestionError(f"marriages[{number}]", self.ids[other], message)

    def _ancestors(self, one: int) -> set[int]:
        found = {parent for parent, _ in self.given.get(one, ())}
        return found.union(*(self._ancestors(parent) for parent in found))

    def _settled(self, child: int) -> dict[int, str]:
        """The parents with their kinds; `gone` for birth parents after an adoption; a parent's new spouse is a step parent."""
        links = dict(self.given.get(child, ()))
        adoptive = [parent for parent, kind in links.items() if kind == "adoptive"]
        for parent, kind in links.items():
            if adoptive and kind == "birth" and self.spouse.get(parent) not in adoptive:
                links[parent] = "gone"
        for parent, kind in tuple(links.items()):
            mate = self.spouse.get(parent)
            if mate is not None and mate != child and mate not in links and kind in ("birth", "adoptive"):
                links[mate] = "step"
        return links

    def _sexes(self, given: list[str | None], marriages: tuple[tuple[int, int], ...]) -> list[str | None]:
        """A spouse, and the other birth parent of a child, has the other sex. Two of one sex contradict that."""
        pairs = [(one, other, f"marriages[{number}]") for number, (one, other) in enumerate(marriages)]
        for child, links in self.given.items():
            born = [parent for parent, kind in links if kind == "birth"]
            if len(born) == 2:
                pairs.append((born[0], born[1], f"parents.{self.ids[child]}"))
        sex = list(given)
        for _ in pairs:
            for one, other, _key in (*pairs, *((b, a, key) for a, b, key in pairs)):
                if sex[one] and not sex[other]:
                    sex[other] = "female" if sex[one] == "male" else "male"
        for one, other, key in pairs:
            if sex[one] and sex[one] == sex[other]:
                message = say("{one}和{other}一个是父亲（丈夫）、一个是母亲（妻子），按写的却是同一性别", one=self.names[one], other=self.names[other])
                raise QuestionError(key, sex[one], message)
        return sex

    def _steps(self, one: int) -> Iterator[tuple[int, Step]]:
        """Everybody one step away, the firmest tie last, so that it is the one kept."""
        found = [Step("sibling", kind, other, half) for other, kind, half in self._siblings(one)]
        found += [Step("child", links[one], child) for child, links in self.parents.items() if one in links]
        found += [Step("parent", kind, parent) for parent, kind in self.parents[one].items()]
        if one in self.spouse:
            found.append(Step("spouse", "birth", self.spouse[one]))
        yield from ((step.to, step) for step in found if step.kind != "gone")

    def _siblings(self, one: int) -> Iterator[tuple[int, str, int | None]]:
        """(brother or sister, kind, the one common parent if half)."""
        own = self.parents[one]
        for other, links in self.parents.items():
            common = [parent for parent in own if parent in links and "gone" not in (own[parent], links[parent])]
            if other == one or not common:
                continue
            ties = {parent: max((own[parent], links[parent]), key=_KINDS.index) for parent in common}
            best = min(ties.values(), key=_KINDS.index)
            blood = [parent for parent, kind in ties.items() if kind == "birth"]
            both_known = all(sum(kind == "birth" for kind in side.values()) == 2 for side in (own, links))
            if best == "birth" and len(blood) == 1 and both_known:
                yield other, "half", blood[0]
            else:
                yield other, best, None

    def _path(self, start: int, goal: int) -> list[Step] | None:
        """The shortest chain of steps; of several the one with the firmest ties. Remembers one chain per person and last step."""
        reached: dict[tuple[int, str], list[Step]] = {(start, ""): []}
        front = list(reached)
        while front:
            found: dict[tuple[int, str], list[Step]] = {}
            for one, last in front:
                for other, step in self.near[one].items():
                    path, state = [*reached[one, last], step], (other, step.step)
                    again = other == start or any(other == before.to for before in path[:-1])
                    if (last, step.step) in _BROKEN or state in reached or again:
                        continue
                    if state not in found or _firmness(path) < _firmness(found[state]):
                        found[state] = path
            ends = [path for (one, _), path in found.items() if one == goal]
            if ends:
                return min(ends, key=_firmness)
            reached.update(found)
            front = list(found)
        return None

    def _outside(self, donor: int, relative: int) -> str:
        if self.parents[donor].get(relative) == "gone":
            return say("被收养后的生母") if self.sex[relative] == "female" else say("被收养后的生父")
        if self.parents[relative].get(donor) == "gone":
            return say("送养出去的孩子")
        return say("没有亲属关系的人")


def _firmness(path: list[Step]) -> tuple[int, list[int], list[int]]:
    """Of two chains the firmer one; then marriage and descent before brothers and sisters, alike from both ends."""
    steps = [_NEAR.index(step.step) for step in path]
    return max(_KINDS.index(step.kind) for step in path), sorted(_ALIKE[step.step] for step in path), steps
