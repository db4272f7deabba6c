"""Locks the finished site: a content security policy and integrity sums in every page, the same policy as header files
for web servers, and security.txt (RFC 9116).

It runs after MkDocs, because the theme writes scripts into its pages; only their hashes let them run. What a browser
would refuse anyway (a style attribute, an inline event handler, a script of another server) ends the build.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from mkdocs.utils.yaml import yaml_load

from builder.html_tags import Attributes, Html, Tag, start_tag

# `trust.js` and `card.js` make the two policies for Trusted Types. There is no frame-ancestors: the site may be framed,
# it holds no account and no button that does anything outside of the page.
DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "default card",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# What other sites may read with their own scripts: the data, and the script that puts the check there.
OPEN = ("/api/*", "/download/*", "/assets/embed.js")
OPEN_HEADERS = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
IMPORT = re.compile(r'^(?:import|export)\b[^;"]*"(\.{1,2}/[^"]+)"', re.MULTILINE)
CONTACT = re.compile(r"(?:mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+?[\d-]+)")


class SecurityError(Exception):
    """A page holds what its own policy forbids, or a setting is wrong; the message lists all places."""


@dataclass(frozen=True)
class Settings:
    """`contact`: an address of the project for security.txt (mailto:, https: or tel:), or "" for none yet.
    `address`: where the site will stand, or ""."""

    contact: str = ""
    address: str = ""


def read_settings(mkdocs_yml: Path) -> Settings:
    """From `extra.contact` and `site_url` of the site generator's settings."""
    with mkdocs_yml.open(encoding="utf-8") as file:
        found = yaml_load(file)
    return Settings((found.get("extra") or {}).get("contact") or "", found.get("site_url") or "")


def content_policy(scripts: Iterable[str], workers: bool = False) -> str:
    """The policy for pages that hold these inline scripts.

    With `workers` for a header of every file: without Trusted Types. A worker's file brings its own policy, and the theme's
    search worker loads its language with a plain `importScripts`. The pages themselves require them.
    """
    sums = sorted({f"'{source_sum(script)}'" for script in scripts})
    words = {**DIRECTIVES, "script-src": " ".join([DIRECTIVES["script-src"], *sums])}
    return "; ".join(f"{name} {value}" for name, value in words.items() if not (workers and "trusted-types" in name))


def source_sum(text: str) -> str:
    """The hash by which a policy knows an inline script or style."""
    return f"sha256-{_sum('sha256', text.encode())}"


def secure_site(site: Path, settings: Settings, on: str) -> dict[str, str]:
    """Changes the pages of `site` in place and writes `_headers` and security.txt.

    Returns the headers for all files. SecurityError lists what must not stand in a page.
    """
    pages = {path: Html(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    problems = [problem for path, page in pages.items() for problem in forbidden(page, path.relative_to(site).as_posix())]
    if problems:
        raise SecurityError("\n".join(problems))
    for path, page in pages.items():
        path.write_text(_Lock(site, path, settings.address).locked(page), encoding="utf-8")
    scripts = [script for page in pages.values() for script in page.scripts]
    headers = {"Content-Security-Policy": content_policy(scripts, workers=True), **HEADERS}
    blocks = {"/*": headers, **dict.fromkeys(OPEN, OPEN_HEADERS)}
    (site / "_headers").write_text("\n".join(_block(path, lines) for path, lines in blocks.items()), encoding="utf-8")
    if settings.contact:
        (site / ".well-known").mkdir(exist_ok=True)
        (site / ".well-known" / "security.txt").write_text(security_txt(settings, on), encoding="utf-8")
    return headers


def _block(path: str, headers: dict[str, str]) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())


def nginx_headers(headers: dict[str, str]) -> str:
    """The same headers as a file to include in an nginx server."""
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())


def forbidden(page: Html, name: str) -> list[str]:
    """What in a page its policy would block, as `page:line: what`."""
    return [f"{name}:{tag.line}: <{tag.name}> {what}" for tag in page.tags for what in _forbidden(tag)]


