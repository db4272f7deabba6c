"""What a first visit loads, against tests/budget.json: requests, and bytes as the build compressed them. Raise a budget only on purpose."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import SITE, QuietHandler
from tests.built import BUILT_ON

BUDGETS: dict[str, dict[str, Any]] = json.loads((Path(__file__).parents[1] / "budget.json").read_text(encoding="utf-8"))
START = 60_000


class Counting(QuietHandler):
    """Sends FILE.br where the build made one, and counts."""

    requests = 0
    sent = 0
    one_at_a_time = threading.Lock()

    def end_headers(self) -> None:
        if urlsplit(self.path).path.endswith(".br"):
            self.send_header("Content-Encoding", "br")
        super().end_headers()

    def guess_type(self, path: Any) -> str:
        return super().guess_type(str(path).removesuffix(".br"))

    def send_head(self) -> Any:
        self.path = urlsplit(self.path).path
        if self.path.endswith("/"):
            self.path += "index.html"
        if Path(f"{self.translate_path(self.path)}.br").is_file():
            self.path += ".br"
        found = super().send_head()
        file = Path(self.translate_path(self.path))
        size = file.stat().st_size if file.is_file() else 0
        with Counting.one_at_a_time:  # files are asked for side by side
            Counting.requests += 1
            Counting.sent += size
        return found


@pytest.fixture(scope="module")
def counting() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Counting, directory=str(SITE))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("kind", BUDGETS)
def test_a_first_visit_stays_within_its_budget(browser: Browser, counting: str, kind: str) -> None:
    budget = BUDGETS[kind]
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=counting, service_workers="block")
    page = context.new_page()
    if not budget.get("engine"):
        page.add_init_script("delete globalThis.WebAssembly")
    Counting.requests = Counting.sent = 0
    page.goto(budget["path"].replace("{day}", BUILT_ON))
    page.locator(budget["until"]).first.wait_for(timeout=START)
    page.wait_for_load_state("networkidle")
    used = {"requests": Counting.requests, "bytes": Counting.sent}
    context.close()
    assert used["bytes"] > budget["bytes"] / 2, f"{kind}: {used}; the budget is far too large"
    assert all(used[what] <= budget[what] for what in used), f"{kind}: {used} is over the budget, {budget}"
