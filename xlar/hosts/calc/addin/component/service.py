"""The add-in itself: LibreOffice calls its methods for the functions in cells."""

from __future__ import annotations

import contextlib
import functools
import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .link import Link, WorkerFailed
from .live import LOG, Document
from .loading import IMPLEMENTATION as LOADING
from .loading import JOB, Loading
from .unotypes import VALUE, UnoObject, error_number, uno

if TYPE_CHECKING:
    from collections.abc import Sequence

IMPLEMENTATION = "org.xlar.calc.Functions"
SERVICES = (IMPLEMENTATION, "com.sun.star.sheet.AddIn")
LAST_ERROR = "AR_LASTERROR"
CONFIGURATION = "xlar.json"


class Office:
    """What all documents share: the worker, the language, the queue of LibreOffice.

    Args:
        ctx: the component context.
        settings: the content of ``xlar.json``.
    """

    def __init__(self, ctx: Any, settings: dict[str, Any]) -> None:
        self.ctx = ctx
        self.shape = (1, 1)  # of the result given last
        self.methods: dict[str, str] = settings["methods"]
        self.functions = frozenset(self.methods.values())
        self.volatile = frozenset(settings["volatile"])
        self._by_capitals = {method.upper(): name for method, name in self.methods.items()}
        self.lang = _language(ctx)
        self.link = Link(settings["worker"], _open_log(ctx))
        self._documents: dict[str, Document] = {}
        self._callback = ctx.ServiceManager.createInstanceWithContext(
            "com.sun.star.awt.AsyncCallback", ctx
        )
        self._which: dict[tuple[str, ...], Sequence[str]] = {}

    def document(self, doc: Any) -> Document:
        """What is known of a document."""
        uid = str(doc.RuntimeUID)
        if uid not in self._documents:
            self._documents[uid] = Document(doc, self)
        return self._documents[uid]

    def closed(self, uid: str) -> None:
        """Forget a document."""
        if self._documents.pop(uid, None) is not None:
            with contextlib.suppress(WorkerFailed):
                self.link.forget(uid)

    def function_of(self, name: str) -> str:
        """The function that a formula names in one way or the other, or nothing."""
        return name if name in self.functions else self._by_capitals.get(name.upper(), "")

    def later(self, callback: Any) -> None:
        """Call back when LibreOffice has a moment's rest."""
        self._callback.addCallback(callback, None)

    def which(self, names: Sequence[str]) -> Sequence[str]:
        """For each name the table it names, or ``""``."""
        key = tuple(names)
        if key not in self._which:
            self._which = {key: self.link.ask("which", key)}
        return self._which[key]


class Functions(UnoObject):
    """The add-in of the worksheet functions.

    Args:
        office: what all documents share.
    """

    interfaces = (
        "org.xlar.calc.XFunctions",
        "com.sun.star.lang.XServiceName",
        "com.sun.star.lang.XServiceInfo",
    )

    def __init__(self, office: Office) -> None:
        self._office = office

    def __getattr__(self, name: str) -> Any:
        """The method of a worksheet function."""
        functions = self.__dict__["_office"].methods
        if name not in functions:
            raise AttributeError(name)
        return functools.partial(self._call, functions[name])

    def _call(self, name: str, doc: Any, *given: Any) -> Any:
        """The answer of a function; trailing arguments that are missing count for nothing."""
        args = list(given)
        while args and args[-1] is None:
            args.pop()
        try:
            return self._office.document(doc).answer((name, tuple(args)))
        except WorkerFailed as failed:
            return str(failed) if name == LAST_ERROR else error_number(VALUE)
        except Exception:  # noqa: BLE001 - whatever it was: the cell shows an error, the log why
            LOG.exception("%s failed", name)
            return error_number(VALUE)

    def getServiceName(self) -> str:  # noqa: N802 - UNO's name
        """The name of the service."""
        return IMPLEMENTATION

    def getImplementationName(self) -> str:  # noqa: N802 - UNO's name
        """The name of the implementation."""
        return IMPLEMENTATION

    def supportsService(self, name: str) -> bool:  # noqa: N802 - UNO's name
        """Whether it is a service."""
        return name in SERVICES

    def getSupportedServiceNames(self) -> tuple[str, ...]:  # noqa: N802 - UNO's name
        """The services it is."""
        return SERVICES


_OFFICE: dict[str, Office] = {}


def office(ctx: Any) -> Office:
    """What all documents share, made when first asked for."""
    if "it" not in _OFFICE:
        file = Path(__file__).resolve().parents[2] / CONFIGURATION
        _OFFICE["it"] = Office(ctx, json.loads(file.read_text(encoding="utf-8")))
    return _OFFICE["it"]


def implementations() -> Any:
    """What LibreOffice asks a component for: how to make each of its services."""
    import unohelper  # type: ignore[import-not-found]

    helper = unohelper.ImplementationHelper()
    helper.addImplementation(lambda ctx: Functions(office(ctx)), IMPLEMENTATION, SERVICES)
    helper.addImplementation(lambda ctx: Loading(lambda: office(ctx)), LOADING, (LOADING, JOB))
    return helper


def _language(ctx: Any) -> str:
    """The language of titles and words: what ``XLAR_LANG`` says, else what LibreOffice speaks."""
    value = uno().getClass("com.sun.star.beans.PropertyValue")
    provider = ctx.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", ctx
    )
    node = value("nodepath", 0, "/org.openoffice.Setup/L10N", 0)
    setup = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess", (node,)
    )
    wanted = os.environ.get("XLAR_LANG") or setup.getByName("ooLocale") or "zh"
    return "zh" if wanted.lower().startswith("zh") else "en"


def _open_log(ctx: Any) -> str:
    """The file for what goes wrong, in the profile of the user."""
    paths = ctx.ServiceManager.createInstanceWithContext("com.sun.star.util.PathSubstitution", ctx)
    folder = uno().fileUrlToSystemPath(paths.substituteVariables("$(user)", True))
    file = str(Path(folder) / "xlar.log")
    handler = logging.FileHandler(file, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    return file
