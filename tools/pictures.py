"""Makes the pictures of docs/pictures: sheets of the template in LibreOffice Calc.

    python tools/pictures.py [NAME …]

Printed sheets show the results that stand in the file: their formulas are taken out first. Pictures
whose name begins with ``calc-`` are of a window, with the add-in at work. Needs soffice with its
Chinese language pack, poppler-utils, Xvfb, xdotool and ImageMagick.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import numpy as np
from gallery import picture, png
from window_pictures import window_pictures

from xlar.commands.table import COMMANDS, GROUPS
from xlar.workbook.template import template_body
from xlar.workbook.template.layout import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

OUT: Final = Path(__file__).parents[1] / "docs" / "pictures"
SHEETS: Final = {
    "Start": 720, "Aging": 1100, "Credit": 1100,
    "Worklist": 1300, "Statement": 720, "Dashboard": 900,
}  # fmt: skip
"""Width of the printed page of each sheet in pixels."""

HIGHEST: Final = 600  # pixels, of what is no longer read on a long list
LARGEST: Final = 150_000  # bytes of one picture
MARGIN: Final = 12  # pixels
FOOTER: Final = 0.94  # of the height of a page is above its footer
WHITE: Final = 765  # red, green and blue together
FORMULA: Final = re.compile(rb"<f(?: [^>]*)?(?:/>|>.*?</f>)", re.DOTALL)


def values_only(body: bytes) -> bytes:
    """A workbook with the results of its formulas in their place."""
    buffer = BytesIO()
    with ZipFile(BytesIO(body)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, FORMULA.sub(b"", part) if "/worksheets/" in name else part)
    return buffer.getvalue()


def printed(workbook: bytes) -> bytes:
    """A workbook as Calc prints it."""
    program = shutil.which("soffice")
    if program is None:
        sys.exit("pictures: needs soffice of LibreOffice")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "template.xlsx")
        source.write_bytes(workbook)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        options = ["--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        subprocess.run([program, profile, *options], check=True, capture_output=True, timeout=300)  # noqa: S603
        return source.with_suffix(".pdf").read_bytes()


def first_pages(pdf: bytes) -> dict[str, int]:
    """The first page on which each sheet stands, by its title."""
    program = shutil.which("pdftotext") or sys.exit("pictures: needs pdftotext of poppler-utils")
    listed = subprocess.run([program, "-", "-"], input=pdf, check=True, capture_output=True).stdout  # noqa: S603
    pages: dict[str, int] = {}
    for number, page in enumerate(listed.decode().split("\f"), 1):
        words = page.split()
        if words:
            pages.setdefault(words[0], number)
    return pages


def cropped(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A page without its margins and footer."""
    above = pixels[: int(len(pixels) * FOOTER)]
    inked = above.sum(axis=2) < WHITE
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    top, left = max(rows[0] - MARGIN, 0), max(columns[0] - MARGIN, 0)
    return above[top : rows[-1] + MARGIN, left : columns[-1] + MARGIN]


def prints(template: bytes) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Name and pixels of the printed sheets."""
    pdf = printed(values_only(template))
    pages = {"Start": 1, **first_pages(pdf)}
    for key, width in SHEETS.items():
        page = pages[key if key == "Start" else PAGES[key].title.zh]
        whole = cropped(picture(pdf, page, width))
        yield key.lower(), whole if key == "Start" else whole[:HIGHEST]


def main() -> None:
    """Make the pictures."""
    OUT.mkdir(exist_ok=True)
    template = template_body(commands=tuple(COMMANDS.values()), groups=GROUPS)
    wanted = set(sys.argv[1:])
    for name, pixels in chain(prints(template), window_pictures(template)):
        if wanted and name not in wanted:
            continue
        data = png(pixels)
        if len(data) > LARGEST:
            sys.exit(f"pictures: {name} has {len(data):,} bytes")
        (OUT / f"{name}.png").write_bytes(data)
        print(f"{name}.png  {len(data):,} bytes")


if __name__ == "__main__":
    main()
