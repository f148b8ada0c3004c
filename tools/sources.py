"""Brings the sources of libstemmer and utf8proc that the distribution has, for
builds with other compilers, machines or sanitizers than those installed.

    sources.py FOLDER   fetches them unless they are there; prints the options
                        that make meson build them in
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path


def run(command: list[str], folder: Path, log: Path, **variables: str) -> bool:
    """Runs a command with its output in a log; says whether it succeeded."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return not subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, **variables},
        ).returncode


def write_lists(folder: Path) -> None:
    """Writes apt's lists anew, asking for sources where they ask for programs."""
    for name in ("sources.list", "sources.list.d"):
        path = Path("/etc/apt", name)
        for file in [path, *sorted(path.glob("*"))]:
            if file.is_file():
                text = file.read_text(encoding="utf-8")
                text = re.sub(r"^deb\s", "deb-src ", text, flags=re.M)
                text = re.sub(r"^Types:.*", "Types: deb-src", text, flags=re.M)
                (folder / file.name).write_text(text, encoding="utf-8")


def fetch(folder: Path) -> None:
    """Brings the distribution's sources, with nothing changed outside."""
    apt, log = folder / "apt", folder / "log"
    for part in ("parts", "state/lists/partial", "cache/archives/partial"):
        (apt / part).mkdir(parents=True, exist_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    write_lists(apt / "parts")
    places = {
        "Dir::Etc::SourceList": "/dev/null",
        "Dir::Etc::SourceParts": str(apt / "parts"),
        "Dir::State": str(apt / "state"),
        "Dir::Cache": str(apt / "cache"),
        "APT::Sandbox::User": "",
    }
    get = ["apt-get", *(f"-o{name}={value}" for name, value in places.items())]
    run([*get, "update"], folder, log)
    names = ["snowball", "utf8proc"]
    run([*get, "source", "--download-only", *names], folder, log)
    for archive in folder.glob("*.orig.tar.*"):
        run(["tar", "xf", archive.name], folder, log)
    for snowball in folder.glob("snowball-*"):
        run(["make", "dist_libstemmer_c"], snowball, log)
        for archive in snowball.glob("dist/libstemmer_c-*.tar.gz"):
            run(["tar", "xf", str(archive)], folder, log)


def versions(folder: Path, name: str) -> list[Path]:
    """The folders of a dependency, the oldest version first."""

    def numbers(path: Path) -> list[int]:
        return [int(number) for number in re.findall(r"\d+", path.name)]

    found = filter(Path.is_dir, folder.glob(name + "-*"))
    return sorted(found, key=numbers)


def bring(folder: Path) -> tuple[list[Path], list[Path]]:
    """The folders of libstemmer and utf8proc, fetched unless they are there."""
    for name in ("libstemmer_c", "utf8proc"):
        if not versions(folder, name):
            fetch(folder)
    found = versions(folder, "libstemmer_c"), versions(folder, "utf8proc")
    if not all(found):
        sys.exit(f"sources: cannot fetch them, see {folder / 'log'}")
    return found


if __name__ == "__main__":
    stemmers, utf8procs = bring(Path(sys.argv[1]).resolve())
    print(f"-Dstemmer_source={stemmers[0]}")
    print(f"-Dutf8proc_source={utf8procs[0]}")
