"""Builds the fonts that xlar prints with, from Noto Sans CJK SC and Noto Sans.

    python tools/build_fonts.py [--cjk FOLDER] [--latin FOLDER] [--licence FILE] [--out FOLDER]

On Debian: ``apt install fonts-noto-cjk fonts-noto-core``; the defaults are where these lie. Needs
fonttools. The Open Font License asks for other names than the originals' and for its text beside
the fonts; both are seen to here. The same sources give the same bytes.

Written into FOLDER:

=============================  ====================================================================
XlarSans-Regular.otf           all of U+4E00-9FFF and U+3400-4DB5 that Noto has, the rarer
                               characters beyond U+20000 it has, Chinese and Latin punctuation,
                               symbols of GB 2312, full-width forms, currencies, boxes
XlarSans-Bold.otf              GB 2312 and Latin; typst falls back to the regular weight
XlarSansLatin-Regular.ttf      European letters that Noto Sans CJK lacks: Latin Extended, Greek,
XlarSansLatin-Bold.ttf         Cyrillic
coverage.txt                   the characters of the regular weight as ranges, read at run time
OFL.txt                        the licence
=============================  ====================================================================
"""

from __future__ import annotations

import argparse
import itertools
import sys
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

OUT: Final = Path(__file__).parents[1] / "xlar" / "documents" / "render" / "fonts"
CJK: Final = Path("/usr/share/fonts/opentype/noto")
LATIN: Final = Path("/usr/share/fonts/truetype/noto")
LICENCE: Final = Path("/usr/share/doc/fonts-noto-cjk/copyright")
VERSION: Final = "1.0"
BOX: Final = (0x2610, 0x25A1)  # ballot box: Noto has only the square, which looks the same

# Everywhere: Latin, punctuation, currencies, arrows, lines, boxes, enclosed and full-width signs.
_SIGNS: Final = (
    (0x0020, 0x007E), (0x00A0, 0x00AC), (0x00AE, 0x017F), (0x0391, 0x03C9), (0x0401, 0x0451),
    (0x2010, 0x2027), (0x2030, 0x205E), (0x20A0, 0x20BF), (0x2100, 0x214F), (0x2150, 0x218F),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x266F), (0x2713, 0x2717),
    (0x3000, 0x303F), (0x3041, 0x30FF), (0x3105, 0x312F), (0x3200, 0x33FF), (0xFE30, 0xFE4F),
    (0xFF01, 0xFF65), (0xFFE0, 0xFFE6),
)  # fmt: skip
# Regular only: every Chinese character, the radicals that PDF files hold in their place,
# compatibility forms, and those beyond U+20000 (𠮷, and names of the 通用规范汉字表).
_CHARACTERS: Final = (
    (0x2E80, 0x2FDF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF),
)  # fmt: skip
_EUROPEAN: Final = (
    (0x0100, 0x024F), (0x0370, 0x0482), (0x048A, 0x052F), (0x1E00, 0x1FFF), (0x20A0, 0x20BF),
)  # fmt: skip


def spread(ranges: tuple[tuple[int, int], ...]) -> set[int]:
    """The code points of ranges, both ends included."""
    return {point for first, last in ranges for point in range(first, last + 1)}


def gb2312() -> set[int]:
    """The code points of GB 2312: 6,763 characters and its symbols."""
    pairs = itertools.product(range(0xA1, 0xF8), range(0xA1, 0xFF))
    return {ord(sign) for pair in pairs for sign in bytes(pair).decode("gb2312", "ignore")}


def chinese(path: Path) -> TTFont:
    """The simplified Chinese face of a Noto collection."""
    faces = TTCollection(path, lazy=True).fonts
    names = [face["name"].getDebugName(1) for face in faces]
    return TTFont(path, fontNumber=names.index("Noto Sans CJK SC"), recalcTimestamp=False)


def add_box(font: TTFont) -> None:
    """Let the ballot box be the square, so that a form's boxes to tick can be printed."""
    box, square = BOX
    for table in font["cmap"].tables:
        if square in table.cmap:
            table.cmap[box] = table.cmap[square]


def cut(font: TTFont, points: set[int]) -> None:
    """Leave only some characters in a font, without hints and alternative forms."""
    options = subset.Options()
    options.layout_features = ["kern"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)


