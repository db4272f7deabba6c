"""Reads `policies/` as a whole and checks what one file alone cannot show.

`read_policies(folder)` returns the checked `PolicySet`, or raises `PolicyError` with every problem of every file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from builder.english import check_english
from builder.format import FILES
from builder.format_rules import first_day, sure_day
from builder.policy_set import PolicySet, subjects
from builder.problems import PolicyError, Problem, Problems, did_you_mean, quoted
from builder.shapes import Items, Located, Mark, Reading
from builder.yaml_text import read_text

ASKED = "asked.yaml"  # among the cases: sentences with the reading that is expected


class _Files:
    """Reads files one by one into one `Reading`; names are relative to the folder that holds `policies`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems = Problems()
        self.reading = Reading(self.problems)
        self.unread: set[str] = set()  # kinds of files that could not be read at all

    def read(self, path: Path, kind: str) -> Located:
        name = f"{self.folder.name}/{path.relative_to(self.folder).as_posix()}"
        found = None
        try:
            found = read_text(path.read_bytes().decode("utf-8-sig"), name, FILES[kind], self.reading)
        except FileNotFoundError:
            self.problems.add(Problem(name, 1, 1, "", "the file is missing"))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.problems.add(Problem(name, line, 1, "", "this line is not UTF-8 text", "save the file as UTF-8"))
        except OSError as error:
            self.problems.add(Problem(name, 1, 1, "", f"cannot be read: {error.strerror}"))
        if isinstance(found, Located):
            return found
        self.unread.add(kind)
        nothing = Located()
        nothing.at, nothing.marks = (name, 1, 1), {}
        return nothing

    def if_there(self, path: Path, kind: str) -> Located:
        """A file that a set of policies can do without."""
        return self.read(path, kind) if path.exists() else Located()

    def folder_of(self, name: str, kind: str, key: str) -> dict[str, Located]:
        found = {}
        for path in sorted((self.folder / name).glob("[!.]*")):
            if path.name == ASKED:
                self.read(path, "asked")
            elif path.suffix == ".yaml":
                entry = found[path.stem] = self.read(path, kind)
                slug = entry.get(key)
                if slug and slug != path.stem:
                    self.reading.problem(entry.marks[key], key, f"'{slug}' is not the file's name", f"write {key}: {path.stem}")
            elif path.suffix.lower() in (".yaml", ".yml"):
                file = f"{self.folder.name}/{name}/{path.name}"
                self.problems.add(Problem(file, 1, 1, "", "the file would not be read", f"name it {path.stem}.yaml"))
        if not found:
            self.problems.add(Problem(f"{self.folder.name}/{name}", 1, 1, "", "holds no file such as guangxi.yaml"))
        return found


def read_policies(folder: Path) -> PolicySet:
    """The checked policies of a folder. Raises PolicyError with all problems; writes nothing."""
    folder = folder.absolute()  # so that it has a name, also as "."
    files = _Files(folder)
    vocabulary = folder / "vocabulary"
    shared = files.read(folder / "documents.yaml", "documents")
    policies = PolicySet(
        nation=files.read(folder / "nation.yaml", "nation"),
        regions=files.folder_of("regions", "region", "region"),
        documents={},
        pools=files.read(folder / "pools.yaml", "pools").get("pools", {}),
        relations=files.read(vocabulary / "relations.yaml", "relations"),
        kin=files.read(vocabulary / "kin.yaml", "kin"),
        expenses=files.read(vocabulary / "expenses.yaml", "expenses"),
        cases=files.folder_of("cases", "cases", "region"),
        topics=files.if_there(folder / "topics.yaml", "topics"),
        faq=files.if_there(folder / "faq.yaml", "faq"),
        claims=files.if_there(folder / "claims.yaml", "claims"),
        english=files.if_there(vocabulary / "english.yaml", "english"),
    )
    policies.relations.setdefault("groups", Located())
    policies.relations.setdefault("relations", Located())
    _gather_documents(policies, shared, files.reading)
    ids = known_ids(policies)
    for kind in files.unread:
        ids.update(dict.fromkeys(_DEFINED_IN.get(kind, ()), ()))
    files.reading.check_references(ids)
    _check_provisions(policies, files.reading)
    _check_pools(policies, files.reading)
    _check_wallet(policies, files.reading)
    _check_words(policies, files.reading)
    _check_conflicts(policies, files.reading)
    if not files.unread:
        check_english(policies, files.reading)
    if len(files.problems):
        raise PolicyError(files.problems)
    return policies


