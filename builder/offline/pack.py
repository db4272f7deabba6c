"""Writes gongji-<version>-offline.zip and its checksum: the same bytes for the same site and day."""

from __future__ import annotations

import datetime
import fnmatch
import hashlib
import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2
from markupsafe import Markup

from builder.offline.pages import OfflineError, OfflinePages
from builder.offline.scripts import bundle, search_index, search_script
from builder.runtime.parts import FOLDER, TABLES, write_scripts
from builder.security import imported, source_sum
from calculator.version import VERSION

MOST = 8_000_000  # bytes of the zip: what chat groups and slow lines bear
FIRST = "先看我.html"
STYLE = Path(__file__).with_name("first.css")
SEARCH = "assets/search.js"
# What only a web server or a program needs, and the parts of the runtime in the form for http.
DROPPED = (
    f"{FOLDER}/*", f"{TABLES}/*",
    "404.html", "_headers", ".well-known/*", "sitemap.xml*", "sw.js", "robots.txt", "*.br", "*.gz", "*.map", "assets/screenshot.png",
    "assets/javascripts/lunr/*", "assets/javascripts/workers/*", "search/*", "schema/*", "api/*", "embed/*", "assets/embed.*", "download/*",
    "llms.txt", "*.xml", "*.atom", "*.ics",
)  # fmt: skip


@dataclass(frozen=True)
class Offline:
    """`site`: the finished site. `parts`: the content of the runtime's parts and of the tables. `templates`: the folder of
    first.html.j2. `on`: the day of the site. `address`: where the site stands, or ""."""

    site: Path
    parts: Mapping[str, bytes]
    templates: Path
    esbuild: Path
    on: str
    address: str


def write_zip(offline: Offline, work: Path, out: Path) -> Path:
    """Makes the files of the zip in `work`, emptied first, and writes the zip and its .sha256 into the folder `out`."""
    shutil.rmtree(work, ignore_errors=True)
    make_files(offline, work)
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"gongji-{VERSION}-offline.zip"
    day = datetime.date.fromisoformat(offline.on)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(_names(work)):
            entry = zipfile.ZipInfo(name, date_time=(day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, (work / name).read_bytes(), compresslevel=9)
    sum_ = hashlib.sha256(target.read_bytes()).hexdigest()
    target.with_name(target.name + ".sha256").write_text(f"{sum_}  {target.name}\n", encoding="utf-8")
    return target


def write_small_zip(offline: Offline, work: Path, out: Path) -> Path:
    """As `write_zip`; the start-up image, without which all works but slower, stays out if the zip would be over `MOST`."""
    target = write_zip(offline, work, out)
    if target.stat().st_size > MOST and "image" in offline.parts:
        rest = {name: content for name, content in offline.parts.items() if name != "image"}
        return write_zip(replace(offline, parts=rest), work, out)
    return target


def make_files(offline: Offline, work: Path) -> None:
    """Fills the folder `work` with what the zip holds. OfflineError lists every link to nowhere."""
    site = offline.site
    names = _names(site)
    dropped = frozenset(name for name in names if any(fnmatch.fnmatch(name, pattern) for pattern in DROPPED))
    for name in names - dropped:
        if not name.endswith(".html"):
            _write(work / name, (site / name).read_bytes())
    manifest = write_scripts(offline.parts, work)
    _write(work / SEARCH, search_script(site))
    _write(work / "search/search_index.js", search_index(site))
    modules: list[str] = []

    def bundled(sources: tuple[str, ...]) -> str:
        name, text = bundle(site, sources, offline.esbuild)
        modules.extend(sources)
        _write(work / name, text)
        return name

    pages = sorted(name for name in names - dropped if name.endswith(".html"))
    files = frozenset({*_names(work), *pages})
    changed = OfflinePages(files, dropped, offline.address, json.dumps(manifest), bundled, SEARCH, f"{FIRST}#net")
    for name in pages:
        _write(work / name, changed.page(name, (site / name).read_text(encoding="utf-8")).encode())
    if changed.problems:
        raise OfflineError("\n".join(changed.problems))
    for name in {*modules, *imported(modules, lambda name: (site / name).read_text(encoding="utf-8"))}:
        (work / name).unlink()
    _write(work / FIRST, first_page(offline).encode())


def first_page(offline: Offline) -> str:
    """The page that is read before all others: what to do with the folder. It stands alone, if it is opened inside the zip."""
    loader = jinja2.FileSystemLoader(offline.templates)
    jinja = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    style = STYLE.read_text(encoding="utf-8")
    policy = f"default-src 'none'; style-src '{source_sum(style)}'; base-uri 'none'; form-action 'none'"
    words = {"version": VERSION, "on": offline.on, "address": offline.address}
    return jinja.get_template("first.html.j2").render(policy=policy, style=Markup(style), **words)


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
