"""The studio's one handle on the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from alloy_engine.errors import AlloyError, Conflict, NotFound, StorageError
from alloy_engine.services import Alloy, shared
from ui import account
from ui.text import plain

LOOK_AGAIN_SECONDS = 1.0


def alloy() -> Alloy:
    """The engine, for the programs of whoever sits at the screen; nobody else's are found."""
    _look_again()
    return _engine().as_user(account.owner())


@st.cache_resource(show_spinner="Starting the engine …")
def _engine() -> Alloy:
    """The engine of this process; the HTTP routes use the same one."""
    return shared()


@st.cache_data(ttl=LOOK_AGAIN_SECONDS, show_spinner=False)
def _look_again() -> None:
    """Movements that were added in another process are there at the next page, for everybody who looks at one."""
    _engine().stock.look_again(_engine().database)


def attempt(action: Callable[..., object], *arguments: object) -> None:
    """Do it, as a button's callback; what the engine refuses is said in passing and the page goes on."""
    try:
        action(*arguments)
    except AlloyError as error:
        st.toast(f"Not done: {plain(str(error))}")


@contextmanager
def guarded() -> Iterator[None]:
    """Turns what can go wrong outside the studio into a page that says what to do."""
    try:
        yield
    except StorageError as error:
        st.error(f"**The database does not answer.** {plain(str(error))}")
        st.caption(
            "Programs are kept in PostgreSQL: the embedded server in `ALLOY_HOME`, or the one `DATABASE_URL` names. "
            "Nothing is lost; generation goes on as soon as it answers."
        )
        if st.button("Try again", key="database-again"):
            st.rerun()
        st.stop()
    except NotFound as error:
        st.warning(f"There is {plain(str(error))}. It may have been deleted.")
        st.page_link("app.py", label="All programs")
        st.stop()
    except Conflict as error:
        st.warning(plain(str(error)))