# What is defined in several files: while one of them cannot be read, an id that is not found proves nothing.
_DEFINED_IN = {"nation": ("document", "provision"), "region": ("document", "provision"), "documents": ("document",)}


def known_ids(policies: PolicySet) -> dict[str, Iterable[str]]:
    """The ids of every kind that a `Ref` may name."""
    relation_ids = list(policies.relations["relations"])
    categories = list(policies.expenses.get("categories", {}))
    return {
        "document": policies.documents,
        "relation": [*relation_ids, *policies.relations["groups"]],
        "relation id": relation_ids,
        "expense": categories,
        "category": categories,
        "pool": policies.pools,
        "region": policies.regions,
        "place": [*policies.regions, "nation"],
        "condition": policies.kin.get("conditions", {}),
        "reason": policies.kin.get("reasons", {}),
        "kin word": [word for term in policies.kin.get("terms", []) for word in term.get("words", [])],
        "item word": [word for item in policies.expenses.get("items", []) for word in item.get("words", [])],
        "topic": [topic["id"] for topic in policies.topics.get("topics", []) if "id" in topic],
        "provision": [*(provision_id for provision_id, _, _ in policies.provisions()), *_sightings(policies)],
    }


def _sightings(policies: PolicySet) -> Iterator[str]:
    """The ids under which an answer cites sightings of wallets."""
    yield "nation.wallet"
    for name, _ in _wallet_lists(policies):
        yield f"nation.wallet.{name}"
    for slug, region in policies.regions.items():
        for number, _ in enumerate((region.get("wallet") or {}).get("evidence", []), 1):
            yield f"{slug}.wallet.{number}"


def _gather_documents(policies: PolicySet, shared: Located, reading: Reading) -> None:
    """Puts the documents of all files together; an id may be used once."""
    first: dict[str, Mark] = {}
    for owner in (shared, policies.nation, *policies.regions.values()):
        documents = owner.get("documents", Located())
        for name, document in documents.items():
            mark = documents.marks[name]
            if name in first:
                reading.problem(mark, f"documents.{name}", f"document '{name}' exists already", f"at {_where(first[name])}")
            else:
                first[name], policies.documents[name] = mark, document


def _where(mark: Mark) -> str:
    return f"{mark[0]}:{mark[1]}:{mark[2]}"


def _check_provisions(policies: PolicySet, reading: Reading) -> None:
    for place, rules in policies.places():
        excused = {subject for conflict in _conflicts(policies, place) for subject in conflict.get("touches", [])}
        inside = "" if place == "nation" or place in policies.regions else f"pools.{place}."
        for subject, entries in subjects(rules):
            _check_ids(f"{inside}{subject}", entries, reading)
            if subject not in excused and subject.split(".")[0] not in excused:
                _check_overlap(policies, f"{inside}{subject}", entries, reading)


def _conflicts(policies: PolicySet, place: str) -> list[Located]:
    if place in policies.pools:
        place = policies.pools[place].get("region", place)
    owner = policies.nation if place == "nation" else policies.regions.get(place, Located())
    return list(owner.get("conflicts", []))


def _check_ids(path: str, entries: list[Located], reading: Reading) -> None:
    seen: dict[str, Located] = {}
    for number, entry in enumerate(entries, 1):
        name = str(entry.get("id", number))
        if name in seen:
            reading.problem(entry.at, f"{path}.{number}", f"id '{name}' is taken", f"by the entry at {_where(seen[name].at)}")
        seen.setdefault(name, entry)


_PEOPLE = ("allow", "scope", "for", "relatives", "items", "only_items", "expenses", "kind", "about", "force", "relations")


def _check_overlap(policies: PolicySet, path: str, entries: list[Located], reading: Reading) -> None:
    """Two provisions of one subject, place, people and first day: which one holds would be a matter of chance."""
    seen: dict[Any, Located] = {}
    for number, entry in enumerate(entries, 1):
        if "from" not in entry:
            continue
        about: list[Any] = [first_day(entry["from"]), sure_day(entry["from"])]
        for key in _PEOPLE:
            value = entry.get(key)
            about.append(frozenset(policies.expand(value)) if isinstance(value, list) else value)
        if entry.get("kind") == "other":
            about.append(entry.get("text"))
        same = seen.setdefault(tuple(about), entry)
        if same is not entry:
            reading.problem(
                entry.at,
                f"{path}.{number}",
                f"begins on the same day as the provision at {_where(same.at)} and is about the same",
                "end one the day before, merge them, or name both in conflicts with touches",
            )


