"""Whom a program belongs to: the one local user of a machine, or somebody who signed in."""

from __future__ import annotations

# Whoever uses a machine on which nobody has to sign in.
LOCAL = "local"


def signed_in_owner(issuer: str, subject: str) -> str:
    """The owner that a sign-in stands for. A provider never gives the same subject to two people, which it
    may do with a name or an address."""
    return f"{issuer}|{subject}"
