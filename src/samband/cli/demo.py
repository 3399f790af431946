# SPDX-License-Identifier: EUPL-1.2
"""``samband demo``: the demo association, once. What ``load_demo`` prints tells how to sign in."""

import io
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction

from samband.cli.init import configure, home_folder, make_home

SIGN_IN = "demo.txt"


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to those of samband."""
    subparsers.add_parser("demo", help="load the demo association into the home folder")


def run(_arguments: Namespace) -> int:
    """Load the demo association, unless this home has it: then say so without loading anything."""
    home = home_folder()
    sign_in = home / SIGN_IN
    if sign_in.exists():
        print(f"The demo association is already in {home}.")
        return 0
    make_home(home=home)
    configure(home=home, name="SAMBAND_DEMO", value="yes")
    print("Loading the demo association: Norway as it is, with synthetic answers.", file=sys.stderr)
    sign_in.write_text(_loaded(), encoding="utf-8")
    print(f"The demo association is in {home}. Now: samband serve. It tells how to sign in.")
    return 0


def _loaded() -> str:
    from samband.cli.init import prepare
    from samband.cli.manage import call

    prepare()
    printed = io.StringIO()
    call("load_demo", stdout=printed)
    return printed.getvalue()
