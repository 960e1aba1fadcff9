"""A batch: numbered, rendered and registered together, or not at all."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from datetime import date
from functools import partial
from multiprocessing.pool import ThreadPool

import pytest
from batches import DAY, assert_agree, fake_files, job, made, numbers, row

from xlar.core.registered import RegisteredItem
from xlar.documents.content import Block, Item, Letter, Party, Statement, Wording
from xlar.documents.register import read_register, storage
from xlar.documents.register.batch import Cancelled, Job, row_of, run_batch
from xlar.documents.register.filenames import safe_name
from xlar.documents.register.locks import FolderBusy, locked
from xlar.documents.register.statuses import change
from xlar.documents.register.storage import NotWritable


def folders(path):
    return sorted(one.name for one in path.iterdir() if one.is_dir() and one.name != ".xlar")


def test_documents_are_numbered_in_the_order_of_the_jobs(tmp_path):
    rows = made(tmp_path, "C2", "C1")
    assert [(one.number, one.customer_id) for one in rows] == [
        ("CK-2026-0001", "C2"),
        ("CK-2026-0002", "C1"),
    ]


def test_every_kind_and_year_has_numbers_of_its_own(tmp_path):
    jobs = [
        job("C1"), job("C1", kind="statement", level=-1), job("C2"),
        job("C3", date=date(2027, 1, 2)), job("C3", kind="stop"),
    ]  # fmt: skip
    assert [one.number for one in run_batch(tmp_path, jobs).rows] == [
        "CK-2026-0001", "DZ-2026-0001", "CK-2026-0002", "CK-2027-0001", "TF-2026-0001",
    ]  # fmt: skip


def test_the_renderer_gets_the_number_and_the_name_of_its_files(tmp_path):
    seen = []

    def render(number, stem):
        seen.append((number, stem))
        return {"pdf": b"x"}

    run_batch(tmp_path, [Job(row("C1"), "北方商贸", render)])
    assert seen == [("CK-2026-0001", "CK-2026-0001 北方商贸")]


def test_files_hold_what_the_renderer_made(tmp_path):
    batch = run_batch(tmp_path, [job("C1", "北方商贸")])
    for name in batch.rows[0].files:
        stem, ending = name.rsplit(".", 1)
        expected = fake_files([ending], "CK-2026-0001", stem)[ending]
        assert (batch.folder / name).read_bytes() == expected


def test_a_batch_of_several_kinds_has_a_common_name(tmp_path):
    run_batch(tmp_path, [job("C1"), job("C1", kind="stop")])
    assert folders(tmp_path) == ["2026-06-30 函件 001"]


def test_folders_are_counted_by_day_and_kind(tmp_path):
    made(tmp_path, "C1")
    made(tmp_path, "C2")
    made(tmp_path, "C1", kind="statement")
    made(tmp_path, "C3", as_of=date(2026, 7, 31))
    assert folders(tmp_path) == [
        "2026-06-30 催款函 001", "2026-06-30 催款函 002", "2026-06-30 对账单 001",
        "2026-07-31 催款函 001",
    ]  # fmt: skip


def test_the_name_of_a_folder_that_was_moved_away_is_not_used_again(tmp_path):
    batch = run_batch(tmp_path, [job("C1")])
    batch.folder.rename(tmp_path.parent / "archive")
    made(tmp_path, "C2")
    assert folders(tmp_path) == ["2026-06-30 催款函 002"]


def test_a_folder_of_the_user_with_that_name_is_not_touched(tmp_path):
    (tmp_path / "2026-06-30 催款函 001").mkdir()
    made(tmp_path, "C1")
    assert list((tmp_path / "2026-06-30 催款函 001").iterdir()) == []
    assert folders(tmp_path)[1] == "2026-06-30 催款函 002"


def test_in_english_the_folder_has_an_english_name(tmp_path):
    assert run_batch(tmp_path, [job("C1")], language="en").folder.name == "2026-06-30 letter 001"


# -- nothing twice --


def test_the_same_batch_again_makes_nothing(tmp_path):
    first = made(tmp_path, "C1", "C2")
    again = run_batch(tmp_path, [job("C1"), job("C2")])
    assert (again.folder, again.rows, again.repeated) == (None, (), first)
    assert folders(tmp_path) == ["2026-06-30 催款函 001"]
    assert_agree(tmp_path)


def test_only_what_is_new_is_made(tmp_path):
    made(tmp_path, "C1")
    batch = run_batch(tmp_path, [job("C1"), job("C2")])
    assert [one.customer_id for one in batch.rows] == ["C2"]
    assert [one.number for one in batch.repeated] == ["CK-2026-0001"]


@pytest.mark.parametrize(
    "values",
    [
        {"as_of": date(2026, 7, 1)},
        {"level": 4},
        {"currency": "USD"},
        {"kind": "stop"},
        {"period_from": date(2026, 6, 1)},
    ],
)
def test_another_day_level_currency_kind_or_period_is_another_document(tmp_path, values):
    made(tmp_path, "C1")
    assert len(made(tmp_path, "C1", **values)) == 1


@pytest.mark.parametrize("values", [{"amount": 1}, {"language": "en"}, {"items": ()}])
def test_another_amount_or_language_is_not(tmp_path, values):
    made(tmp_path, "C1")
    assert made(tmp_path, "C1", **values) == ()


@pytest.mark.parametrize(
    ("statuses", "count"),
    [(["sent"], 0), (["sent", "acknowledged"], 0), (["sent", "returned"], 1), (["withdrawn"], 1)],
)
def test_only_what_came_back_or_was_taken_back_is_made_again(tmp_path, statuses, count):
    made(tmp_path, "C1")
    for status in statuses:
        change(tmp_path, ["CK-2026-0001"], status, DAY)
    assert len(made(tmp_path, "C1")) == count


def test_a_document_listed_twice_is_made_once(tmp_path):
    assert len(made(tmp_path, "C1", "C1")) == 1


def test_no_jobs_make_no_folder(tmp_path):
    assert run_batch(tmp_path / "xlar", []).folder is None
    assert folders(tmp_path / "xlar") == []


# -- stopping and failing --


def untouched(folder):
    """Whether nothing of a batch is to be seen and its numbers are free."""
    return folders(folder) == [] and made(folder, "C9")[0].number == "CK-2026-0001"


def test_a_batch_can_be_cancelled_between_customers(tmp_path):
    done = []
    with pytest.raises(Cancelled, match="no file was made"):
        run_batch(
            tmp_path, [job("C1"), job("C2"), job("C3")],
            progress=lambda *now: done.append(now), cancelled=lambda: len(done) == 2,
        )  # fmt: skip
    assert [now[0] for now in done] == [1, 2]
    assert untouched(tmp_path)


@pytest.mark.parametrize("mistake", [KeyboardInterrupt, ValueError, MemoryError, SystemExit])
def test_a_batch_that_is_broken_off_leaves_nothing(tmp_path, mistake):
    def render(_number, _stem):
        raise mistake

    with pytest.raises(mistake):
        run_batch(tmp_path, [job("C1"), Job(row("C2"), "乙", render)])
    assert untouched(tmp_path)


def test_a_renderer_that_fails_is_named_with_its_customer(tmp_path):
    def render(_number, _stem):
        raise ValueError("no such glyph")

    with pytest.raises(ValueError, match="no such glyph") as failure:
        run_batch(tmp_path, [Job(row("C2"), "乙公司", render)])
    assert failure.value.__notes__ == ["letter C2 乙公司"]


def test_progress_is_told_after_every_customer(tmp_path):
    told = []
    run_batch(tmp_path, [job("C1", "甲"), job("C2", "乙")], progress=lambda *now: told.append(now))
    assert told == [(1, 2, "甲"), (2, 2, "乙")]


def test_an_interruption_after_the_commit_loses_nothing(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("xlar.documents.register.replace_file", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run_batch(tmp_path, [job("C1")])
    assert numbers(tmp_path) == ["CK-2026-0001"]
    assert_agree(tmp_path)


@pytest.mark.parametrize("step", ["rename", "fsync"])
def test_a_disk_that_fails_leaves_nothing(tmp_path, monkeypatch, step):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(storage.os, step, full)
        with pytest.raises(NotWritable, match="disk is full"):
            run_batch(tmp_path, [job("C1")])
    assert untouched(tmp_path)


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "xlar").write_text("x")
    with pytest.raises(NotWritable):
        run_batch(tmp_path / "xlar", [job("C1")])


@pytest.mark.parametrize("ending", ["", "PDF", "../x", "p.f", "longer"])
def test_an_ending_that_is_none_is_a_mistake_of_the_renderer(tmp_path, ending):
    with pytest.raises(ValueError, match="ending"):
        run_batch(tmp_path, [job("C1", endings=(ending,))])
    assert untouched(tmp_path)


def test_while_one_batch_runs_another_waits_and_then_says_who_is_at_work(tmp_path):
    with locked(tmp_path), pytest.raises(FolderBusy, match="is in use by"):
        run_batch(tmp_path, [job("C1")], wait=0.05)


# -- names of customers --

EVIL = [
    "=cmd|'/c calc'!A1", "../../x", "..\\..\\x", "/etc/x", "CON", "NUL", "{{7*7}}", "#show: evil",
    "x" * 300, "商" * 300, "\u202eevil\u202c", "a\r\nBcc: x", "\x00\x1b[31m", "", "   ", "...",
    ".xlar-1", "manifest.json", "C:\\x", "a|b", "a;b", "a'b\"c", "\ud800", "~$x", "%TEMP%", "$(x)",
]  # fmt: skip


def test_files_stay_in_their_folder_whatever_the_customers_are_called(tmp_path):
    folder = tmp_path / "out" / "xlar"
    jobs = [job(f"C{count}", name) for count, name in enumerate(EVIL)]
    batch = run_batch(folder, jobs)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["xlar"]
    names = [path.name for path in batch.folder.iterdir()]
    assert len(names) == 2 * len(EVIL) + 1
    assert all(safe_name(name) == name and len(name) <= 120 for name in names)
    assert_agree(folder)


def test_identifiers_like_formulas_are_text_in_the_register_and_come_back(tmp_path):
    customers = ["=1+1", "-2", "@x", "+3", "'=4", "00123", "a,b", 'a"b', "a\nb"]
    made(tmp_path, *customers)
    assert [one.customer_id for one in read_register(tmp_path).rows] == customers
    assert "\n=" not in (tmp_path / "register.csv").read_text("utf-8-sig").replace(",", "\n")
    assert_agree(tmp_path)


def test_names_are_shorter_in_a_folder_that_lies_deep(tmp_path):
    folder = tmp_path / ("x" * (190 - len(str(tmp_path))))
    batch = run_batch(folder, [job("C1", "y" * 200)])
    assert max(len(str(path)) for path in batch.folder.iterdir()) <= 259


# -- several at once --


@pytest.mark.parametrize("make_pool", [ThreadPool, multiprocessing.get_context("spawn").Pool])
def test_a_pool_renders_the_same_files_in_the_same_order(tmp_path, make_pool):
    jobs = [job(f"C{count}", f"客户{count}") for count in range(6)]
    alone = run_batch(tmp_path / "alone", jobs)
    with make_pool(2) as pool:
        together = run_batch(tmp_path / "together", jobs, mapper=pool.imap)
    assert together.rows == alone.rows
    for path in alone.folder.iterdir():
        assert (together.folder / path.name).read_bytes() == path.read_bytes()


def test_two_runs_of_one_batch_are_identical_byte_for_byte(tmp_path):
    made(tmp_path / "a", "C1", "C2")
    made(tmp_path / "b", "C1", "C2")
    for name in ("register.csv", "2026-06-30 催款函 001/manifest.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


# -- from a document to its row --

PARTY = Party("北方商贸有限公司", code="C1")
WORDS = Wording("", "", "", (), (), (), ())
ITEM = Item("INV-1", 2, "", DAY, DAY, 100, 90, 10, 30, 3)
COMMON = {
    "number": "", "date": date(2026, 7, 1), "as_of": DAY, "language": "en", "company": PARTY,
    "customer": PARTY, "currency": "CNY", "total": 90, "capitals": "", "wording": WORDS,
}  # fmt: skip


def test_a_letter_is_registered_with_its_items_and_their_levels():
    letter = Letter(kind="letter", level=3, items=(ITEM, replace(ITEM, number="X")), **COMMON)
    assert row_of(letter) == row(
        "C1", amount=90, date=date(2026, 7, 1), language="en",
        items=(RegisteredItem("INV-1", 2, 3), RegisteredItem("X", 2, 3)),
    )  # fmt: skip


def test_a_statement_is_registered_with_its_period():
    block = Block("CNY", 0, (), 90, (ITEM,), (), (), (), 0)
    statement = Statement(
        kind="statement", level=-1, start=date(2026, 6, 1), blocks=(block,), **COMMON
    )
    registered = row_of(statement)
    assert (registered.period_from, registered.items) == (date(2026, 6, 1), ())
    assert (registered.kind, registered.status) == ("statement", "draft")


def test_the_number_reaches_the_document(tmp_path):
    letter = Letter(kind="letter", level=3, **COMMON)

    def render(document, number, stem):
        return {"txt": f"{replace(document, number=number).number} {stem}".encode()}

    batch = run_batch(tmp_path, [Job(row_of(letter), PARTY.name, partial(render, letter))])
    (name,) = batch.rows[0].files
    assert (batch.folder / name).read_text("utf-8") == f"CK-2026-0001 {name[:-4]}"
