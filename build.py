"""Builds the site. `python build.py --help` lists the steps."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from builder.compiled import write_compiled, write_english
from builder.compress import compress_site
from builder.diff import DiffError, policies_at, report
from builder.finish import name_by_content, search_when_opened, set_service_worker, take_in_notice
from builder.form import form_data
from builder.instant import instant_table
from builder.offline.pack import Offline, write_small_zip
from builder.offline.pages import OfflineError
from builder.pages import write_pages
from builder.policies import read_policies
from builder.policy_set import PolicySet
from builder.problems import PolicyError
from builder.reach import known_unreached
from builder.runtime.make import calls, runtime_image, runtime_parts
from builder.runtime.parts import FOLDER, Manifest, tables, write_files
from builder.runtime.pinned import RuntimeFilesError
from builder.schema import write_schemas
from builder.search_words import shorten_index, write_search_words
from builder.security import SecurityError, nginx_headers, read_settings, secure_site
from builder.site import Site
from builder.stretches import days_table
from builder.wheel import write_downloads
from calculator import Policies
from calculator.days import parse_day

ROOT = Path(__file__).parent
DOCS = ROOT / "docs"
EXAMPLE = "south-china.json"  # the household that the plan page shows


def check(arguments: argparse.Namespace) -> None:
    """Reads everything; PolicyError lists every problem."""
    read_policies(arguments.policies)
    print("policies: no problems")


def compile_(arguments: argparse.Namespace) -> None:
    """Writes the engine's form of the policies."""
    print(f"{arguments.out.name}: {write_compiled(read_policies(arguments.policies), arguments.out):,} bytes")


def build(arguments: argparse.Namespace) -> None:
    """Read → check → answer → write → mkdocs: the whole site in `site/`."""
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds(arguments.on))  # for whatever writes a time into a file: the day alone counts
    policy_set = read_policies(arguments.policies)
    compiled = ROOT / ".cache" / "policies.json"
    write_compiled(policy_set, compiled)
    write_english(policy_set, compiled.with_name("english.json"))
    policies = Policies(json.loads(compiled.read_text(encoding="utf-8")))
    site = Site(policy_set, policies, arguments.on, DOCS)
    site.data("household.json", json.loads((arguments.policies / "cases" / "households" / EXAMPLE).read_text(encoding="utf-8")))
    pages = write_pages(site)
    site.data("form.json", form_data(policies, arguments.on))
    site.data("instant.json", instant_table(policies, arguments.on))
    site.data("days.json", days_table(policies))
    write_schemas(DOCS / "schema", policy_set)
    shutil.rmtree(DOCS / FOLDER, ignore_errors=True)
    manifest = write_files(runtime(arguments.policies, policy_set), DOCS)
    write_search_words(policies, ROOT / ".cache" / "search-words.txt")
    write_downloads(ROOT, compiled, DOCS / "download")
    print(*site.coverage.summary(known_unreached(arguments.policies)), f"{len(pages)} generated pages", sep="\n")
    mkdocs(ROOT / "mkdocs.yml", manifest)
    shorten_index(ROOT / "site" / "search" / "search_index.json")
    take_in_notice(ROOT / "site")
    search_when_opened(ROOT / "site")
    name_by_content(ROOT / "site")
    set_service_worker(ROOT / "site", ROOT / "mkdocs.yml")
    secure(arguments.on)
    compress_site(ROOT / "site", ROOT / ".cache" / "compressed")


def runtime(folder: Path, policy_set: PolicySet) -> dict[str, bytes]:
    """What the browser is given: Python, the calculator and the compiled policies, and the tables written for the pages."""
    compiled, cache = ROOT / ".cache" / "policies.json", ROOT / ".cache"
    parts = runtime_parts(ROOT / "node_modules", ROOT / "calculator", compiled, calls(folder, policy_set), cache)
    english = (cache / "english.json").read_bytes()
    return {**parts, "english": english, **tables(DOCS / "assets" / "data")}


