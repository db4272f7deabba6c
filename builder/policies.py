"""Reads `policies/` as a whole and checks what one file alone cannot show.

`read_policies(folder)` returns the checked `PolicySet`, or raises `PolicyError` with every problem of every file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder import format as policy_format
from builder.format import first_day, sure_day
from builder.problems import PolicyError, Problem, Problems
from builder.shapes import Located, Mark, Reading, read_text


@dataclass
class PolicySet:
    """Everything under `policies/`, as read: plain mappings that remember their places in the files."""

    nation: Located
    regions: dict[str, Located]
    documents: dict[str, Located]
    pools: dict[str, Located]
    relations: Located
    kin: Located
    expenses: Located
    cases: dict[str, Located] = field(default_factory=dict)

    def places(self) -> Iterator[tuple[str, Located]]:
        """(place id, its rules) for the nation, each region, and each pool that differs."""
        yield "nation", self.nation
        for slug, region in self.regions.items():
            yield slug, region
            for code, pool in region.get("pools", {}).items():
                yield code, pool

    def provisions(self) -> Iterator[tuple[str, str, Located]]:
        """(provision id, place id, provision) for every provision of every place."""
        for place, rules in self.places():
            for subject, entries in _subjects(rules):
                for number, entry in enumerate(entries, 1):
                    yield f"{place}.{subject}.{entry.get('id', number)}", place, entry

    def expand(self, relations: list[str]) -> list[str]:
        """Relation ids with groups written out, in order, without repeats."""
        groups = self.relations["groups"]
        return list(dict.fromkeys(one for name in relations for one in groups.get(name, [name])))


def _subjects(rules: Located) -> Iterator[tuple[str, list[Located]]]:
    for subject in ("relatives", "limits", "payment_order", "own_card"):
        if rules.get(subject):
            yield subject, rules[subject]
    for subject in ("expenses", "donor", "insured", "place"):
        for key, entries in (rules.get(subject) or {}).items():
            yield f"{subject}.{key}", entries


class _Files:
    """Reads files one by one into one `Reading`; names are relative to the folder that holds `policies`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems = Problems()
        self.reading = Reading(self.problems)

    def name(self, path: Path) -> str:
        return f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"

    def read(self, path: Path, kind: str) -> Located:
        name = self.name(path)
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            self.problems.add(Problem(name, 1, 1, "", "the file is missing"))
            return _nothing(name)
        except UnicodeDecodeError as error:
            self.problems.add(Problem(name, 1, 1, "", f"not UTF-8 text (byte {error.start})", "save it as UTF-8"))
            return _nothing(name)
        found = read_text(text, name, policy_format.FILES[kind], self.reading)
        return found if isinstance(found, Located) else _nothing(name)

    def folder_of(self, name: str, kind: str, key: str) -> dict[str, Located]:
        found = {}
        for path in sorted((self.folder / name).glob("*.y*ml")):
            entry = self.read(path, kind)
            slug = entry.get(key)
            if slug and slug != path.stem:
                self.reading.problem(entry.marks[key], key, f"'{slug}' is not the file's name", f"write {key}: {path.stem}")
            found[path.stem] = entry
        return found


def _nothing(name: str) -> Located:
    nothing = Located()
    nothing.at, nothing.marks = (name, 1, 1), {}
    return nothing


def read_policies(folder: Path) -> PolicySet:
    """The checked policies of a folder. Raises PolicyError with all problems; writes nothing."""
    files = _Files(folder)
    vocabulary = folder / "vocabulary"
    policies = PolicySet(
        nation=files.read(folder / "nation.yaml", "nation"),
        regions=files.folder_of("regions", "region", "region"),
        documents=dict(files.read(folder / "documents.yaml", "documents").get("documents", {})),
        pools=files.read(folder / "pools.yaml", "pools").get("pools", {}),
        relations=files.read(vocabulary / "relations.yaml", "relations"),
        kin=files.read(vocabulary / "kin.yaml", "kin"),
        expenses=files.read(vocabulary / "expenses.yaml", "expenses"),
        cases=files.folder_of("cases", "cases", "region"),
    )
    policies.relations.setdefault("groups", Located())
    policies.relations.setdefault("relations", Located())
    for owner in (policies.nation, *policies.regions.values()):
        _adopt_documents(policies, owner, files.reading)
    files.reading.check_references(_ids(policies))
    _check_provisions(policies, files.reading)
    _check_pools(policies, files.reading)
    _check_words(policies, files.reading)
    _check_conflicts(policies, files.reading)
    if len(files.problems):
        raise PolicyError(files.problems)
    return policies


def _ids(policies: PolicySet) -> dict[str, Any]:
    relation_ids = list(policies.relations["relations"])
    categories = list(policies.expenses.get("categories", {}))
    return {
        "document": policies.documents,
        "relation": [*relation_ids, *policies.relations["groups"]],
        "relation id": relation_ids,
        "expense": categories,
        "category": categories,
        "pool": policies.pools,
        "region": [*policies.regions, "nation"],
        "condition": policies.kin.get("conditions", {}),
        "reason": policies.kin.get("reasons", {}),
        "kin word": [word for term in policies.kin.get("terms", []) for word in term.get("words", [])],
        "item word": [word for item in policies.expenses.get("items", []) for word in item.get("words", [])],
        "provision": [provision_id for provision_id, _, _ in policies.provisions()],
    }


def _adopt_documents(policies: PolicySet, owner: Located, reading: Reading) -> None:
    documents = owner.get("documents")
    if documents is None:
        return
    for name, document in documents.items():
        if name in policies.documents:
            first = policies.documents[name].at
            reading.problem(
                documents.marks[name], f"documents.{name}", f"document '{name}' exists already", f"at {first[0]}:{first[1]}"
            )
        else:
            policies.documents[name] = document


