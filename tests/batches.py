"""Jobs with stand-in renderers, and what must hold for an output folder at any time."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from pathlib import Path

from xlar.core.registered import RegisteredItem, RegisterRow
from xlar.documents.register import check_files, read_register
from xlar.documents.register.batch import Job, run_batch
from xlar.documents.register.numbering import missing_numbers

DAY = date(2026, 6, 30)


def row(customer="C1", **values):
    """A row of the register that has no number yet."""
    plain = {
        "number": "", "kind": "letter", "level": 3, "customer_id": customer, "currency": "CNY",
        "amount": 123_450, "date": DAY, "as_of": DAY,
        "items": (RegisteredItem("INV-1", 2, 3), RegisteredItem("INV-2", 0, 1)),
    }  # fmt: skip
    return RegisterRow(**{**plain, **values})


def fake_files(endings, number, stem):
    """What a renderer would make: files that name their document."""
    return {ending: f"{number} {stem} {ending}\n".encode() * 50 for ending in endings}


def job(customer="C1", name="北方商贸有限公司", endings=("pdf", "docx"), **values):
    return Job(row(customer, **values), name, partial(fake_files, endings))


def made(folder, *customers, **values):
    """The rows of a batch of letters."""
    return run_batch(folder, [job(one, f"客户{one}", **values) for one in customers]).rows


def numbers(folder):
    return [one.number for one in read_register(folder).rows]


def rewrite(folder, change, encoding="utf-8-sig"):
    """Save register.csv as a person's program would after a change of its text."""
    path = Path(folder) / "register.csv"
    path.write_bytes(change(path.read_bytes().decode("utf-8-sig")).encode(encoding))


def assert_agree(folder):
    """Files, manifests and register.csv say the same; no number is missing or used twice."""
    register = read_register(folder)
    assert register.problems == ()
    assert check_files(register) == []
    given = [one.number for one in register.rows]
    assert len(given) == len(set(given))
    assert missing_numbers(given) == []
    batches = {path.name for path in folder.iterdir() if path.name[0] != "." and path.is_dir()}
    assert batches == {one.batch for one in register.rows}
    for batch in batches:
        of_batch = [one for one in register.rows if one.batch == batch]
        files = {path.name for path in (folder / batch).iterdir()}
        assert files == {"manifest.json", *(name for one in of_batch for name in one.files)}
        manifest = json.loads((folder / batch / "manifest.json").read_text("utf-8"))
        assert [one["number"] for one in manifest["rows"]] == [one.number for one in of_batch]
    assert not list(folder.glob(".xlar-*"))
    assert read_register(folder).rows == register.rows


def of_day(number):
    """A day of the year 2026 for each number."""
    return date.fromordinal(date(2026, 1, 1).toordinal() + number)