def _check_pools(policies: PolicySet, reading: Reading) -> None:
    for slug, region in policies.regions.items():
        ruled = region.get("pools", Located())
        for code, pool in ruled.items():
            known = policies.pools.get(code, Located())
            right = known.get("name")
            if known.get("region", slug) != slug:
                hint = f"it belongs to {known['region']}"
                reading.problem(ruled.marks[code], f"pools.{code}", f"pool {code} is not in {slug}", hint)
            elif right and pool.get("name", right) != right:
                message = f"{quoted(pool['name'])} is not the name of {code}"
                reading.problem(pool.marks["name"], f"pools.{code}.name", message, f"write {right}")


def _check_wallet(policies: PolicySet, reading: Reading) -> None:
    for slug, region in policies.regions.items():
        own = [pool for pool in policies.pools.values() if pool.get("region") == slug]
        names = [pool[key] for pool in own for key in ("name", "short") if key in pool]
        for number, seen in enumerate((region.get("wallet") or {}).get("evidence", []), 1):
            for key in ("open", "closed"):
                for place, (name, mark) in enumerate(_marked(seen.get(key)), 1):
                    if names and name not in names:
                        path = f"wallet.evidence.{number}.{key}.{place}"
                        hint = did_you_mean(name, names) or "use its official name"
                        reading.problem(mark, path, f"{quoted(name)} is no pool of {slug}", hint)
    lists = [listed for _, listed in _wallet_lists(policies)]
    _check_ids("wallet.lists", lists, reading)
    for number, listed in enumerate(lists, 1):
        for place, (slug, mark) in enumerate(_marked(listed.get("some")), 1):
            if slug in listed.get("full", []):
                reading.problem(mark, f"wallet.lists.{number}.some.{place}", f"{slug} stands in full as well", "keep one")


def _marked(found: Any) -> list[tuple[str, Mark]]:
    """The entries of a list as read, each with its place; none if it is no list."""
    return list(zip(found, found.marks, strict=True)) if isinstance(found, Items) else []


def _wallet_lists(policies: PolicySet) -> Iterator[tuple[str, Located]]:
    for listed in (policies.nation.get("wallet") or {}).get("lists", []):
        yield listed.get("id", "?"), listed


def _check_words(policies: PolicySet, reading: Reading) -> None:
    category: dict[str, str] = {}
    for item in policies.expenses.get("items", []):
        category.update(dict.fromkeys(item.get("words", []), item.get("category", "")))
    for vocabulary, keys in ((policies.kin, ("terms", "ambiguous")), (policies.expenses, ("items", "ambiguous"))):
        for key in keys:
            seen: dict[str, Mark] = {}
            for number, group in enumerate(vocabulary.get(key, []), 1):
                for place, (word, mark) in enumerate(_marked(group.get("words")), 1):
                    if word in seen:
                        path = f"{key}.{number}.words.{place}"
                        reading.problem(mark, path, f"{quoted(word)} stands twice", f"also at {_where(seen[word])}")
                    seen.setdefault(word, mark)
    for place_id, rules in policies.places():
        inside = "" if place_id == "nation" or place_id in policies.regions else f"pools.{place_id}."
        for name, entries in (rules.get("expenses") or {}).items():
            for number, entry in enumerate(entries, 1):
                for key in ("items", "only_items"):
                    for place, (word, mark) in enumerate(_marked(entry.get(key)), 1):
                        if category.get(word, name) != name and category[word]:
                            path = f"{inside}expenses.{name}.{number}.{key}.{place}"
                            reading.problem(mark, path, f"{quoted(word)} belongs to {category[word]}")


_SUBJECTS = ("relatives", "expenses", "limits", "wallet", "binding", "payment_order", "donor", "insured", "place", "own_card")


def _check_conflicts(policies: PolicySet, reading: Reading) -> None:
    categories = policies.expenses.get("categories", {})
    subjects = [*_SUBJECTS, *(f"expenses.{category}" for category in categories)]
    for owner in (policies.nation, *policies.regions.values()):
        for number, conflict in enumerate(owner.get("conflicts", []), 1):
            for place, (touched, mark) in enumerate(_marked(conflict.get("touches")), 1):
                if touched not in subjects and (categories or not touched.startswith("expenses.")):
                    path = f"conflicts.{number}.touches.{place}"
                    hint = did_you_mean(touched, subjects) or "such as limits or expenses.vaccine"
                    reading.problem(mark, path, f"{quoted(touched)} is no subject", hint)