def _forbidden(tag: Tag) -> Iterable[str]:
    for attribute, value in tag.attributes.items():
        if attribute == "style":
            yield f'style="{value}" is blocked: give it a class'
        if attribute.startswith("on"):
            yield f"{attribute}=… is blocked: listen in a script file"
        if attribute in ("href", "src", "action") and (value or "").strip().lower().startswith("javascript:"):
            yield f"{attribute} runs a script"
    if tag.name == "style":
        yield "is blocked: write it in a style sheet"
    kinds = set((tag.attributes.get("rel") or "").split())
    loads = tag.name == "link" and not kinds & {"canonical", "alternate", "prev", "next"}
    address = tag.attributes.get("href" if loads else "src") or ""
    if urlsplit(address).netloc:
        yield f"loads from elsewhere: {address}"


class _Lock:
    """Adds to one page of the site what it needs."""

    def __init__(self, site: Path, path: Path, address: str) -> None:
        self.site = site
        self.place = f"https://site.invalid/{path.relative_to(site).as_posix()}"
        self.base = urlsplit(address).path.rstrip("/") + "/"

    def locked(self, page: Html) -> str:
        text = page.changed(self._with_integrity)
        meta = start_tag("meta", {"http-equiv": "Content-Security-Policy", "content": content_policy(page.scripts)})
        first = next(tag for tag in page.tags if "charset" in tag.attributes)
        return f"{text[: first.end]}\n      {meta}{self._preloads(page)}{text[first.end :]}"

    def _with_integrity(self, tag: Tag) -> Attributes | None:
        source = tag.attributes.get("src")
        if tag.name != "script" or not source:
            return None
        return {**tag.attributes, "integrity": self._integrity(self._file(source))}

    def _preloads(self, page: Html) -> str:
        """Links that load the scripts of the page and what its modules import, with their sums, and none waiting for another: a
        browser that meets a policy in a page does not look ahead for what the page loads further down."""
        modules = [str(tag.attributes["src"]) for tag in page.tags if tag.attributes.get("type") == "module"]
        plain = [tag.attributes.get("src") for tag in page.tags if tag.name == "script" and tag.attributes.get("type") != "module"]
        within = imported(modules, lambda address: self._file(address).read_text(encoding="utf-8"))
        links: list[Attributes] = [{"rel": "modulepreload", "href": address} for address in (*modules, *within)]
        links += [{"rel": "preload", "as": "script", "href": address} for address in plain if address]
        links.sort(key=lambda link: -self._file(str(link["href"])).stat().st_size)  # the longest way to go begins first
        summed = [{**link, "integrity": self._integrity(self._file(str(link["href"])))} for link in links]
        return "".join(f"\n      {start_tag('link', link)}" for link in summed)

    def _file(self, address: str) -> Path:
        path = unquote(urlsplit(urljoin(self.place, address)).path)
        inside = path[len(self.base) :] if address.startswith("/") else path[1:]
        file = self.site / inside
        if not file.is_file():
            raise SecurityError(f"{self.place}: {address} is not a file of the site")
        return file

    def _integrity(self, file: Path) -> str:
        return f"sha384-{_sum('sha384', file.read_bytes())}"


def imported(modules: list[str], source: Callable[[str], str]) -> list[str]:
    """The addresses of all modules that these import, directly or through others, each once."""
    found: list[str] = []
    waiting = list(modules)
    while waiting:
        importer = waiting.pop(0)
        addresses = [posixpath.normpath(posixpath.join(posixpath.dirname(importer), name)) for name in IMPORT.findall(source(importer))]
        new = [address for address in dict.fromkeys(addresses) if address not in (*found, *modules)]
        found += new
        waiting += new
    return found


def security_txt(settings: Settings, on: str) -> str:
    """The text of security.txt, good for a year from the day of the build."""
    if not CONTACT.fullmatch(settings.contact):
        raise SecurityError(f"extra.contact is {settings.contact!r}: write mailto:name@host, https://… or tel:+86…")
    expires = datetime.date.fromisoformat(on) + datetime.timedelta(days=364)
    lines = [f"Contact: {settings.contact}", f"Expires: {expires}T00:00:00Z", "Preferred-Languages: zh, en"]
    if settings.address:
        lines.append(f"Canonical: {urljoin(settings.address, '.well-known/security.txt')}")
    return "\n".join(lines) + "\n"


def _sum(algorithm: str, content: bytes) -> str:
    return base64.b64encode(hashlib.new(algorithm, content).digest()).decode()