def _where(mark: Mark) -> str:
    return f"{mark[0]}:{mark[1]}:{mark[2]}"


def _check_provisions(policies: PolicySet, reading: Reading) -> None:
    for place, rules in policies.places():
        excused = {subject for conflict in _conflicts(policies, place) for subject in conflict.get("touches", [])}
        for subject, entries in _subjects(rules):
            _check_ids(subject, entries, reading)
            if subject not in excused and subject.split(".")[0] not in excused:
                _check_overlap(policies, subject, entries, reading)


def _conflicts(policies: PolicySet, place: str) -> list[Located]:
    if place in policies.pools:
        place = policies.pools[place].get("region", place)
    owner = policies.nation if place == "nation" else policies.regions.get(place, Located())
    return list(owner.get("conflicts", []))


def _check_ids(subject: str, entries: list[Located], reading: Reading) -> None:
    seen: dict[str, Located] = {}
    for number, entry in enumerate(entries, 1):
        name = str(entry.get("id", number))
        if name in seen:
            reading.problem(entry.at, f"{subject}.{number}", f"id '{name}' is taken", f"by {_where(seen[name].at)}")
        seen[name] = entry


_PEOPLE = ("scope", "for", "relatives", "items", "only_items", "expenses", "kind", "about", "force", "relations")


def _check_overlap(policies: PolicySet, subject: str, entries: list[Located], reading: Reading) -> None:
    """Two provisions of one subject, place, people and first day: which one holds would be a matter of chance."""
    seen: dict[Any, Located] = {}
    for number, entry in enumerate(entries, 1):
        if "from" not in entry:
            continue
        about: list[Any] = [first_day(entry["from"]), sure_day(entry["from"])]
        about += [tuple(value) if isinstance(value := entry.get(key), list) else value for key in _PEOPLE]
        if subject == "relatives":
            about.append(tuple(policies.expand(entry.get("allow", []))))
        if entry.get("kind") == "other":
            about.append(entry.get("text"))
        key = tuple(about)
        if key in seen:
            reading.problem(
                entry.at,
                f"{subject}.{number}",
                f"begins on the same day as the provision at {_where(seen[key].at)} and is about the same",
                "end one the day before, merge them, or name both in conflicts with touches",
            )
        seen[key] = entry


def _check_pools(policies: PolicySet, reading: Reading) -> None:
    for slug, region in policies.regions.items():
        own = {code: pool for code, pool in policies.pools.items() if pool.get("region") == slug}
        names = {name for pool in own.values() for name in (pool.get("name"), pool.get("short"))}
        for code, pool in region.get("pools", {}).items():
            path = f"pools.{code}"
            if code in policies.pools and code not in own:
                reading.problem(region["pools"].marks[code], path, f"pool {code} is not in {slug}")
            elif code in own and pool.get("name") != own[code].get("name"):
                mark = pool.marks.get("name", pool.at)
                reading.problem(mark, f"{path}.name", f"'{pool.get('name')}' is not its name", f"write {own[code].get('name')}")
        for number, seen in enumerate((region.get("wallet") or {}).get("evidence", []), 1):
            for key in ("open", "closed"):
                listed = seen.get(key)
                for name in listed if isinstance(listed, list) else []:
                    if name not in names:
                        path = f"wallet.evidence.{number}.{key}"
                        reading.problem(seen.marks[key], path, f"'{name}' is no pool of {slug}", "use its official name")
    for name, listed in _wallet_lists(policies):
        twice = set(listed.get("full", [])) & set(listed.get("some", []))
        if twice:
            reading.problem(listed.at, f"wallet.lists.{name}", f"{', '.join(sorted(twice))} stands in full and in some")


def _wallet_lists(policies: PolicySet) -> Iterator[tuple[str, Located]]:
    for listed in (policies.nation.get("wallet") or {}).get("lists", []):
        yield listed.get("id", "?"), listed


def _check_words(policies: PolicySet, reading: Reading) -> None:
    for subject, groups in (("terms", policies.kin.get("terms", [])), ("items", policies.expenses.get("items", []))):
        seen: dict[str, Located] = {}
        for number, group in enumerate(groups, 1):
            for word in group.get("words", []):
                if word in seen:
                    path = f"{subject}.{number}.words"
                    reading.problem(group.marks["words"], path, f"'{word}' stands twice", f"also at {_where(seen[word].at)}")
                seen[word] = group
    category = {word: item.get("category") for item in policies.expenses.get("items", []) for word in item.get("words", [])}
    for _, rules in policies.places():
        for name, entries in (rules.get("expenses") or {}).items():
            for entry in entries:
                for key in ("items", "only_items"):
                    for word in entry.get(key, []):
                        if category.get(word, name) != name:
                            where = f"expenses.{name}.{key}"
                            reading.problem(entry.marks[key], where, f"'{word}' belongs to {category[word]}")


def _check_conflicts(policies: PolicySet, reading: Reading) -> None:
    subjects = {"relatives", "expenses", "limits", "wallet", "binding", "payment_order", "donor", "insured", "place"}
    categories = policies.expenses.get("categories", {})
    for owner in (policies.nation, *policies.regions.values()):
        for number, conflict in enumerate(owner.get("conflicts", []), 1):
            for touched in conflict.get("touches", []):
                head, _, tail = touched.partition(".")
                if head not in subjects or (tail and (head != "expenses" or tail not in categories)):
                    path = f"conflicts.{number}.touches"
                    reading.problem(conflict.marks["touches"], path, f"'{touched}' is no subject", "e.g. expenses.vaccine")
