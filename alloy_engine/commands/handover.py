"""hand-over: the programs of the days before anybody signed in get an owner."""

from __future__ import annotations

import argparse

from alloy_engine.commands.console import DONE, open_engine, print_json

ABOUT = "give the local user's programs to a user who signs in"


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("owner", help="the name over HTTP that the studio shows to this user")


def hand_over(options: argparse.Namespace) -> int:
    with open_engine(worker=False) as alloy:
        count = alloy.hand_over(options.owner)
    print_json({"programs": count, "owner": options.owner}) if options.json else print(f"{count} handed over")
    return DONE
