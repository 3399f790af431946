# SPDX-License-Identifier: EUPL-1.2
"""``samband init``: the home folder, from nothing or from an earlier version. Safe to run again."""

import os
import re
import secrets
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path

KEYS = ("SAMBAND_SECRET_KEY", "SAMBAND_BOX_KEY")
CONFIGURATION = """\
# Configuration of this installation. Keep it secret: it holds the keys that sign sessions and seal answers.
# Every line may instead be set in the environment, which wins. See docs/how-to/run-an-installation.md.
"""


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to those of samband."""
    parser = subparsers.add_parser("init", help="make or upgrade the home folder")
    parser.add_argument(
        "--register",
        action="store_true",
        help="also load the members of SAMBAND_COUNTRY, or what its pack has changed since",
    )


def run(arguments: Namespace) -> int:
    """Write what is missing, then bring the database and the static files up to this version."""
    home = home_folder()
    make_home(home=home)
    prepare()
    if arguments.register:
        print(_registered())
    print(f"The home folder {home} is ready.")
    return 0


def home_folder() -> Path:
    """SAMBAND_HOME, or ``home`` in the working directory."""
    return Path(os.environ.get("SAMBAND_HOME", "home")).resolve()


def make_home(*, home: Path) -> None:
    """Make the folder, a configuration that only its owner can read, and the keys that it lacks."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = home / "samband.env"
    if not file.exists():
        with os.fdopen(
            os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
        ) as opened:
            opened.write(CONFIGURATION)
    for key in KEYS:
        if not re.search(rf"^{key}=\S", file.read_text(encoding="utf-8"), re.MULTILINE):
            configure(home=home, name=key, value=secrets.token_urlsafe(48))


def configure(*, home: Path, name: str, value: str) -> None:
    """Set one SAMBAND_ variable in samband.env, replacing an earlier line of that name."""
    file = home / "samband.env"
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{name}=")]
    file.write_text("\n".join([*kept, f"{name}={value}"]) + "\n", encoding="utf-8")


def _registered() -> str:
    """Load the members of the country that was chosen; nothing happens when they are there already."""
    from django.conf import settings
    from django.utils import timezone

    from samband.core.access.rules import INSTALLATION
    from samband.core.country.queries import chosen_pack
    from samband.core.members.operations import load_pack

    pack = chosen_pack(country=settings.SAMBAND_COUNTRY)
    loaded = load_pack(pack=pack, by=INSTALLATION, at=timezone.now())
    done = "The register now holds" if loaded.has_changed else "The register holds already"
    return f"{done} {loaded.authorities} authorities of {loaded.pack} ({loaded.version})."


def prepare() -> None:
    """Migrate the database and collect the static files."""
    from samband.cli.manage import call

    call("migrate", verbosity=0, interactive=False)
    call("collectstatic", verbosity=0, interactive=False)
