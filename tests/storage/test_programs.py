"""Creating a program is one short transaction; afterwards it can be listed, changed and removed."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from alloy_engine.domain.owner import LOCAL
from alloy_engine.domain.vocabulary import GenerationStatus
from alloy_engine.errors import InvalidRequest, NotFound
from alloy_engine.storage import programs, sessions, status
from alloy_engine.storage.counting import count_statements
from alloy_engine.storage.database import Database
from alloy_engine.storage.keys import new_program_id
from alloy_engine.storage.listing import list_programs
from alloy_engine.storage.queue.jobs import queue_length
from alloy_engine.storage.stored_traces import load_spans
from alloy_engine.storage.traces import load_branches
from tests.storage.samples import a_program, a_request, a_session, a_structure, a_trace, first_key, save, stored_program


def test_84_days_and_their_job_take_one_commit_and_eight_statements(store: Database) -> None:
    new = a_program(idempotency_key="key", trace=a_trace())
    with count_statements(store.engine) as counted, store.begin() as c:
        programs.insert_program(c, new)
    assert counted.commits == 1
    assert counted.rollbacks == 0
    assert counted.statements <= 8, counted.texts
    with store.connect() as c:
        assert len(sessions.load_sessions(c, new.id)) == 84
        assert queue_length(c) == 1
        assert load_branches(c, new.id) == new.trace.branches  # type: ignore[union-attr]
        assert [span.name for span in load_spans(c, new.id)] == ["session", "score", "save"]


def test_the_job_exists_only_if_the_program_does(store: Database) -> None:
    new = a_program()
    with store.connect() as c:  # never committed
        programs.insert_program(c, new)
        assert queue_length(c) == 1
    with store.connect() as c:
        assert queue_length(c) == 0
        with pytest.raises(NotFound):
            programs.load_orders(c, new.id)


def test_the_same_key_gives_the_same_program(store: Database) -> None:
    first = a_program(idempotency_key="key")
    with store.begin() as c:
        assert programs.insert_program(c, first).created
    with store.begin() as c:
        again = programs.insert_program(c, a_program(idempotency_key="key"))
        assert (again.id, again.created) == (first.id, False)
        assert programs.find_by_key(c, LOCAL, "key") == first.id
        assert programs.find_by_key(c, LOCAL, "another") is None
        assert [(row.id, row.is_active) for row in list_programs(c, LOCAL)] == [(first.id, True)]


def together(store: Database, news: list[programs.NewProgram]) -> list[programs.Inserted]:
    """Insert all of them at the same moment, each in a thread and transaction of its own."""
    start, results = threading.Barrier(len(news)), []

    def insert(new: programs.NewProgram) -> None:
        start.wait()
        with store.begin() as c:
            results.append(programs.insert_program(c, new))

    threads = [threading.Thread(target=insert, args=(new,)) for new in news]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_eight_creations_at_once_leave_one_active_program(store: Database) -> None:
    stored_program(store)  # where the athlete is new, all but one are told to ask again
    inserted = together(store, [a_program() for _ in range(8)])
    assert [result.created for result in inserted] == [True] * 8
    assert any(result.active for result in inserted)
    with store.connect() as c:
        assert [row.is_active for row in list_programs(c, LOCAL)].count(True) == 1


def test_athletes_are_told_apart_by_name_but_not_by_case(store: Database) -> None:
    def of(name: str | None) -> programs.Inserted:
        with store.begin() as c:
            return programs.insert_program(c, a_program(request=a_request(athlete={"name": name})))

    inserted = [of(name) for name in ("Kim", "KIM", "Lee", None, "  ")]
    assert [result.retired for result in inserted] == [False, True, False, False, True]
    with store.connect() as c:
        names = c.execute(text("SELECT name FROM athletes ORDER BY lower(name)")).scalars().all()
    assert names == ["KIM", "Lee", None]


def test_the_list_is_paged_newest_first_and_counts_training_sessions(store: Database) -> None:
    made = [stored_program(store, name=f"Program {n}", structure=a_structure(2)) for n in range(3)]
    done, failed = made[2].structure.days[0], made[2].structure.days[2]
    with store.begin() as c:
        save(c, first_key(made[2]), a_session(done))
        key = first_key(made[2]).parse(made[2].id, failed.key)
        status.begin_sessions(c, [key])
        sessions.fail_session(c, key, a_session(failed, note="nothing fits"))
    with store.connect() as c, count_statements(store.engine) as counted:
        rows = list_programs(c, LOCAL, limit=2)
    assert counted.statements == 1
    assert [row.name for row in rows] == ["Program 2", "Program 1"]
    assert (rows[0].sessions_total, rows[0].sessions_done, rows[0].sessions_failed) == (8, 1, 1)
    assert (rows[0].duration_weeks, rows[0].days_per_week, rows[0].session_minutes) == (12, 4, 60)
    assert list(rows[0].goals.items()) == [("strength", 6), ("hypertrophy", 4)]
    with store.connect() as c:
        assert [row.name for row in list_programs(c, LOCAL, limit=2, after=rows[-1].place)] == ["Program 0"]


def test_a_page_begins_where_the_one_before_ended_whatever_has_happened_since(store: Database) -> None:
    for n in range(5):
        stored_program(store, name=f"Program {n}", structure=a_structure(2))
    with store.begin() as c:
        first = list_programs(c, LOCAL, limit=2)
        programs.delete(c, first[-1].id)
    stored_program(store, name="Newer", structure=a_structure(2))
    with store.connect() as c:
        second = list_programs(c, LOCAL, limit=2, after=first[-1].place)
        third = list_programs(c, LOCAL, limit=2, after=second[-1].place)
    assert [row.name for row in (*second, *third)] == ["Program 2", "Program 1", "Program 0"]


def test_programs_of_one_moment_are_each_on_one_page(store: Database) -> None:
    """All created in one transaction, so that only the id tells them apart."""
    with store.begin() as c:
        made = {programs.insert_program(c, a_program(structure=a_structure(2))).id for _ in range(5)}
        seen: list[str] = []
        after = None
        while page := list_programs(c, LOCAL, limit=2, after=after):
            seen += [row.id for row in page]
            after = page[-1].place
    assert len(seen) == 5
    assert set(seen) == made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("STRENGTH", ["Strength for Kim", "Strength 100%_"]),
        ("str kim", ["Strength for Kim"]),
        ("kim str", []),
        ("%", ["Strength 100%_"]),
        ("_", ["Strength 100%_"]),
        ("\\", []),
        ("  ", ["Strength for Kim", "Size", "Strength 100%_"]),
    ],
)
def test_programs_are_found_by_the_words_of_their_name(store: Database, words: str, found: list[str]) -> None:
    for name in ("Strength 100%_", "Size", "Strength for Kim"):
        stored_program(store, name=name, structure=a_structure(2))
    with store.connect() as c:
        assert [row.name for row in list_programs(c, LOCAL, name=words)] == found


@pytest.mark.parametrize(
    "wrong",
    [
        {"after": "x"}, {"after": ""}, {"after": "1-x"}, {"after": f"{10**17}-{new_program_id()}"},
        {"after": f"-{new_program_id()}"}, {"name": "a\x00b"}, {"name": "x" * 101},
    ],
)  # fmt: skip
def test_what_is_no_place_and_no_name_is_a_fault(store: Database, wrong: dict[str, str]) -> None:
    with store.connect() as c, pytest.raises(InvalidRequest) as raised:
        list_programs(c, LOCAL, **wrong)
    (fault,) = raised.value.faults
    assert fault.field in wrong


def test_archiving_hides_a_program_from_the_list_and_back(store: Database) -> None:
    program = stored_program(store)
    with store.begin() as c:
        programs.archive(c, program.id)
        assert list_programs(c, LOCAL) == ()
        assert [row.id for row in list_programs(c, LOCAL, archived=True)] == [program.id]
        programs.archive(c, program.id, archived=False)
        assert [row.id for row in list_programs(c, LOCAL)] == [program.id]


def test_renaming_changes_the_document_and_not_the_request(store: Database) -> None:
    program = stored_program(store, request=a_request(name="As asked"))
    with store.begin() as c:
        programs.rename(c, program.id, "Better")
        document = programs.load_program(c, program.id)
    assert (document.name, document.request.name) == ("Better", "As asked")


def test_what_does_not_exist_cannot_be_changed(store: Database) -> None:
    missing = new_program_id()
    with store.connect() as c:
        for change in (
            lambda: programs.rename(c, missing, "x"),
            lambda: programs.archive(c, missing),
            lambda: programs.delete(c, missing),
            lambda: status.take(c, missing),
            lambda: status.finish(c, missing, GenerationStatus.COMPLETED),
            lambda: status.cancel(c, missing),
            lambda: status.ask_again(c, missing),
            lambda: programs.save_microcycle(c, missing, 1, status=GenerationStatus.COMPLETED, gates=()),
            lambda: programs.load_program(c, missing),
        ):
            with pytest.raises(NotFound):
                change()
