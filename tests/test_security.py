"""What the build puts around the finished pages: the policy, the sums, the header files, security.txt."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from builder.html_tags import Html
from builder.security import (
    SecurityError,
    Settings,
    content_policy,
    forbidden,
    imported,
    read_settings,
    secure_site,
    security_txt,
)

PAGE = """<!doctype html>
<html><head><meta charset="utf-8"><script>var x = "<b>"</script><script type="application/json">{"a": 1}</script>
<script src="../a.js"></script><script type="module" src="../m/one.js"></script></head>
<body><svg viewBox="0 0 1 1"/><p title='"q" & <r>'>文</p></body></html>
"""


def sum_of(algorithm: str, content: bytes) -> str:
    return f"{algorithm}-{base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, content in {
        "page/index.html": PAGE,
        "404.html": PAGE.replace("../", "/under/"),
        "a.js": "// a",
        "m/one.js": 'import { x } from "./two.js";\nimport "./sub/three.js";',
        "m/two.js": 'export const x = 1;\nexport { y } from "../m/sub/three.js";\n// import z from "./none.js"',
        "m/sub/three.js": "import {\n  z,\n} from '../two.js'.length;\nexport const y = 2;",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_a_page_gets_its_policy_and_its_sums(site: Path) -> None:
    headers = secure_site(site, Settings(address="https://example.org/under/"), "2026-11-22")
    text = (site / "page/index.html").read_text(encoding="utf-8")
    page = Html(text)
    sources = {tag.attributes.get("src"): tag.attributes.get("integrity") for tag in page.tags if tag.name == "script"}
    assert sources == {
        None: None,
        "../a.js": sum_of("sha384", b"// a"),
        "../m/one.js": sum_of("sha384", (site / "m/one.js").read_bytes()),
    }
    [policy] = [tag.attributes["content"] for tag in page.tags if tag.attributes.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    [script] = page.scripts
    assert script == 'var x = "<b>"'
    assert f"'{sum_of('sha256', script.encode())}'" in policy
    assert policy.count("'sha256-") == 1  # data is not run
    assert policy == headers["Content-Security-Policy"] + "; require-trusted-types-for 'script'; trusted-types default card"
    assert text.index("charset") < text.index(policy) < text.index("<script>")
    preloads = {tag.attributes["href"]: tag.attributes["integrity"] for tag in page.tags if "preload" in (tag.attributes.get("rel") or "")}
    assert preloads == {
        "../a.js": sum_of("sha384", b"// a"),
        "../m/one.js": sum_of("sha384", (site / "m/one.js").read_bytes()),
        "../m/two.js": sum_of("sha384", (site / "m/two.js").read_bytes()),
        "../m/sub/three.js": sum_of("sha384", (site / "m/sub/three.js").read_bytes()),
    }
    rest = re.sub(r'\n {6}<(?:meta http-equiv|link rel="(?:module)?preload")[^>]*>| integrity="[^"]*"', "", text)
    assert rest == PAGE
    assert 'src="/under/a.js" integrity="sha384-' in (site / "404.html").read_text(encoding="utf-8")


def test_the_header_file_holds_the_same_policy(site: Path) -> None:
    headers = secure_site(site, Settings(address="https://example.org/under/"), "2026-11-22")
    blocks = [block.splitlines() for block in (site / "_headers").read_text(encoding="utf-8").split("\n\n")]
    found = {path: dict(line.strip().split(": ", 1) for line in lines) for path, *lines in blocks}
    assert found.pop("/*") == headers
    assert found.keys() == {"/api/*", "/download/*", "/assets/embed.js"}, "data and the script for other sites, nothing else"
    assert {lines["Access-Control-Allow-Origin"] for lines in found.values()} == {"*"}


def test_a_policy_never_allows_what_was_not_written() -> None:
    policy = content_policy(["one", "two", "one"])
    directives = {name: words for name, *words in map(str.split, policy.split("; "))}
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert directives["default-src"] == ["'none'"]
    assert directives["script-src"][:2] == ["'self'", "'wasm-unsafe-eval'"]
    assert len(directives["script-src"]) == 4
    assert not any(word in ("*", "http:", "https:", "data:") for word in directives["script-src"] + directives["connect-src"])


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("<p style='color:red'>", "style="),
        ("<p onclick=go()>", "onclick"),
        ("<a href=' JavaScript:x'>", "runs a script"),
        ("<style>p {}</style>", "style sheet"),
        ("<script src=//cdn.example/x.js></script>", "from elsewhere"),
        ("<link rel=stylesheet href=https://fonts.example/x.css>", "from elsewhere"),
        ("<link rel='shortcut icon' href=https://x.example/i.png>", "from elsewhere"),
        ("<img src=https://x.example/i.png>", "from elsewhere"),
        ("<iframe src=https://x.example/>", "from elsewhere"),
    ],
)
def test_what_a_browser_would_block_ends_the_build(site: Path, part: str, said: str) -> None:
    (site / "page/index.html").write_text(PAGE.replace("<body>", f"<body>\n{part}"), encoding="utf-8")
    with pytest.raises(SecurityError, match=r"page/index\.html:5: ") as error:
        secure_site(site, Settings(), "2026-11-22")
    assert said in str(error.value)
    assert "Content-Security-Policy" not in (site / "404.html").read_text(encoding="utf-8")  # nothing is half done


def test_links_and_data_are_fine() -> None:
    page = Html('<a href="https://www.nhsa.gov.cn/">x</a><link rel="canonical" href="https://x.example/"><img src="data:,x">')
    assert forbidden(page, "x") == []


def test_a_script_that_is_missing_ends_the_build(site: Path) -> None:
    (site / "a.js").unlink()
    with pytest.raises(SecurityError, match=r"a\.js is not a file of the site"):
        secure_site(site, Settings(address="https://example.org/under/"), "2026-11-22")


def test_imports_in_a_ring_are_found_once() -> None:
    sources = {"a/x.js": 'import "./y.js";', "a/y.js": 'import {\n  z\n} from "../b.js";\nimport "./x.js";', "b.js": ""}
    assert imported(["a/x.js"], sources.__getitem__) == ["a/y.js", "b.js"]


def test_security_txt_is_written_for_a_contact_only(site: Path) -> None:
    secure_site(site, Settings(address="https://example.org/under/"), "2026-11-22")
    assert not (site / ".well-known").exists()
    secure_site(site, Settings("mailto:someone@example.org", "https://example.org/under/"), "2026-11-22")
    lines = (site / ".well-known/security.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Contact: mailto:someone@example.org"
    assert lines[1] == "Expires: 2027-11-21T00:00:00Z"
    assert "Canonical: https://example.org/under/.well-known/security.txt" in lines


@pytest.mark.parametrize("contact", ["someone@example.org", "http://example.org/", "mailto:", "call us", "https://a b"])
def test_a_contact_that_is_no_address_is_refused(contact: str) -> None:
    with pytest.raises(SecurityError, match=r"extra\.contact"):
        security_txt(Settings(contact), "2026-11-22")


def test_the_settings_come_from_the_site_generators_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Path(__file__).parent.parent / "mkdocs.yml"
    monkeypatch.setenv("CONTACT", "https://example.org/report")
    monkeypatch.setenv("SITE_URL", "https://example.org/under/")
    assert read_settings(own) == Settings("https://example.org/report", "https://example.org/under/")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    assert read_settings(tmp_path / "mkdocs.yml") == Settings()
