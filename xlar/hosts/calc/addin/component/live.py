"""Open documents, whose results follow their tables.

A function without arguments is not recalculated when a table changes, so it hands out a result
that LibreOffice listens to. Changes are gathered until LibreOffice has a moment's rest; then the
tables are read once, sent once, and every result is worked out anew.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from . import areas, fitting, loading, wire
from .link import WorkerFailed
from .results import Result, Results
from .unotypes import VALUE, UnoObject, result_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .formulas import Shape
    from .results import Call

LOG = logging.getLogger("xlar")
_TIMES = 3  # tables are sent at most: they are lost with a worker


class Ear(UnoObject):
    """A listener to changes.

    Args:
        heard: called after each.
    """

    interfaces = ("com.sun.star.util.XModifyListener",)

    def __init__(self, heard: Callable[[], None]) -> None:
        self._heard = heard

    def modified(self, _event: Any) -> None:
        """Something has changed."""
        self._heard()


class Document(UnoObject):
    """An open document: its tables, and the results that follow from them.

    Args:
        doc: the document.
        office: what all documents share (`service.Office`).
    """

    interfaces = (
        "com.sun.star.awt.XCallback",
        "com.sun.star.document.XDocumentEventListener",
    )

    def __init__(self, doc: Any, office: Any) -> None:
        self.doc = doc
        self.uid = str(doc.RuntimeUID)
        self._office = office
        self._results = Results()
        self._tables = Tables(doc, office.which, self._soon)
        self._fresh: dict[str, set[Shape]] = {}
        self._is_called = False
        self._is_new = False
        self._has_asked = False
        self._edits = Ear(self._edited)
        doc.addDocumentEventListener(self)
        doc.addModifyListener(self._edits)

    def answer(self, call: Call) -> Any:
        """The answer of a function as LibreOffice takes it from an add-in.

        Args:
            call: its name and arguments.

        Raises:
            WorkerFailed: there is none.
        """
        result = self._results.get(call)
        if result is None:
            [answer] = self._answers([call])
            self._note_question(call)
            result = Result(answer.value, from_tables=answer.from_tables)
            if not (answer.from_tables or result.is_table or self._is_volatile(call)):
                return result_out(answer.value)
            self._results.put(call, result)
            self._note_size(call, result)
        self._office.shape = result.shape
        return result

    def loaded(self) -> None:
        """The document has just been loaded."""
        self._is_new = True
        self._soon()

    def notify(self, _data: Any) -> None:
        """The moment's rest: formulas, results and their sizes are brought up to date."""
        self._is_called = False
        if self.doc.CurrentController is None:
            return  # it is being loaded, and the job that follows comes here again
        try:
            if self._is_new:
                self._is_new = False
                self._begin()
            else:
                self._bring_up_to_date()
        except Exception:  # whatever it was, LibreOffice would drop it unseen
            LOG.exception("the document %s could not be brought up to date", self.doc.Title)

    def documentEventOccured(self, event: Any) -> None:  # noqa: N802 - UNO's name
        """Something happened to the document; when it is closed, it is forgotten."""
        if event.EventName == "OnUnload":
            self._office.closed(self.uid)

    def _soon(self) -> None:
        if not self._is_called:
            self._is_called = True
            self._office.later(self)

    def _edited(self) -> None:
        """There may be another table now."""
        if self._results:
            self._soon()

    def _bring_up_to_date(self) -> None:
        self._follow_tables()
        self._follow_questions()
        self._results.empty_old()
        fresh, self._fresh = self._fresh, {}
        if fresh:
            fitting.fit(self.doc, self._office, fresh)

    def _begin(self) -> None:
        """Formulas of a document just loaded are made to work, which is no change of it."""
        was_modified = self.doc.isModified()
        loading.enter_again(self.doc, self._office.functions)
        self._bring_up_to_date()
        if not was_modified:
            loading.count_as_unchanged(self.doc)

    def _follow_tables(self) -> None:
        """Every result that follows from the tables is worked out anew if they have changed."""
        followers = list(self._results.those(lambda _, result: result.from_tables))
        if followers and self._tables.have_changed():
            self._work_out(followers)
            self._has_asked = True

    def _follow_questions(self) -> None:
        """Results about other calls are worked out anew."""
        if self._has_asked:
            self._work_out(list(self._results.those(lambda call, _: self._is_volatile(call))))
        self._has_asked = False

    def _note_question(self, call: Call) -> None:
        if not self._is_volatile(call):
            self._has_asked = True
            if any(self._results.those(lambda known, _: self._is_volatile(known))):
                self._soon()

    def _is_volatile(self, call: Call) -> bool:
        return call[0] in self._office.volatile

    def _work_out(self, results: Sequence[tuple[Call, Result]]) -> None:
        try:
            answers = self._answers([call for call, _ in results])
        except WorkerFailed as failed:
            LOG.warning("%s", failed)
            answers = [wire.Answer(VALUE)] * len(results)
        for (call, result), answer in zip(results, answers):  # noqa: B905 - Python 3.8
            size = result.shape
            result.show(answer.value)
            if result.shape != size:
                self._note_size(call, result)

    def _note_size(self, call: Call, result: Result) -> None:
        """Remember that a table has a size that cells may have to be given for."""
        if result.is_table:
            self._fresh.setdefault(call[0], set()).add(result.shape)
            self._soon()

    def _answers(self, calls: Sequence[Call]) -> list[wire.Answer]:
        """The answers to calls; the tables are sent where one needs them."""
        link, lang = self._office.link, self._office.lang
        for _ in range(_TIMES):
            state = self._tables.known_state
            answers = link.ask("calls", self.uid, state, lang, tuple(calls))
            if not any(wire.Answer(*answer).lacks_tables for answer in answers):
                return [wire.Answer(*answer) for answer in answers]
            self._tables.tell(link, self.uid)
        raise WorkerFailed("the tables were lost again and again")


