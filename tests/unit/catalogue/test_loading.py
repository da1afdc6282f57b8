"""The loader: a sound folder loads, and every kind of fault is named with file, row, column, value, remedy."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from alloy_engine.catalogue import load_catalogue
from alloy_engine.catalogue.rows import CUE_LENGTH, HEADER
from alloy_engine.domain.vocabulary import Equipment
from alloy_engine.errors import CatalogueError

SQUAT = {
    "id": "back_squat",
    "name": "Back Squat",
    "aliases": "Squat|Barbell squat",
    "pattern": "squat",
    "primary": "quadriceps",
    "secondary": "glutes|adductors",
    "kits": "barbell+rack",
    "skill": "intermediate",
    "kind": "compound",
    "unilateral": "no",
    "cns": "high",
    "spinal": "high",
    "tier": "diamond",
    "metric": "reps",
    "disciplines": "powerlifting|bodybuilding",
    "family": "back_squat",
    "easier": "air_squat",
    "harder": "",
    "contraindications": "knee|lower_back",
    "roles": "main|accessory",
    "ratio": "1.0",
    "cue": "Brace, sit between the hips, drive the floor away.",
}
AIR_SQUAT = SQUAT | {
    "id": "air_squat",
    "name": "Air Squat",
    "aliases": "",
    "kits": "",
    "skill": "beginner",
    "easier": "",
    "harder": "back_squat",
    "ratio": "",
}


def write(folder: Path, *rows: dict[str, str], name: str = "squat.csv") -> Path:
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return folder


def faults(folder: Path) -> list[str]:
    """The loader's complaint, one line a fault; the first line (the count) is checked and left out."""
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    first, *lines = str(caught.value).splitlines()
    assert first.startswith(f"{len(lines)} faults")
    return lines


def test_a_sound_folder_loads(tmp_path: Path) -> None:
    catalogue = load_catalogue(write(tmp_path, SQUAT, AIR_SQUAT))
    assert [movement.id for movement in catalogue.movements] == ["air_squat", "back_squat"]
    squat = catalogue["back_squat"]
    assert squat.kits == (frozenset({Equipment.BARBELL, Equipment.RACK}),)
    assert squat.aliases == ("Squat", "Barbell squat")
    assert squat.ratio == 1.0
    assert catalogue["air_squat"].kits == ()
    assert catalogue["air_squat"].ratio is None


def test_none_is_a_kit_without_items(tmp_path: Path) -> None:
    catalogue = load_catalogue(write(tmp_path, SQUAT | {"kits": "dumbbell|none"}, AIR_SQUAT))
    assert catalogue["back_squat"].kits == (frozenset({Equipment.DUMBBELL}), frozenset())


@pytest.mark.parametrize(
    ("column", "value", "shown", "accepted"),
    [
        ("id", "Back-Squat", "Back-Squat", "lower-case letters and digits joined by single underscores"),
        ("id", "back__squat", "back__squat", "lower-case letters and digits joined by single underscores"),
        ("name", "", "", "1 to 60 characters"),
        ("name", "Back  Squat", "Back  Squat", "without leading, trailing, double or unusual white space"),
        ("cue", " Brace.", " Brace.", "without leading, trailing, double or unusual white space"),
        ("cue", "Brace\u00a0now.", "Brace\u00a0now.", "without leading, trailing, double or unusual white space"),
        ("cue", "", "", f"1 to {CUE_LENGTH} characters"),
        ("cue", "b" * (CUE_LENGTH + 1), "b" * (CUE_LENGTH + 1), f"1 to {CUE_LENGTH} characters"),
        ("aliases", "Squat|Squat", "Squat|Squat", "distinct items"),
        ("aliases", "Squat||Barbell squat", "Squat||Barbell squat", "distinct items"),
        ("pattern", "squatting", "squatting", "squat, hinge, lunge"),
        ("primary", "quads", "quads", "quadriceps, hamstrings"),
        ("secondary", "glutes|gluts", "gluts", "quadriceps, hamstrings"),
        ("secondary", "quadriceps", "quadriceps", "muscles other than the primary one"),
        ("kits", "barbel+rack", "barbel", "barbell, rack, bench"),
        ("kits", "barbell+barbell", "barbell+barbell", "each item once in a kit"),
        ("kits", "barbell||rack", "barbell||rack", "distinct items"),
        ("kits", "none|barbell", "none|barbell", "the larger kit first"),
        ("skill", "novice", "novice", "beginner, intermediate, advanced, expert"),
        ("kind", "", "", "compound, hybrid, isolation"),
        ("unilateral", "true", "true", "yes, no"),
        ("cns", "huge", "huge", "very_low, low, moderate, high, very_high"),
        ("spinal", "very_high", "very_high", "none, low, moderate, high"),
        ("tier", "platinum", "platinum", "diamond, gold, silver, bronze"),
        ("metric", "seconds", "seconds", "reps, time, distance"),
        ("disciplines", "", "", "at least one of powerlifting"),
        ("disciplines", "pilates", "pilates", "powerlifting, olympic_weightlifting"),
        ("family", "Back squat", "Back squat", "lower-case letters and digits joined by single underscores"),
        ("contraindications", "knees", "knees", "neck, shoulder, elbow"),
        ("roles", "", "", "at least one of warmup"),
        ("roles", "main|primary", "primary", "warmup, main, accessory"),
        ("ratio", "1.6", "1.6", "empty, or a number above 0 and up to 1.5"),
        ("ratio", "0", "0", "empty, or a number above 0 and up to 1.5"),
        ("ratio", "nan", "nan", "empty, or a number above 0 and up to 1.5"),
        ("ratio", "most", "most", "empty, or a number above 0 and up to 1.5"),
        ("easier", "box_squat", "box_squat", "the id of a movement in the catalogue"),
        ("harder", "back_squat", "back_squat", "another movement than this one"),
        ("harder", "air_squat", "air_squat", "a skill of at least intermediate"),
    ],
)
def test_a_fault_names_file_row_column_value_and_remedy(
    tmp_path: Path, column: str, value: str, shown: str, accepted: str
) -> None:
    row = SQUAT | {column: value}
    other = AIR_SQUAT if column != "id" else AIR_SQUAT | {"harder": ""}
    (line,) = faults(write(tmp_path, other, row))
    assert line.startswith(f"squat.csv row 3, {column}: {shown!r} (accepted: ")
    assert accepted in line


