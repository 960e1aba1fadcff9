"""Messages between LibreOffice and its worker: a length, then Python's own plain values.

The values are texts, floats, truth values, None, tuples, lists and mappings; an integer among
cells is an error value by Excel's number. A conversation is one question, one answer:

====================================================  =========================================
``("hello",)``                                        the version of this list
``("which", names)``                                  for each name the table it names, or ``""``
``("tables", book, state, {name: rows}, epoch_1904)``  True
``("changes", book, known, state, parts, epoch_1904)``  whether the state ``known`` is known
``("calls", book, state, lang, ((name, args), …))``   one answer each, as `Answer`
``("forget", book)``                                  True
====================================================  =========================================

``book`` is any text that stands for a document, ``state`` a number that changes with its tables.
``parts`` tells for the name of each table that has changed how many rows stay at its top, how many
at its end, and the rows between them.
"""

from __future__ import annotations

import marshal
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from typing import IO

VERSION = 2
_FORMAT = 2  # of marshal: every Python since 2.5 reads and writes it
_LENGTH = struct.Struct("<Q")


class Answer(NamedTuple):
    """The answer to one call.

    Attributes:
        value: a cell, or rows of cells.
        from_tables: whether it follows from the tables of the document.
        lacks_tables: whether there is no answer yet: the tables of this state are not known.
    """

    value: Any = None
    from_tables: bool = False
    lacks_tables: bool = False


def send(stream: IO[bytes], message: Any) -> None:
    """Write one message.

    Args:
        stream: a pipe.
        message: plain values.

    Raises:
        OSError: nobody reads any more.
    """
    data = marshal.dumps(message, _FORMAT)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message.

    Args:
        stream: a pipe.

    Raises:
        EOFError: the other side is gone.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return marshal.loads(_exactly(stream, length))  # noqa: S302 - from our own process


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise EOFError("the other side has ended")
    return data
