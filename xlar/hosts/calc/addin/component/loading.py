"""What happens when a document has been loaded: formulas written by Excel are entered anew.

Of a workbook of Excel, LibreOffice takes the names of add-in functions for unknown names until
they are entered again, and it does not understand ``table[#All]`` as it itself writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .fitting import one_step
from .formulas import spots_of
from .unotypes import UnoObject

if TYPE_CHECKING:
    from collections.abc import Collection

IMPLEMENTATION = "org.xlar.calc.Loading"
JOB = "com.sun.star.task.Job"


def enter_again(doc: Any, names: Collection[str]) -> None:
    """Enter the formulas anew that were not understood.

    Args:
        doc: the document.
        names: names of our functions.
    """
    lost = [spot for spot in spots_of(doc) if not spot.is_understood(names)]
    if lost:
        with one_step(doc, "xlar"):
            for spot in lost:
                spot.enter(names)
            for spot in lost:
                spot.calculate()


def count_as_unchanged(doc: Any) -> None:
    """Let a document not ask to be saved; its charts, drawn anew, would make it ask too.

    Args:
        doc: a spreadsheet document.
    """
    for index in range(doc.Sheets.Count):
        charts = doc.Sheets.getByIndex(index).Charts
        for name in charts.ElementNames:
            charts.getByName(name).EmbeddedObject.setModified(False)
    doc.setModified(False)


class Loading(UnoObject):
    """The job that LibreOffice runs for every document it has loaded.

    Args:
        office: gives what all documents share (`service.Office`); not before it is needed.
    """

    interfaces = ("com.sun.star.task.XJob", "com.sun.star.lang.XServiceInfo")

    def __init__(self, office: Any) -> None:
        self._office = office

    def execute(self, arguments: Any) -> None:
        """Look at a document; of one without tables nothing is asked.

        Args:
            arguments: named values; ``Environment`` holds the document as ``Model``.
        """
        given = {one.Name: one.Value for one in arguments}
        doc = {one.Name: one.Value for one in given["Environment"]}.get("Model")
        if doc is not None and doc.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            self._office().document(doc).loaded()

    def getImplementationName(self) -> str:  # noqa: N802 - UNO's name
        """The name of the implementation."""
        return IMPLEMENTATION

    def supportsService(self, name: str) -> bool:  # noqa: N802 - UNO's name
        """Whether it is a service."""
        return name in self.getSupportedServiceNames()

    def getSupportedServiceNames(self) -> Any:  # noqa: N802 - UNO's name
        """The services it is."""
        return (IMPLEMENTATION, JOB)
