"""Makes `dist/kartabl`: everything that an office without a network needs to install Kartabl, and its digests.

A wheel of Kartabl with the built front end, the translations and the diagrams; all that it needs as wheels, at the versions and
digests of `requirements/run.txt`; the guides; the files of `deploy/`; and a script that installs them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
PARTS = ("engine", "processes", "web", "bpmn_diagrams")
PLAIN = ("setup.cfg", "pyproject.toml", "README.md")
BUILT = ("web/static/dist/manifest.json", "web/translations/fa/LC_MESSAGES/messages.mo")

INSTALL = """\
#!/bin/sh
# Install Kartabl into a new virtual environment, from this folder alone: sh install.sh /opt/kartabl/venv
set -eu
here=$(cd "$(dirname "$0")" && pwd)
into=${1:?Say where to: sh install.sh /opt/kartabl/venv}
python=${PYTHON:-python3}
found=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
test "$found" = "@PYTHON@" || { echo "Expected Python @PYTHON@, for which these wheels are, but found $found. Set PYTHON." >&2; exit 1; }
(cd "$here" && sha256sum --check --quiet SHA256SUMS)
"$python" -m venv "$into"
pip="$into/bin/pip --disable-pip-version-check --quiet --no-input"
$pip install --no-index --find-links "$here/wheels" --require-hashes -r "$here/requirements.txt"
$pip install --no-index --no-deps "$here"/wheels/kartabl-*.whl
echo "Kartabl is installed: $into/bin/kartabl run"
"""

README = """\
# Kartabl @VERSION@, for machines without a network

For @SYSTEM@ and Python @PYTHON@. Nothing is downloaded.

    sha256sum --check SHA256SUMS
    sh install.sh /opt/kartabl/venv
    /opt/kartabl/venv/bin/kartabl doctor
    /opt/kartabl/venv/bin/kartabl run

The digest of `SHA256SUMS` itself should reach you by another way than these files. An office of its own: `deploy/kartabl.env`, `deploy/systemd/`, `deploy/nginx.conf`,
and `docs/operator.md`, the guide for operators. An update is the same into a new folder: stop, back up (`kartabl backup`), start the new one, which migrates.

# کارتابل، برای رایانه‌های بی‌شبکه

هیچ‌چیز از شبکه گرفته نمی‌شود. نخست `sha256sum --check SHA256SUMS` را اجرا کنید، سپس `sh install.sh /opt/kartabl/venv`. برای آزمودن نصب `kartabl doctor` را اجرا
کنید. راهنمای راهبر در `docs/operator.md` است.
"""


def main(out: Path) -> None:
    """Make the folder `out`, and a tar of it beside it."""
    if missing := [name for name in BUILT if not (ROOT / name).is_file()]:
        sys.exit(f"Expected {missing[0]} to be built, but it is not there. Run make dist, which builds it.")
    shutil.rmtree(out, ignore_errors=True)
    (out / "wheels").mkdir(parents=True)
    _wheel(out / "wheels")
    _wheelhouse(out)
    for folder in ("docs", "deploy"):
        shutil.copytree(ROOT / folder, out / folder, ignore=shutil.ignore_patterns("progress"))
    _texts(out)
    _digests(out)
    packed = out.with_name(f"kartabl-{_version(out)}.tar")
    with tarfile.open(packed, "w") as tar:
        tar.add(out, arcname="kartabl")
    print(f"{packed}: {packed.stat().st_size / 2**20:.0f} MB")


def _pip(*words: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *words], check=True)


def _wheel(wheels: Path) -> None:
    """Build the wheel from a copy, so that nothing of an earlier build gets into it."""
    with TemporaryDirectory() as folder:
        for part in PARTS:
            shutil.copytree(ROOT / part, Path(folder) / part, ignore=shutil.ignore_patterns("__pycache__", "frontend"))
        for name in PLAIN:
            shutil.copy(ROOT / name, folder)
        _pip("wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", wheels, folder)


def _wheelhouse(out: Path) -> None:
    locked = ROOT / "requirements" / "run.txt"
    shutil.copy(locked, out / "requirements.txt")
    chosen = ("--only-binary=:all:", "--no-deps", "--require-hashes")
    _pip("download", *chosen, "--dest", out / "wheels", "-r", locked)


def _version(out: Path) -> str:
    [wheel] = (out / "wheels").glob("kartabl-*.whl")
    return wheel.name.split("-")[1]


def _texts(out: Path) -> None:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    system = f"{os.uname().sysname} {os.uname().machine}"
    for name, text in (("install.sh", INSTALL), ("README.md", README)):
        told = text.replace("@PYTHON@", python).replace("@SYSTEM@", system).replace("@VERSION@", _version(out))
        (out / name).write_text(told, encoding="utf-8")


def _digests(out: Path) -> None:
    files = sorted(path for path in out.rglob("*") if path.is_file())
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(out)}\n" for path in files]
    (out / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist" / "kartabl"))
