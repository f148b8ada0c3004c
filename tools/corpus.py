"""Reading corpora of JSON lines for training, plain or compressed."""
from __future__ import annotations

import gzip
import hashlib
import json
import pathlib
import subprocess
from typing import Iterator


def documents(path: str) -> Iterator[dict]:
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def source(path: str) -> str:
    """A corpus as generated files name it: its name and checksum."""
    digest = hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()
    return f"{pathlib.Path(path).name}, sha256 {digest[:16]}"


def features(build: str, what: str, path: str) -> bytes:
    """What tools/features prints of a corpus."""
    subprocess.run(["ninja", "-C", build, "tools/features"], check=True,
                   stdout=subprocess.DEVNULL)
    records = "".join(d.get(field, "").replace("\0", " ") + "\0"
                      for d in documents(path)
                      for field in ("article", "heading", "title"))
    run = subprocess.run([f"{build}/tools/features", what], check=True,
                         input=records.encode(), stdout=subprocess.PIPE)
    return run.stdout
