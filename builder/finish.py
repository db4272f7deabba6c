"""What is done to the site after MkDocs: scripts, style sheets and tables get names by their content, the notice for old
browsers its place in the pages, the theme's search waits until it is opened, and the service worker gets its switch."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from mkdocs.config import load_config

SWITCH = "const ON = true;"
SEARCH_AT_ONCE = '(location.protocol!=="file:")'  # in the theme's script: when the search's index is fetched without being asked for


def take_in_notice(site: Path) -> None:
    """Puts the script that says what helps where the others do not run into the pages themselves; it needs none of them."""
    path = site / "assets" / "js" / "old.js"
    script = f"<script>\n{path.read_text(encoding='utf-8')}</script>"
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r'<script src="[^"]*assets/js/old\.js"></script>', lambda _: script, text), encoding="utf-8")
    path.unlink()


def name_by_content(site: Path) -> None:
    """Renames assets/js to js-<hash>, style sheets to NAME.<hash>.css and the theme's script likewise, also in the pages; there
    tables get the names that they have.

    So a page loads the very files that it was built with, whatever a cache holds.
    """
    assets = site / "assets"
    scripts = sorted((assets / "js").glob("*.js"))
    renamed = {"js/": f"js-{_sum(*scripts)}/"}
    (assets / "js").rename(assets / renamed["js/"].rstrip("/"))
    for path in sorted(assets.glob("*.css")):
        renamed[path.name] = f"{path.stem}.{_sum(path)}.css"
        path.rename(assets / renamed[path.name])
    for path in sorted((assets / "data").glob("*.*.json")):
        renamed[f"data/{path.name.split('.')[0]}.json"] = f"data/{path.name}"
    for path in (assets / "javascripts").glob("bundle.*.min.js"):
        renamed[f"javascripts/{path.name}"] = f"javascripts/bundle.{_sum(path)}.min.js"
        path.rename(assets / renamed[f"javascripts/{path.name}"])
    old = re.compile(r'(?<=[/"]assets/)(?:' + "|".join(map(re.escape, renamed)) + ")")
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(old.sub(lambda match: renamed[match[0]], text), encoding="utf-8")


def _sum(*paths: Path) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in paths)).hexdigest()[:12]


def search_when_opened(site: Path) -> None:
    """Lets the theme fetch the search's index when the search is opened, not with every page: it weighs more than a page does."""
    [script] = (site / "assets" / "javascripts").glob("bundle.*.min.js")
    text = script.read_text(encoding="utf-8")
    assert text.count(SEARCH_AT_ONCE) == 1, "another version of the theme: see when it fetches the index now"
    script.write_text(text.replace(SEARCH_AT_ONCE, "(false)"), encoding="utf-8")


def set_service_worker(site: Path, config: Path) -> None:
    """Writes into sw.js whether `extra.service_worker` of mkdocs.yml is on; off, it takes itself away."""
    path = site / "sw.js"
    text = path.read_text(encoding="utf-8")
    assert SWITCH in text
    if not load_config(str(config)).extra.get("service_worker"):
        path.write_text(text.replace(SWITCH, "const ON = false;"), encoding="utf-8")
