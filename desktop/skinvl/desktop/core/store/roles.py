"""Who may do what: each role may do what those before it may."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["reader", "senior", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)


def includes(role: Role, needed: Role) -> bool:
    """Whether somebody with `role` may do what is for `needed`.

    In a practice of one person the administrator reads and signs as well.
    """
    return ROLES.index(role) >= ROLES.index(needed)
