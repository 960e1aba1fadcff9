"""Makes the pictures of docs/gallery: pages of the demonstration ledger, and a list of them.

    python tools/gallery.py [--out FOLDER]

Needs pdftoppm of poppler-utils. Pictures are 700 points wide and have at most 256 colours.
"""

from __future__ import annotations

import argparse
import dataclasses
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.build import build
from xlar.core.policy import Policy
from xlar.documents.agreements import debt, plan
from xlar.documents.letter import letters
from xlar.documents.render.pdf import Renderer
from xlar.documents.statement import confirmations, reconciliation, statements
from xlar.workbook.demo import AS_OF, COMPANY, demo_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from xlar.core.ledger import Ledger
    from xlar.documents.content import Document, Letter, Statement

OUT: Final = Path(__file__).parents[1] / "docs" / "gallery"
WIDTH: Final = 700
LARGEST: Final = 120_000  # bytes of one picture
POLICY: Final = {
    "rates": {"USD": "7.15"},
    "company": {
        "name": COMPANY,
        "tax_id": "91350100M000100Y43",
        "address": "示例省样板市创新路 88 号 3 号楼",
        "phone": "099-5550-0001",
        "contact": "陈示例",
        "email": "ar@example.com",
        "bank": "示例银行样板市创新支行",
        "account": "3200 0155 0010 0888 666",
    },
    "documents": {
        "auditor": "示例会计师事务所（虚构）",
        "auditor_address": "示例省样板市演示路 1 号 20 层",
        "auditor_contact": "周示例",
        "auditor_phone": "099-5550-0002",
    },
}


def documents(ledger: Ledger, policy: Policy) -> Iterator[tuple[str, str, Document, int]]:
    """Name, description, document and page of each picture."""
    due = letters(ledger, AS_OF, policy=policy)[0]
    stopped = letters(ledger, AS_OF, policy=policy, kind="stop")[0]
    accounts = statements(ledger, AS_OF, policy=policy)[0]
    asked = confirmations(ledger, AS_OF, policy=policy)[0]
    chinese = [one for one in due if one.language == "zh"]
    first, demand = fullest(chinese, 1), fullest(chinese, 5)
    english = fullest([one for one in due if one.language == "en"], 5)
    account = max((one for one in accounts if one.language == "zh"), key=variety)
    yield "notice", "付款提示函 · first notice", first, 1
    yield "demand", "催款函(第二次正式催账) · second formal demand", demand, 1
    yield "demand-en", "英文催款函 · demand in English", english, 1
    yield "stop", "停止发货通知 · deliveries stopped", max(stopped, key=size), 1
    yield "statement", "对账单 · statement of account", account, 1
    yield "slip", "对账单的回执 · its confirmation slip", account, 2
    yield "confirmation", "询证函 · confirmation for the auditor", asked[0], 1
    owed = debt(ledger, AS_OF, demand.customer.code, policy=policy)
    yield "plan", "分期还款协议 · plan of instalments", plan(owed, 3, policy=policy), 1
    ours = account.blocks[0].closing
    yield (
        "reconciliation",
        "余额调节表 · reconciliation",
        reconciliation(
            ledger, AS_OF, account.customer.code, ours - 3_000_000, policy=policy,
            ours_adjust=[("in_transit", "贵公司 2026年6月29日汇出，我公司尚未入账", -2_000_000)],
            theirs_adjust=[("not_received", "6月末开具的发票尚未送达", 1_000_000)],
        ),
        1,
    )  # fmt: skip


def size(letter: Letter) -> tuple[int, str]:
    """How much a letter has to show."""
    return len(letter.items), letter.customer.code


def fullest(made: list[Letter], level: int) -> Letter:
    """The letter of a level with most items."""
    return max((one for one in made if one.level == level), key=size)


def variety(statement: Statement) -> tuple[int, int, str]:
    """How many different things a statement of one page shows."""
    (block, *more) = statement.blocks
    lines = len(block.movements) + len(block.items) + len(block.unapplied) + len(block.bills)
    kinds = len({line.kind for line in block.movements}) + bool(block.unapplied) + bool(block.bills)
    fits = not more and lines <= 14 and len(block.items) > 1 and block.closing > 0
    return kinds if fits else 0, lines, statement.customer.code


def picture(pdf: bytes, page: int, width: int = WIDTH) -> NDArray[np.uint8]:
    """One page as rows of red, green, blue."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "one.pdf", Path(folder) / "one"
        source.write_bytes(pdf)
        program = shutil.which("pdftoppm")
        if program is None:
            sys.exit("gallery: needs pdftoppm of poppler-utils")
        options = ["-scale-to-x", str(width), "-scale-to-y", "-1", "-singlefile"]
        pages = ["-f", str(page), "-l", str(page)]
        subprocess.run([program, *options, *pages, source, target], check=True)  # noqa: S603
        data = target.with_suffix(".ppm").read_bytes()
    _, across, down, _ = data[:30].split(maxsplit=4)[:4]
    pixels = np.frombuffer(data[-int(across) * int(down) * 3 :], np.uint8)
    return pixels.reshape(int(down), int(across), 3)


def png(pixels: NDArray[np.uint8]) -> bytes:
    """The pixels as a PNG of at most 256 colours, the rest drawn in the nearest of those."""
    codes = pixels.astype(np.int64) @ np.array([65536, 256, 1])
    colours, counts = np.unique(codes, return_counts=True)
    kept = split(np.sort(colours[np.argsort(-counts, kind="stable")[:256]]))
    nearest = [np.argmin(((kept - colour) ** 2).sum(axis=1)) for colour in split(colours)]
    indices = np.array(nearest, np.uint8)[np.searchsorted(colours, codes)]
    height, width = codes.shape
    rows = np.concatenate([np.zeros((height, 1), np.uint8), indices], axis=1)

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            chunk(b"PLTE", kept.astype(np.uint8).tobytes()),
            chunk(b"IDAT", zlib.compress(rows.tobytes(), 9)),
            chunk(b"IEND", b""),
        )
    )


def split(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Colours as rows of red, green, blue."""
    return np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=1)


def main() -> int:
    """Make the pictures and the list; returns the exit code."""
    parser = argparse.ArgumentParser(description="Makes the pictures of docs/gallery.")
    parser.add_argument("--out", type=Path, default=OUT)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    policy = Policy.from_mapping(POLICY)
    ledger, _ = build(demo_tables(), policy)
    assert ledger is not None
    lines = [
        "# 函件样张 Gallery",
        "",
        "由 `python tools/gallery.py` 用演示账套生成，公司、客户和数字均为虚构。",
        "Made by `python tools/gallery.py` from the demonstration ledger; everything is invented.",
    ]
    with Renderer() as renderer:
        for place, (name, text, document, page) in enumerate(documents(ledger, policy), 1):
            numbered = dataclasses.replace(document, number=f"YZ-2026-{place:04}")
            data = png(picture(renderer.render(numbered), page))
            if len(data) > LARGEST:
                sys.exit(f"gallery: {name}.png has {len(data):,} bytes")
            (out / f"{name}.png").write_bytes(data)
            print(f"{name}.png  {len(data):,} bytes")
            lines += ["", f"## {text}", "", f"![{text}]({name}.png)"]
    (out / "README.md").write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