def secure(on: str) -> None:
    """Puts the content security policy into the finished pages and writes the header files."""
    settings = read_settings(ROOT / "mkdocs.yml")
    headers = secure_site(ROOT / "site", settings, on)
    (ROOT / "dist").mkdir(exist_ok=True)
    (ROOT / "dist" / "nginx-headers.conf").write_text(nginx_headers(headers), encoding="utf-8")
    if not settings.contact:
        print("no security.txt: extra.contact in mkdocs.yml names no address of the project yet")


def zip_(arguments: argparse.Namespace) -> None:
    """Writes the zip for use without the net into `dist/`, from the finished site."""
    settings = read_settings(ROOT / "mkdocs.yml")
    parts = runtime(arguments.policies, read_policies(arguments.policies))
    offline = Offline(
        site=ROOT / "site",
        parts={**parts, "image": runtime_image(parts, ROOT / ".cache")},
        templates=DOCS / "templates",
        esbuild=ROOT / "node_modules" / ".bin" / "esbuild",
        on=arguments.on,
        address=settings.address,
    )
    target = write_small_zip(offline, ROOT / ".cache" / "offline", ROOT / "dist")
    image = "with" if (ROOT / ".cache" / "offline" / FOLDER / "image.js").exists() else "too large for one with"
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes, {image} the start-up image")


def diff(arguments: argparse.Namespace) -> None:
    """Prints in words what changed for whom since a git revision."""
    print(*report(policies_at(arguments.policies, arguments.revision), read_policies(arguments.policies), today()), sep="\n")


def mkdocs(config: Path, manifest: Manifest) -> None:
    """Runs MkDocs strictly: a warning, such as a link to nowhere, ends the build. Its Chinese segmenter is told to be quiet."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "RUNTIME": json.dumps(manifest)}
    start = "import jieba, mkdocs.__main__; jieba.setLogLevel('WARNING'); mkdocs.__main__.cli()"
    command = [sys.executable, "-c", start, "--quiet", "build", "--strict", "--clean", "--config-file", str(config)]
    subprocess.run(command, cwd=config.parent, check=True, env=environment)


def arguments_of(argv: list[str] | None) -> argparse.Namespace:
    """The step to run, with its options."""
    parser = argparse.ArgumentParser(description="Builds the site of 共济查 from policies/.")
    parser.add_argument("--policies", type=Path, default=ROOT / "policies", help="the folder of the policies")
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("check", help="read the policies and print every problem").set_defaults(run=check)
    compiling = steps.add_parser("compile", help="write the engine's policies.json")
    compiling.add_argument("--out", type=Path, required=True)
    compiling.set_defaults(run=compile_)
    building = steps.add_parser("build", help="build the site")
    building.add_argument("--on", type=parse_day, default=today(), help="the day of the tables (today)")
    building.set_defaults(run=build)
    zipping = steps.add_parser("zip", help="write the zip for use without the net, after build")
    zipping.add_argument("--on", type=parse_day, default=today(), help="the day that the zip names (today)")
    zipping.set_defaults(run=zip_)
    differing = steps.add_parser("diff", help="print what changed for whom since a git revision")
    differing.add_argument("revision", metavar="REV", help="such as HEAD, main or v1.2")
    differing.set_defaults(run=diff)
    return parser.parse_args(argv)


def today() -> str:
    """The day of the build: SOURCE_DATE_EPOCH if set, for reproducible builds, else the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else datetime.datetime.now()
    return now.date().isoformat()


def seconds(day: str) -> int:
    """The day's first second in UTC, counted from 1970."""
    return int(datetime.datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())


def main(argv: list[str] | None = None) -> int:
    """Runs a step. Status 0, or 1 after printing what is wrong."""
    arguments = arguments_of(argv)
    try:
        arguments.run(arguments)
    except PolicyError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} problems; nothing was written", file=sys.stderr)
        return 1
    except (DiffError, OfflineError, RuntimeFilesError, SecurityError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
