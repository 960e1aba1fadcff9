"""PDF through Calc's own export."""

from __future__ import annotations

from typing import Any, Final

from xlar.hosts.calc.engine import bridge

# JPEG quality and whether pictures are thinned out, by xlwings' two qualities.
_QUALITIES: Final = {"standard": (90, False), "minimum": (50, True)}


def export(document: Any, path: str, quality: str, selection: Any = None) -> None:
    """Write the visible sheets of a document, or a part of it, as PDF.

    Raises:
        OSError: the file cannot be written.
    """
    jpeg, thinned = _QUALITIES[quality]
    options: dict[str, Any] = {"Quality": jpeg, "ReduceImageResolution": thinned}
    if selection is not None:
        options["Selection"] = selection
    data = bridge.uno().Any("[]com.sun.star.beans.PropertyValue", bridge.properties(**options))
    arguments = bridge.properties(FilterName="calc_pdf_Export", FilterData=data)
    try:
        document.storeToURL(bridge.url_to_write(path), arguments)
    except bridge.kind("com.sun.star.io.IOException") as error:
        raise OSError(f"{path} cannot be written: {error}") from error
