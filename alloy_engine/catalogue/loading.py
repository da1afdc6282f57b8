"""Reading data/movements: every file, every row, every fault at once."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from alloy_engine.catalogue.catalogue import Catalogue
from alloy_engine.catalogue.rows import HEADER, Problem, Read, read_row
from alloy_engine.domain.movement import Movement
from alloy_engine.errors import CatalogueError

VERSION_LENGTH = 12


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue in `folder`/*.csv (data/movements).

    Raises CatalogueError with one line a fault: file, row, column, value, what is accepted. Faults are
    gathered over all files, so one run of the loader shows everything there is to mend.
    """
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise CatalogueError(f"{folder.name}: no *.csv file with movements")
    digest = hashlib.sha256()
    reads: list[Read] = []
    problems: list[Problem] = []
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CatalogueError(f"{path.name}: {error}") from error
        digest.update(f"{path.name}\n{text}".encode())
        for found in _rows(path.name, text):
            if isinstance(found, Problem):
                problems.append(found)
            else:
                reads.append(found)
                problems += found.problems
    problems += between(reads)
    if problems:
        lines = "\n".join(str(problem) for problem in sorted(problems, key=lambda p: (p.file, p.row, p.column)))
        raise CatalogueError(f"{len(problems)} faults in the movement catalogue\n{lines}")
    return Catalogue([read.movement for read in reads if read.movement], digest.hexdigest()[:VERSION_LENGTH])


def _rows(file: str, text: str) -> Iterator[Read | Problem]:
    """Every row of one file, read; a row or header of the wrong width is a problem instead."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(lines, [])
        if tuple(header) != HEADER:
            yield Problem(file, 1, "header", ",".join(header), ",".join(HEADER))
            return
        for cells in lines:
            if len(cells) == len(HEADER):
                yield read_row(file, lines.line_num, dict(zip(HEADER, cells, strict=True)))
            else:
                yield Problem(file, lines.line_num, "row", ",".join(cells), f"{len(HEADER)} columns")
    except csv.Error as error:
        yield Problem(file, lines.line_num, "row", str(error), "well-formed CSV")


def between(reads: Sequence[Read]) -> list[Problem]:
    """What is wrong between rows: ids and names used twice, links that lead nowhere or the wrong way."""
    return [*_double_ids(reads), *_double_names(reads), *_bad_links(reads)]


def _double_ids(reads: Sequence[Read]) -> Iterator[Problem]:
    first: dict[str, Read] = {}
    for read in reads:
        before = first.setdefault(read.id, read)
        if before is not read:
            yield Problem(read.file, read.row, "id", read.id, f"an id not used in {before.file} row {before.row}")


def _double_names(reads: Sequence[Read]) -> Iterator[Problem]:
    """A name or alias that already means something, upper and lower case alike."""
    first: dict[str, Read] = {}
    for read in reads:
        if read.movement is None:
            continue
        for column, label in _labels(read.movement):
            before = first.get(label.casefold())
            if before is not None:
                accepted = f"a name not used for {before.id} ({before.file} row {before.row})"
                yield Problem(read.file, read.row, column, label, accepted)
            else:
                first[label.casefold()] = read


def _labels(movement: Movement) -> Iterator[tuple[str, str]]:
    yield "name", movement.name
    yield from (("aliases", alias) for alias in movement.aliases)


def _bad_links(reads: Sequence[Read]) -> Iterator[Problem]:
    """easier / harder that lead nowhere, to the movement itself, or the wrong way in skill."""
    known = {read.id: read.movement for read in reads}
    for read in reads:
        if read.movement is None:
            continue
        for column, direction, words in (("easier", 1, "at most"), ("harder", -1, "at least")):
            for link in getattr(read.movement, column):
                if link not in known:
                    yield Problem(read.file, read.row, column, link, "the id of a movement in the catalogue")
                    continue
                other = known[link]
                if link == read.id:
                    yield Problem(read.file, read.row, column, link, "another movement than this one")
                elif other is not None and direction * (other.skill.rank - read.movement.skill.rank) > 0:
                    yield Problem(read.file, read.row, column, link, f"a skill of {words} {read.movement.skill}")
