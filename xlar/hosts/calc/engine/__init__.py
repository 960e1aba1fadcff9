"""The xlwings engine for LibreOffice: the same commands drive Excel and Calc.

::

    import xlwings as xw
    from xlar.hosts.calc import engine

    engine.activate()
    book = xw.Book("ledger.ods")

What is supported, and what differs from Excel, stands in ``docs/engine.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlwings as xw

NAME = "libreoffice"


def activate(*, force: bool = False) -> xw.Engine:
    """Make LibreOffice the engine of xlwings where there is no Excel, or where it is forced.

    Can be called any number of times; nothing is started before it is needed.

    Returns:
        The engine ``libreoffice``.

    >>> activate(force=True)
    <Engine libreoffice>
    """
    import xlwings as xw

    from xlar.hosts.calc.engine.apps import Engine

    names = [engine.name for engine in xw.engines]
    if NAME not in names:
        xw.engines.add(xw.Engine(impl=Engine()))
    engine = xw.engines[NAME]
    if force or "excel" not in names:
        engine.activate()
    return engine


def attach(spec: str) -> xw.App:
    """The office that listens at ``spec``, such as ``pipe,name=xlar``; its books are at hand.

    Such an office belongs to its user: ``quit()`` only leaves it.

    Raises:
        ConnectionError: nobody listens there.
    """
    import xlwings as xw

    engine = activate()
    return xw.App(impl=engine.apps.add(spec=spec).impl)


def book_of(app: xw.App, document: Any) -> xw.Book:
    """The book of a UNO document of an office.

    A command that was started from that document finds it with ``xw.Book.caller()`` after
    ``book_of(app, document).set_mock_caller()``.
    """
    import xlwings as xw

    return xw.Book(impl=app.impl.books.of(document))
