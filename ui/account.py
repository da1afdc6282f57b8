"""Who sits at the screen: whoever signed in, or the local user where nobody has to."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from alloy_engine.access import is_loopback
from alloy_engine.domain.owner import LOCAL, signed_in_owner
from alloy_engine.errors import SettingsError
from ui.text import plain


def signs_in() -> bool:
    """Whether users sign in here: `.streamlit/secrets.toml` has a section [auth].

    Raises SettingsError for a file that cannot be read: it may ask for it.
    """
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets
    broken = next((file for file in st.get_option("secrets.files") if Path(file).exists()), None)
    if broken is not None:
        raise SettingsError(f"{broken} cannot be read, and it may ask for users to sign in; accepted: TOML")
    return False


def owner() -> str:
    """Whose programs the page shows. Nobody signed in: the page ends here, with the way to do it."""
    try:
        if not signs_in():
            return LOCAL
    except SettingsError as error:
        st.error(f"**Alloy stays closed.** {plain(str(error))}")
        st.stop()
    if not st.user.get("is_logged_in", False):
        _welcome()
        st.stop()
    issuer, subject = st.user.get("iss"), st.user.get("sub")
    if not issuer or not subject:
        st.error("**The sign-in did not say who you are.** It has to give an issuer (`iss`) and a subject (`sub`).")
        st.button("Sign out", key="sign-out", on_click=st.logout)
        st.stop()
    return signed_in_owner(str(issuer), str(subject))


def sidebar() -> None:
    """Who is signed in, their name over HTTP, and the way out; nothing for the local user."""
    mine = owner()
    if mine == LOCAL:
        return
    name = str(st.user.get("name") or st.user.get("email") or st.user.get("sub"))
    with st.popover(plain(name), key="account", width="stretch"):
        st.caption("Your name over HTTP and on the command line")
        st.code(mine, language=None, wrap_lines=True)
        st.button("Sign out", key="sign-out", on_click=st.logout, width="stretch")


def warn_if_open() -> None:
    """A studio that other machines reach and where nobody signs in is everybody's."""
    address = st.get_option("server.address") or ""
    if not is_loopback(address) and not signs_in():
        st.warning(
            "**Everybody who can reach this machine can read and change these programs.** Let users sign in "
            "(README, “Locks”), or have the studio listen on 127.0.0.1."
        )


def _welcome() -> None:
    st.title("Alloy", anchor=False)
    st.markdown("Strength and fitness programs, with a reason for every choice. Sign in to see yours.")
    section = st.secrets["auth"]
    if "client_id" in section:
        st.button("Sign in", key="sign-in", type="primary", on_click=st.login)
    for name, provider in section.items():
        if hasattr(provider, "get") and "client_id" in provider:
            st.button(f"Sign in with {plain(name.title())}", key=f"sign-in-{name}", type="primary",
                      on_click=st.login, args=(name,))  # fmt: skip
