"""Muscles and body regions. Values are what is stored."""

from __future__ import annotations

from enum import StrEnum


class Muscle(StrEnum):
    QUADRICEPS = "quadriceps"
    HAMSTRINGS = "hamstrings"
    GLUTES = "glutes"
    CALVES = "calves"
    ADDUCTORS = "adductors"
    ABDUCTORS = "abductors"
    HIP_FLEXORS = "hip_flexors"
    CHEST = "chest"
    LATS = "lats"
    UPPER_BACK = "upper_back"
    TRAPS = "traps"
    LOWER_BACK = "lower_back"
    FRONT_DELTS = "front_delts"
    SIDE_DELTS = "side_delts"
    REAR_DELTS = "rear_delts"
    BICEPS = "biceps"
    TRICEPS = "triceps"
    FOREARMS = "forearms"
    CORE = "core"
    OBLIQUES = "obliques"
    FULL_BODY = "full_body"


SHOULDERS = (Muscle.FRONT_DELTS, Muscle.SIDE_DELTS, Muscle.REAR_DELTS)


# The seven majors; "shoulders" is met by any of the three delts.
MAJOR_MUSCLES: dict[str, tuple[Muscle, ...]] = {
    "quadriceps": (Muscle.QUADRICEPS,),
    "hamstrings": (Muscle.HAMSTRINGS,),
    "glutes": (Muscle.GLUTES,),
    "chest": (Muscle.CHEST,),
    "lats": (Muscle.LATS,),
    "upper_back": (Muscle.UPPER_BACK,),
    "shoulders": SHOULDERS,
}
MAJORS = frozenset(muscle for muscles in MAJOR_MUSCLES.values() for muscle in muscles)


class BodyRegion(StrEnum):
    """Where an athlete may be limited, and where a movement may be contra-indicated."""

    NECK = "neck"
    SHOULDER = "shoulder"
    ELBOW = "elbow"
    WRIST = "wrist"
    UPPER_BACK = "upper_back"
    LOWER_BACK = "lower_back"
    HIP = "hip"
    KNEE = "knee"
    ANKLE = "ankle"
