"""Codes that hold of each row, from one yes-or-no column per code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Bools


def codes_of(flags: Mapping[str, Bools]) -> tuple[tuple[str, ...], ...]:
    """The codes that hold of each row, in the order of the mapping.

    Args:
        flags: at most 63 columns of equal length by code.

    >>> codes_of({"late": np.array([True, False]), "weak": np.array([True, True])})
    (('late', 'weak'), ('weak',))
    """
    mask = np.zeros(len(next(iter(flags.values()))), np.int64)
    for bit, holds in enumerate(flags.values()):
        mask |= holds.astype(np.int64) << bit
    found = {
        each: tuple(name for bit, name in enumerate(flags) if each >> bit & 1)
        for each in np.unique(mask).tolist()
    }
    return tuple(found[each] for each in mask.tolist())