class Tables:
    """The tables of a document as they were read last.

    Args:
        doc: the document.
        which: tells for each name the table it names, or ``""``.
        heard: called after each change.
    """

    def __init__(self, doc: Any, which: areas.Which, heard: Callable[[], None]) -> None:
        self._doc = doc
        self._which = which
        self._heard = heard
        self._ear = Ear(self._changed)
        self._areas: list[areas.Area] = []
        self._watched: list[Any] = []
        self._rows: dict[str, areas.Rows] = {}
        self._parts: dict[str, areas.Part] | None = None
        self._state = 0
        self._is_stale = True

    @property
    def known_state(self) -> int:
        """The number of their state; -1 where it is not known."""
        return -1 if self._is_stale else self._state

    def have_changed(self) -> bool:
        """Whether they are others than when they were read last; they are read for it."""
        state = self._state
        if not self._is_stale and areas.areas_of(self._doc, self._which) != self._areas:
            self._is_stale = True
        self._read()
        return self._state != state

    def tell(self, link: Any, book: str) -> None:
        """Let the worker know them: what has changed, where it knows the rest.

        Args:
            link: the way to it.
            book: what stands for the document.

        Raises:
            WorkerFailed: there is no worker to be had.
        """
        self._read()
        state, epoch_1904 = self._state, bool(self._doc.NullDate.Year == 1904)
        if self._parts is None or not link.ask(
            "changes", book, state - 1, state, self._parts, epoch_1904
        ):
            link.ask("tables", book, state, self._rows, epoch_1904)

    def _read(self) -> None:
        if not self._is_stale:
            return
        self._watch(areas.areas_of(self._doc, self._which))
        rows = areas.tables_of(self._doc, self._areas)
        self._is_stale = False
        parts = areas.parts_of(self._rows, rows)
        if parts or parts is None or not self._state:
            self._rows, self._parts = rows, parts
            self._state += 1

    def _watch(self, found: list[areas.Area]) -> None:
        """Listen to the columns of the tables."""
        if found == self._areas:
            return
        for columns in self._watched:
            columns.removeModifyListener(self._ear)
        self._areas = found
        self._watched = [areas.columns_of(self._doc, area) for area in found]
        for columns in self._watched:
            columns.addModifyListener(self._ear)

    def _changed(self) -> None:
        self._is_stale = True
        self._heard()
