"""Column types of the ledger, and the values that stand for "not given".

A column is a numpy array; a row is a position in it. Absent values are sentinels rather
than masks, so that comparisons such as ``reversed_on > as_of`` need no special case.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Int8s: TypeAlias = npt.NDArray[np.int8]
Int32s: TypeAlias = npt.NDArray[np.int32]
Int64s: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Texts: TypeAlias = npt.NDArray[np.object_]  # str in every place, "" where nothing is given
Column: TypeAlias = npt.NDArray[Any]

NEVER: Final = 2**31 - 1  # a day that does not come: not reversed, not written off
NO_DAY: Final = -(2**31)  # no such day: the due date of a receipt
NO_AMOUNT: Final = -(2**63)  # no amount given: a blank credit limit
NO_INT: Final = -(2**31)  # no whole number given


def constant(value: int, count: int, dtype: type[np.generic]) -> Column:
    """A read-only column holding one value ``count`` times, without the memory for it.

    >>> constant(NEVER, 3, np.int32).tolist() == [NEVER] * 3
    True
    """
    return np.broadcast_to(np.asarray(value, dtype), (count,))


def blanks(count: int) -> Texts:
    """A read-only column of blank texts, without the memory for it.

    >>> blanks(2).tolist()
    ['', '']
    """
    return np.broadcast_to(np.array("", dtype=object), (count,))


def texts(values: list[str] | tuple[str, ...]) -> Texts:
    """A text column of the given values.

    >>> texts(["INV-1", ""]).tolist()
    ['INV-1', '']
    """
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
