"""The recipes of builder/deploy/README.md: nginx for real; of the others what can be seen from here."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
import yaml
from playwright.sync_api import Browser

from tests.nginx import serving

ROOT = Path(__file__).parents[2]
SITE = ROOT / "site"
README = (ROOT / "builder" / "deploy" / "README.md").read_text(encoding="utf-8")
WORKFLOW = ROOT / ".github" / "workflows" / "pages.yml"
WASM = next((SITE / "assets" / "pyodide").glob("wasm.*.wasm")).relative_to(SITE).as_posix()
STYLE = next((SITE / "assets").glob("site*.css")).relative_to(SITE).as_posix()
SCRIPT = next(SITE.glob("assets/js*/check.js")).relative_to(SITE).as_posix()
BLOCKS = [block.splitlines() for block in (SITE / "_headers").read_text(encoding="utf-8").split("\n\n")]
HEADERS = {path: dict(line.strip().split(": ", 1) for line in lines) for path, *lines in BLOCKS}
START = 60_000


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(SITE, ROOT / "dist" / "nginx-headers.conf", tmp_path_factory.mktemp("nginx")) as address:
        yield address


def got(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("check/index.html", "text/html; charset=utf-8"),
        (STYLE, "text/css; charset=utf-8"),
        (WASM, "application/wasm"),
        ("search/search_index.json", "application/json; charset=utf-8"),
    ],
)
def test_nginx_sends_the_files_that_the_build_compressed(nginx: str, path: str, kind: str) -> None:
    plain = (SITE / path).read_bytes()
    address = "/" + path.removesuffix("index.html")
    status, headers, body = got(nginx, address, Accept_Encoding="gzip, br")
    assert (status, headers["content-type"], headers.get("content-encoding")) == (200, kind, "br")
    assert body == (SITE / f"{path}.br").read_bytes()
    assert brotli.decompress(body) == plain
    assert "Accept-Encoding" in headers["vary"]
    _, headers, body = got(nginx, address, Accept_Encoding="gzip")
    assert headers.get("content-encoding") == "gzip"
    assert body == (SITE / f"{path}.gz").read_bytes()
    _, headers, body = got(nginx, address)
    assert "content-encoding" not in headers
    assert body == plain


@pytest.mark.parametrize("path", ["/", "/check/", "/nothing/here", "/" + WASM])
def test_every_answer_carries_the_headers_of_the_build(nginx: str, path: str) -> None:
    _, headers, _ = got(nginx, path)
    for name, value in HEADERS["/*"].items():
        assert headers[name.lower()] == value
    assert not re.search(r"\d", headers["server"])


def test_other_sites_may_read_the_data_and_nothing_else(nginx: str) -> None:
    opened = {path: lines for path, lines in HEADERS.items() if path != "/*"}
    for path, lines in opened.items():
        [file, *_] = [file for file in SITE.glob(path.lstrip("/").replace("*", "**/*.json")) if file.is_file()]
        _, headers, _ = got(nginx, f"/{file.relative_to(SITE).as_posix()}")
        for name, value in lines.items():
            assert headers[name.lower()] == value, path
    for path in ("/", "/assets/js/check.js", "/search/search_index.json"):
        _, headers, _ = got(nginx, path)
        assert "access-control-allow-origin" not in headers


def test_what_never_changes_is_kept_and_all_else_is_asked_for_again(nginx: str) -> None:
    for path in (WASM, STYLE, SCRIPT):
        _, headers, _ = got(nginx, f"/{path}")
        hashed = re.search(r"[.-][0-9a-f]{12}[./]", path)
        assert headers["cache-control"] == ("public, max-age=31536000, immutable" if hashed else "no-cache"), path
    assert re.search(r"\.[0-9a-f]{12}\.wasm$", WASM)
    for path in ("/", "/check/", "/assets/icon.svg", "/search/search_index.json"):
        _, headers, _ = got(nginx, path)
        assert headers["cache-control"] == "no-cache", path
        status, _, body = got(nginx, path, If_None_Match=headers["etag"])
        assert (status, body) == (304, b"")


@pytest.mark.parametrize(("path", "status"), [("/nothing", 404), ("/_headers", 404), ("/.git/config", 404), ("/check", 301), ("/../build.py", 400)])
def test_other_addresses(nginx: str, path: str, status: int) -> None:
    found, headers, body = got(nginx, path)
    assert found == status
    if path == "/nothing":
        assert "共济查" in body.decode()
    if status == 301:
        assert urlsplit(headers["location"]).path == "/check/"


def test_a_question_is_answered_under_the_headers(browser: Browser, nginx: str) -> None:
    page = browser.new_page(base_url=nginx)
    blocked: list[str] = []
    page.on("console", lambda message: blocked.append(message.text) if message.type == "error" else None)
    page.goto("/check/#on=2026-11-22&donor_region=guangxi&relative=岳父&item=血压计")
    page.locator("#answer[data-engine=python]:not([aria-busy])").wait_for(timeout=START)
    page.goto("/?q=子女")
    page.locator(".md-search-result__list mark").first.wait_for(state="attached", timeout=START)
    assert blocked == []
    page.close()


def test_the_workflow_builds_with_commands_that_exist() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = [step["run"] for step in steps if "run" in step]
    assert commands == ["make zip"]
    assert all(command.removeprefix("make ") in targets for command in commands)
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    [upload] = [step for step in steps if "upload-pages-artifact" in step.get("uses", "")]
    assert upload["with"]["path"] == "site"
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["deploy"]["needs"] == "build"


def test_the_readme_names_what_there_is() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", README)) <= targets
    for path in re.findall(r"`((?:builder|\.github|dist|site|tests)/[\w./<>*-]+)`", README):
        known = list(ROOT.glob(re.sub(r"<\w+>", "*", path)))
        assert known, f"{path} is not there"
