"""Measures plans for large, hard households: twelve members, forty bills, amounts that do not fit.

    .venv/bin/python tests/bench/plan.py [rounds]

Prints for each kind of household the slowest and the middle time of a whole plan, here (`calculator.browser.plan`, JSON in and
out, processor time) and in the built site's Pyodide in a real Chromium (from the call to the answer in the page, by the
clock), the work of the searches, and how much of how many plans is proven best. Both must give the same text. Nothing here
passes or fails by its time.
"""

from __future__ import annotations

import functools
import importlib
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

BROWSER_TESTS = Path(__file__).resolve().parents[1] / "browser"
sys.path[:0] = [str(BROWSER_TESTS), str(BROWSER_TESTS.parents[1])]

from calculator import Policies, plan  # noqa: E402
from calculator import browser as engine  # noqa: E402
from calculator.__main__ import load  # noqa: E402

served = importlib.import_module("conftest")  # how the browser tests serve the site and start the browser

# Starts the engine as the page does, plans once without a clock, then plans one household after the other.
CALL_EACH = """async (texts) => {
  const { Engine } = await import(new URL("engine.js", document.querySelector("script[type=module]").src));
  const engine = new Engine(() => {}, () => {}, true);
  await engine.call("plan", texts[0]);
  const times = [], plans = [];
  for (const text of texts) {
    const begun = performance.now();
    plans.push(await engine.call("plan", text));
    times.push(performance.now() - begun);
  }
  return [times, plans];
}"""

# member → parents; three generations, three brothers and sisters with their spouses
COUPLES = [(0, 1), (2, 3), (4, 5), (6, 7)]
PARENTS = {2: (0, 1), 4: (0, 1), 6: (0, 1), 8: (2, 3), 9: (2, 3), 10: (4, 5), 11: (6, 7)}
EXPENSES = ("outpatient", "inpatient", "pharmacy_drug", "outpatient_chronic")
KINDS = {
    "plain": (2000, 9000, 0.5, 4),  # accounts from, to (yuan); what the bills come to, against the accounts; how many accounts
    "short": (500, 4000, 1.6, 5),
    "ample": (3000, 9000, 0.4, 8),
    "scarce": (200, 1500, 1.0, 8),
    "even": (1000, 1600, 1.0, 8),
    "tight": (500, 3000, 0.98, 8),
    "far": (500, 3000, 0.9, 8),
}


def hard_household(chance: random.Random, kind: str, policies: Policies) -> dict[str, Any]:
    """A household in one place, or (far) in four. Where the bills are as much as the accounts, it is hardest."""
    low, high, share, accounts = KINDS[kind]
    places = [chance.choice(list(policies.pools)) for _ in range(4)] if kind == "far" else [chance.choice(list(policies.pools))]
    members: list[dict[str, Any]] = []
    for number in range(12):
        pool = chance.choice(places)
        member: dict[str, Any] = {"id": f"m{number}", "region": policies.pools[pool]["region"], "pool": pool}
        if number in range(1, accounts + 1):
            member |= {"insured": "employee", "account": chance.randint(low * 100, high * 100) / 100}
        else:
            member["insured"] = "resident"
        members.append(member)
    total = round(sum(member.get("account", 0) for member in members) * share * 100)
    cuts = sorted(chance.sample(range(1, total), 39))
    amounts = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
    expenses = [
        {"id": f"e{n}", "who": f"m{chance.randrange(12)}", "expense": chance.choice(EXPENSES), "amount": amount / 100, "designated": "yes"}
        for n, amount in enumerate(amounts)
    ]
    return {
        "on": "2026-11-22",
        "members": members,
        "marriages": [[f"m{a}", f"m{b}"] for a, b in COUPLES],
        "parents": {f"m{child}": [f"m{one}" for one in parents] for child, parents in PARENTS.items()},
        "expenses": expenses,
        "bindings": [],
    }


def in_pyodide(texts: list[str]) -> tuple[list[float], list[str]]:
    """Milliseconds and plan of each household, one after the other, on the plan page of the built site."""
    finder = subprocess.run([sys.executable, BROWSER_TESTS / "chromium.py"], stdout=subprocess.PIPE, text=True, check=True)
    make: Any = functools.partial(served.QuietHandler, directory=str(served.SITE))
    with ThreadingHTTPServer(("127.0.0.1", 0), make) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=finder.stdout.strip(), args=served.ARGUMENTS)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/plan/")
        times, found = page.evaluate(CALL_EACH, texts)
        browser.close()
        server.shutdown()
    return times, found


def described(place: str, times: list[float]) -> str:
    return f"{place} slowest {max(times):6.0f} ms, middle {statistics.median(times):5.0f} ms"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    data = served.SITE.parent / ".cache" / "policies.json"
    engine.load(data.read_text(encoding="utf-8"))
    policies = load(data)
    chance = random.Random(20261122)
    households = {kind: [hard_household(chance, kind, policies) for _ in range(rounds)] for kind in KINDS}
    texts = [json.dumps(household) for kind in KINDS for household in households[kind]]
    browser_times, browser_plans = in_pyodide(texts)
    for number, kind in enumerate(KINDS):
        part = slice(number * rounds, (number + 1) * rounds)
        times, plans, work, proven = [], [], [], [0] * 4
        for text in texts[part]:
            start = time.process_time()
            plans.append(engine.plan(text))
            times.append((time.process_time() - start) * 1000)
        for household in households[kind]:
            allocation = plan(household, policies).allocation
            work.append(allocation.work)
            proven[allocation.proven] += 1
        assert plans == browser_plans[part], "another plan in the browser than here"
        print(f"{kind:>7}: {described('here', times)}; {described('in Pyodide', browser_times[part])};")
        print(f"         work up to {max(work)}; proven nothing, cash, bindings, all: {proven}")
    print(f"{len(texts)} plans, the same text here and in Pyodide; in Pyodide {sum(t > 1000 for t in browser_times)} took longer than a second")


if __name__ == "__main__":
    main()
