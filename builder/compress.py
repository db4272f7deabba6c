"""Writes compressed copies beside the files of the site, so that a web server need not compress: FILE.br and FILE.gz."""

from __future__ import annotations

import gzip
import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli

SUFFIXES = frozenset((".bin", ".css", ".html", ".js", ".json", ".md", ".svg", ".txt", ".wasm", ".xml", ".yaml", ".yml", ".zip", ".csv", ".ics"))
LEAST = 1000  # bytes; below it a copy is not worth a request's headers


def compress_site(site: Path, cache: Path) -> int:
    """Writes the copies, taking from `cache` what was compressed before; returns their number."""
    cache.mkdir(parents=True, exist_ok=True)
    files = [path for path in sorted(site.rglob("*")) if path.suffix in SUFFIXES and path.is_file() and path.stat().st_size >= LEAST]
    with ProcessPoolExecutor() as pool:
        kept = set(pool.map(_compress, files, [cache] * len(files), chunksize=8))
    for path in cache.iterdir():
        if path.name not in kept:
            path.unlink()
    return 2 * len(files)


def _compress(path: Path, cache: Path) -> str:
    """Returns the name under which the copies are kept; the cache is pruned of all others."""
    content = path.read_bytes()
    quality = 11 if "assets" in path.parts else 9  # pages and data: many bytes and a small gain, so less effort
    name = f"{hashlib.sha256(content).hexdigest()[:32]}.{quality}"
    both = cache / name
    if both.exists():
        packed = both.read_bytes()
    else:
        small = brotli.compress(content, quality=quality, lgwin=22)
        packed = len(small).to_bytes(8, "big") + small + gzip.compress(content, 9, mtime=0)
        partial = both.with_name(f"{name}.{os.getpid()}")
        partial.write_bytes(packed)
        partial.replace(both)
    size = int.from_bytes(packed[:8], "big")
    path.with_name(f"{path.name}.br").write_bytes(packed[8 : 8 + size])
    path.with_name(f"{path.name}.gz").write_bytes(packed[8 + size :])
    return name
