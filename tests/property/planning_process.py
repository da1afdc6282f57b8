"""A process that plans what it is given: a request a line on standard input, its program as JSON a line on standard
output, in that order."""

from __future__ import annotations

import json
import sys

from alloy_engine.services.materials import Materials
from alloy_engine.services.planning import plan_document
from alloy_engine.settings import DATA_FOLDER


def main() -> None:
    materials = Materials.load(DATA_FOLDER)
    for line in sys.stdin:
        print(plan_document(materials, json.loads(line)).model_dump_json(), flush=True)


if __name__ == "__main__":
    main()
