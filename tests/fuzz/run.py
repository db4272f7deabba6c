"""Fuzzes one target, guided by coverage (atheris, libFuzzer): `make fuzz`, or

    python tests/fuzz/run.py sentence --minutes 10 [--keep]

Starts from the kept seeds. The first input that breaks a target is printed and left beside this file as `crash-…`; exit status 1.
With --keep, new inputs that reach other branches, the shortest first, join the kept seeds.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

MOST, LONGEST = 150, 2_000  # seeds kept a target; bytes of an input


def words() -> list[str]:
    """Words that a guided but blind fuzzer would not find: the names of places, relatives, expenses, keys."""
    from calculator.__main__ import load
    from calculator.question import KEYS

    policies = load()
    found = [*KEYS, *policies.region_names, *list(policies.pool_names)[:300], *policies.relations, *policies.categories]
    return [*found, *policies.kin, *policies.items, "verdict", "from", "until", "documents", "after", "by", "text", "context", "on"]


def fuzz(target: str, folder: str, minutes: float) -> None:
    """Ends with the process: libFuzzer never returns."""
    import atheris

    with atheris.instrument_imports(include=["calculator", "builder", "yaml"], enable_loader_override=False):
        from tests.fuzz.targets import TARGETS
    dictionary = Path(folder).with_suffix(".dict")
    dictionary.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in dict.fromkeys(words())))
    options = [f"-max_total_time={round(minutes * 60)}", f"-max_len={LONGEST}", "-timeout=20", "-print_final_stats=1", "-verbosity=0"]
    crashes = f"-artifact_prefix={Path(__file__).parent}/crash-{target}-"
    atheris.Setup([sys.argv[0], *options, crashes, f"-dict={dictionary}", folder], TARGETS[target])
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("target", choices=["yaml_reader", "sentence", "json_entry"])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.folder:
        fuzz(arguments.target, arguments.folder, arguments.minutes)
    from tests.fuzz import seeds

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "corpus"
        folder.mkdir()
        kept = seeds.load(arguments.target)
        for number, one in enumerate(kept):
            (folder / f"seed-{number}").write_bytes(one)
        command = [sys.executable, __file__, arguments.target, "--minutes", str(arguments.minutes), "--folder", str(folder)]
        status = subprocess.run(command, check=False).returncode
        new = sorted((path.read_bytes() for path in folder.iterdir()), key=len)
        fresh = [one for one in new if one not in kept]
        print(f"{arguments.target}: {len(kept)} seeds, {len(fresh)} inputs with new branches, status {status}")
        if arguments.keep:
            seeds.keep(arguments.target, [*kept, *fresh][:MOST])
    return min(status, 1)


if __name__ == "__main__":
    sys.exit(main())
