"""What the flow document says around the forks: the chapters, and the order in which they are told."""

from __future__ import annotations

CHAPTERS = {
    1: "Asking for a program",
    2: "The HTTP door",
    3: "Creating it",
    4: "The worker and the structure",
    5: "Session by session",
    6: "When something goes wrong",
    7: "Filling a slot",
    8: "The decision tree: seven dimensions in priority order",
    9: "Prescribing, fitting, saving",
    10: "Closing",
    11: "Reading it",
}

ABOUT = {
    1: "A request comes by the wizard, over HTTP, from the command line or from a notebook, and is checked by the same "
    "rules everywhere: all faults at once, nothing stored. The wizard checks the draft at every change and draws the "
    "week it would make; what a faulty form took is counted, since no program keeps it.",
    2: "The API path: a request is let in or refused at the door, its body read, its key looked up, and from there "
    "it goes the way of every other (1.3, then chapter 3). Which route was asked for and what the answer was is "
    "counted for every request that reaches the engine; one that is refused before is told by the log.",
    3: "Defaults are settled and program, microcycles, days and the job that will generate them are written in one "
    "short transaction: the job is there if and only if the program is. What the creation took goes with the "
    "program; a creation that stored nothing is counted apart.",
    4: "In the background a worker takes the job, sees whether the program is still there, and lays out the structure: "
    "microcycles, day types, phases, weekdays, and a focus pattern for every day. A structure that is stored already "
    "is taken as it is, so that a resumed run ends as an undisturbed one would.",
    5: "Every day is planned from what the days before it used, and saved in a transaction of its own while the next "
    "one is computed in another process. Here it is settled which places the session has.",
    6: "A session that hangs, breaks or kills its process is planned more relaxed, then from the template, and failed "
    "with the reason in the end; it never stops the program. Trouble of the database or the machine is no fault of "
    "a session's: the job waits and is tried again.",
    7: "A slot is filled by filtering the catalogue, scoring who is left, and taking the best. Where nobody qualifies "
    "it is relaxed step by step. Counts are of candidates, reported once a session.",
    8: "Seven dimensions score every candidate, each with its priority; the rule that decided is the branch taken. The "
    "first level weighs most. Fork 8.0 tells which level gave most of a choice's lead over the next best. Counts are "
    "of chosen movements.",
    9: "Each movement gets sets, reps, effort, load and rest from its goal family and progression style; the session "
    "is fitted to its minutes, passes its gates or is planned again, and is saved if the job is still this worker's.",
    10: "Each microcycle is judged when its last day is planned, the program when all are.",
    11: "Whoever asks how far it is, looks at the page, or does something with the program afterwards. No program "
    "keeps these; they are counted apart.",
}

# The way of a program, as the overview tells it: (what, the chapters or forks that decide it).
WAY = (
    (
        "The wizard's four steps",
        "1.1",
        "goals, schedule, preferences, coach and review; each is left without faults",
    ),
    ("The API path", "2.0", "door, body, key, validation, answer"),
    ("Creation", "3.6", "one transaction for program, calendar and job"),
    ("Structure", "4.2", "microcycles, day types, phases, weekdays, focus patterns"),
    ("Background generation", "5.0", "session by session, in a process of its own, resumed wherever it stopped"),
    ("The decision tree", "8.0", "seven priority levels score every candidate"),
    ("Prescription and saving", "9.0", "sets, loads, minutes, gates, and the transaction"),
    ("Closing", "10.0", "gates of each microcycle, the audit of the whole"),
    ("Reading it", "11.0", "polls, the page, and what is done afterwards"),
)

OVERVIEW = """# Program flow, grain by grain

Every point where the engine decides, from the button that asks for a program to the saved exercise and the
last look at its status. A fork has an id that never changes, the place in the code that takes it, and branches, the
main path first; each program stores how often each branch was taken, and what no program keeps is counted apart.
This file is generated (`make docs`); a test fails when it is stale. Which branches the tests take is told by
`make flow-coverage`.
"""