def test_an_easier_movement_may_not_ask_for_more_skill(tmp_path: Path) -> None:
    (line,) = faults(write(tmp_path, SQUAT | {"skill": "beginner"}, AIR_SQUAT | {"skill": "expert", "harder": ""}))
    assert line == "squat.csv row 2, easier: 'air_squat' (accepted: a skill of at most beginner)"


def test_an_id_used_twice_is_found_across_files(tmp_path: Path) -> None:
    write(tmp_path, SQUAT, AIR_SQUAT)
    write(tmp_path, AIR_SQUAT | {"name": "Another"}, name="warmup.csv")
    assert faults(tmp_path) == ["warmup.csv row 2, id: 'air_squat' (accepted: an id not used in squat.csv row 3)"]


@pytest.mark.parametrize(
    ("change", "column", "label"),
    [({"name": "BACK squat"}, "name", "BACK squat"), ({"aliases": "barbell Squat"}, "aliases", "barbell Squat")],
)
def test_names_and_aliases_are_unique_whatever_their_case(
    tmp_path: Path, change: dict[str, str], column: str, label: str
) -> None:
    (line,) = faults(write(tmp_path, SQUAT, AIR_SQUAT | change))
    assert line == f"squat.csv row 3, {column}: {label!r} (accepted: a name not used for back_squat (squat.csv row 2))"


def test_all_faults_come_at_once_in_order_of_file_and_row(tmp_path: Path) -> None:
    write(tmp_path, SQUAT | {"skill": "novice", "cue": ""}, AIR_SQUAT | {"cns": "huge"})
    write(tmp_path, SQUAT | {"id": "front_squat", "name": "Front Squat", "aliases": "", "tier": "x"}, name="a.csv")
    assert [line.split(":")[0] for line in faults(tmp_path)] == [
        "a.csv row 2, tier",
        "squat.csv row 2, cue",
        "squat.csv row 2, skill",
        "squat.csv row 3, cns",
    ]


def test_a_link_to_a_faulty_row_is_not_a_second_fault(tmp_path: Path) -> None:
    (line,) = faults(write(tmp_path, SQUAT, AIR_SQUAT | {"skill": "novice"}))
    assert line.startswith("squat.csv row 3, skill")


def test_a_wrong_header_and_a_short_row_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\nback_squat,Back Squat\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text(",".join(HEADER) + "\nback_squat,Back Squat\n", encoding="utf-8")
    header, short = faults(tmp_path)
    assert header.startswith("a.csv row 1, header: 'id,name' (accepted: id,name,aliases,")
    assert short == "b.csv row 2, row: 'back_squat,Back Squat' (accepted: 22 columns)"


def test_broken_csv_and_broken_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(",".join(HEADER) + '\n"back"_squat,x\n', encoding="utf-8")
    (line,) = faults(tmp_path)
    assert line.startswith("a.csv row 2, row: ")
    assert line.endswith("(accepted: well-formed CSV)")
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(CatalogueError, match=r"a\.csv: .*utf-8"):
        load_catalogue(tmp_path)


def test_a_folder_without_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"no \*\.csv"):
        load_catalogue(tmp_path)


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    first = load_catalogue(write(tmp_path, SQUAT, AIR_SQUAT)).version
    assert load_catalogue(tmp_path).version == first
    assert load_catalogue(write(tmp_path, SQUAT | {"cue": "Other words."}, AIR_SQUAT)).version != first