def rename(font: TTFont, family: str, weight: str) -> None:
    """Give a font our family name, keeping the copyright, trademark and licence entries."""
    plain = f"{family.replace(' ', '')}-{weight}"
    names = font["name"]
    kept = {key: names.getDebugName(key) for key in (0, 7, 13, 14)}
    names.names = []
    entries = {
        **kept, 1: family, 2: weight, 3: f"{VERSION};{plain}", 4: f"{family} {weight}",
        5: f"Version {VERSION}", 6: plain,
    }  # fmt: skip
    for key, text in sorted(entries.items()):
        if text:
            names.setName(text, key, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [plain]
        top = cff.topDictIndex[0]
        for name in ("FullName", "FamilyName", "Weight", "Notice", "version"):
            top.rawDict.pop(name, None)
        top.FullName, top.FamilyName = f"{family} {weight}", family
    font["head"].modified = font["head"].created


def build(font: TTFont, points: set[int], family: str, weight: str, path: Path) -> set[int]:
    """Write one font; returns the characters it holds."""
    cut(font, points)
    rename(font, family, weight)
    font.save(path, reorderTables=True)
    return set(font.getBestCmap())


def build_fonts(cjk: Path, latin: Path, out: Path) -> set[int]:
    """Write the four fonts; returns the characters of the regular weight."""
    signs, characters = spread(_SIGNS), spread(_CHARACTERS)
    covered: set[int] = set()
    for weight, points in (("Regular", signs | characters), ("Bold", signs)):
        main = chinese(cjk / f"NotoSansCJK-{weight}.ttc")
        add_box(main)
        wanted = points | gb2312()
        held = build(main, wanted, "Xlar Sans", weight, out / f"XlarSans-{weight}.otf")
        european = TTFont(latin / f"NotoSans-{weight}.ttf", recalcTimestamp=False)
        missing = spread(_EUROPEAN) - held
        name = f"XlarSansLatin-{weight}.ttf"
        held |= build(european, missing, "Xlar Sans Latin", weight, out / name)
        covered = covered or held
    return covered


def ranges_of(points: set[int]) -> str:
    r"""Code points as lines of hexadecimal ranges.

    >>> ranges_of({0x20, 0x21, 0x22, 0x41})
    '20-22\n41\n'
    """
    lines = []
    for _, run in itertools.groupby(enumerate(sorted(points)), lambda pair: pair[1] - pair[0]):
        members = [point for _, point in run]
        last = f"-{members[-1]:X}" if len(members) > 1 else ""
        lines.append(f"{members[0]:X}{last}\n")
    return "".join(lines)


def licence(debian: Path, fonts: list[Path]) -> str:
    """The Open Font License with the copyright lines of these fonts in front."""
    text = debian.read_text("utf-8").partition("License: SIL-1.1\n -")[2].partition("\nLicense")[0]
    body = [line.removeprefix(" ").removeprefix(".") for line in f"-{text}".splitlines()]
    lines = ["Xlar Sans is a subset of Noto Sans CJK SC, Xlar Sans Latin one of Noto Sans."]
    lines += sorted(
        {str(TTFont(font)["name"].getDebugName(0)).partition(". ")[0] for font in fonts}
    )
    return "\n".join([*lines, "", *body]).rstrip() + "\n"


def main() -> int:
    """Build everything; returns the exit code."""
    parser = argparse.ArgumentParser(description="Builds the fonts that xlar prints with.")
    parser.add_argument("--cjk", type=Path, default=CJK)
    parser.add_argument("--latin", type=Path, default=LATIN)
    parser.add_argument("--licence", type=Path, default=LICENCE)
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    covered = build_fonts(chosen.cjk, chosen.latin, chosen.out)
    (chosen.out / "coverage.txt").write_text(ranges_of(covered), "utf-8", newline="\n")
    fonts = sorted(chosen.out.glob("*.?tf"))
    (chosen.out / "OFL.txt").write_text(licence(chosen.licence, fonts), "utf-8", newline="\n")
    for font in fonts:
        sys.stdout.write(f"{font.name}  {font.stat().st_size:,} bytes\n")
    sys.stdout.write(f"{len(covered):,} characters\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
