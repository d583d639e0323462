"""The peers' own environment: kept outside the project, made once, remade when its list changes."""

import subprocess
import sys
import tempfile
import venv
from hashlib import sha256
from pathlib import Path

LOCK = Path(__file__).with_name("requirements.lock")


def peer_python() -> Path:
    """The Python that has the peers, installed on the first run. Raises CalledProcessError."""
    mark = sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"ashore-bench-peers-{mark}"
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        sys.stderr.write(f"Installing the peers into {folder} (once) …\n")
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", LOCK], check=True
        )
        ready.touch()
    return python
