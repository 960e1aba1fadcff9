"""The register of an output folder: register.csv and the manifests of its batches."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest
from batches import DAY, assert_agree, job, made, numbers, rewrite

from xlar.core.errors import BadLedger
from xlar.documents.register import check_files, read_register, storage
from xlar.documents.register.batch import run_batch
from xlar.documents.register.locks import locked
from xlar.documents.register.statuses import change
from xlar.documents.register.storage import NotReadable


def codes(folder):
    return [one.code for one in read_register(folder).problems]


def register_file(folder):
    return folder / "register.csv"


def test_a_folder_that_does_not_exist_has_an_empty_register_and_is_not_made(tmp_path):
    register = read_register(tmp_path / "xlar")
    assert (register.rows, register.problems) == ((), ())
    assert list(tmp_path.iterdir()) == []


def test_reading_an_empty_folder_leaves_it_empty(tmp_path):
    assert read_register(tmp_path).rows == ()
    assert list(tmp_path.iterdir()) == []


def test_a_batch_is_a_folder_with_files_and_manifest_beside_the_register(tmp_path):
    made(tmp_path, "C1", "C2")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".xlar", "2026-06-30 催款函 001", "register.csv",
    ]  # fmt: skip
    assert sorted(path.name for path in (tmp_path / "2026-06-30 催款函 001").iterdir()) == [
        "CK-2026-0001 客户C1.docx", "CK-2026-0001 客户C1.pdf",
        "CK-2026-0002 客户C2.docx", "CK-2026-0002 客户C2.pdf", "manifest.json",
    ]  # fmt: skip
    assert_agree(tmp_path)


# -- who reads next adds what is missing --


def test_a_batch_not_yet_in_the_file_is_added_by_the_next_reader(tmp_path):
    made(tmp_path, "C1")
    before = register_file(tmp_path).read_bytes()
    made(tmp_path, "C2")
    after = register_file(tmp_path).read_bytes()
    register_file(tmp_path).write_bytes(before)  # as if killed right after the rename
    assert numbers(tmp_path) == ["CK-2026-0001", "CK-2026-0002"]
    assert register_file(tmp_path).read_bytes() == after
    assert_agree(tmp_path)


def test_a_register_that_is_gone_is_made_again_from_the_manifests(tmp_path):
    made(tmp_path, "C1", "C2")
    before = register_file(tmp_path).read_bytes()
    register_file(tmp_path).unlink()
    assert numbers(tmp_path) == ["CK-2026-0001", "CK-2026-0002"]
    assert register_file(tmp_path).read_bytes() == before


def test_what_killed_batches_left_is_removed_by_the_next_reader(tmp_path):
    made(tmp_path, "C1")
    leftover = tmp_path / ".xlar-1234abcd"
    shutil.copytree(tmp_path / "2026-06-30 催款函 001", leftover)
    assert numbers(tmp_path) == ["CK-2026-0001"]
    assert not leftover.exists()


def test_while_a_batch_runs_a_reader_sees_all_rows_and_removes_nothing(tmp_path):
    made(tmp_path, "C1")
    register_file(tmp_path).unlink()
    with locked(tmp_path):
        running = tmp_path / ".xlar-1234abcd"
        running.mkdir()
        assert numbers(tmp_path) == ["CK-2026-0001"]
        assert running.exists()
        assert not register_file(tmp_path).exists()
    assert numbers(tmp_path) == ["CK-2026-0001"]
    assert not running.exists()
    assert register_file(tmp_path).exists()


def test_reading_a_register_that_is_complete_takes_no_lock_and_writes_nothing(tmp_path):
    made(tmp_path, "C1")
    stamp = register_file(tmp_path).stat().st_mtime_ns
    with locked(tmp_path):
        assert numbers(tmp_path) == ["CK-2026-0001"]
    assert register_file(tmp_path).stat().st_mtime_ns == stamp


def test_other_folders_of_the_user_are_left_alone(tmp_path):
    (tmp_path / "我的文件").mkdir()
    (tmp_path / "我的文件" / "note.txt").write_text("x")
    (tmp_path / ".xlar-note.txt").write_text("x")
    made(tmp_path, "C1")
    assert (tmp_path / "我的文件" / "note.txt").exists()
    assert (tmp_path / ".xlar-note.txt").exists()


# -- what people do to register.csv --


def test_what_was_written_by_hand_stays_when_rows_are_added(tmp_path):
    made(tmp_path, "C1")
    rewrite(
        tmp_path, lambda text: text.replace("草稿,", "已发,2026/7/1").replace("批次", "批次,备注")
    )
    made(tmp_path, "C2")
    text = register_file(tmp_path).read_text("utf-8-sig")
    assert "已发,2026-07-01," in text
    assert text.splitlines()[0].endswith("批次,备注")
    first, second = read_register(tmp_path).rows
    assert (first.status, first.sent_on) == ("sent", date(2026, 7, 1))
    assert second.status == "draft"


def test_leading_zeros_that_excel_has_cut_come_back_from_the_manifest(tmp_path):
    made(tmp_path, "00123")
    rewrite(tmp_path, lambda text: text.replace("'00123", "123"), "gb18030")
    (problem,) = read_register(tmp_path).problems
    assert (problem.code, problem.row, problem.column) == ("register_restored", 2, "customer_id")
    assert problem.found == "123"
    assert read_register(tmp_path).problems == ()  # told once, then mended
    assert read_register(tmp_path).rows[0].customer_id == "00123"


@pytest.mark.parametrize(
    ("was", "now", "column"),
    [
        ("1234.50", "99999.00", "amount"),
        ("催款函,3", "催款函,6", "level"),
        ("INV-1#2:L3", "INV-9", "items"),
        ("2026-06-30,2026-06-30", "2026-06-30,昨天", "as_of"),
    ],
)
def test_what_was_made_cannot_be_changed_in_the_file(tmp_path, was, now, column):
    (before,) = made(tmp_path, "C1")
    rewrite(tmp_path, lambda text: text.replace(was, now))
    register = read_register(tmp_path)
    assert [(one.code, one.column) for one in register.problems] == [("register_restored", column)]
    assert register.rows == (before,)


def test_days_in_another_form_are_no_change(tmp_path):
    made(tmp_path, "C1")
    rewrite(tmp_path, lambda text: text.replace("2026-06-30,", "2026/6/30,"))
    assert codes(tmp_path) == []


def test_a_row_that_was_deleted_comes_back_and_is_pointed_out(tmp_path):
    made(tmp_path, "C1", "C2")
    rewrite(tmp_path, lambda text: "\r\n".join(text.splitlines()[::2]))
    (problem,) = read_register(tmp_path).problems
    assert (problem.code, problem.found) == ("register_put_back", "CK-2026-0001")
    assert sorted(numbers(tmp_path)) == ["CK-2026-0001", "CK-2026-0002"]


def test_rows_whose_folder_was_moved_away_stay(tmp_path):
    made(tmp_path, "C1")
    made(tmp_path, "C2")
    shutil.rmtree(tmp_path / "2026-06-30 催款函 001")
    register = read_register(tmp_path)
    assert [one.number for one in register.rows] == ["CK-2026-0001", "CK-2026-0002"]
    assert register.problems == ()


def test_a_number_is_missing_where_folder_and_row_are_gone(tmp_path):
    made(tmp_path, "C1")
    made(tmp_path, "C2")
    shutil.rmtree(tmp_path / "2026-06-30 催款函 001")
    rewrite(tmp_path, lambda text: text.replace(text.splitlines()[1] + "\r\n", ""))
    (problem,) = read_register(tmp_path).problems
    assert (problem.code, problem.found) == ("register_missing_numbers", "CK-2026-0001")


def test_a_letter_of_the_users_own_can_be_registered_by_hand(tmp_path):
    made(tmp_path, "C1")
    own = "手工-1,催款函,1,C9,CNY,5.00,2026/6/1,2026/6/1,,,已发,2026/6/1"
    rewrite(tmp_path, lambda text: f"{text}{own.replace(',,,', ',,中文,')}\r\n")
    register = read_register(tmp_path)
    assert register.problems == ()
    assert register.rows[1].number == "手工-1"
    assert made(tmp_path, "C2")[0].number == "CK-2026-0002"


def test_errors_in_the_file_stop_every_change_and_leave_it_as_it_is(tmp_path):
    made(tmp_path, "C1")
    rewrite(tmp_path, lambda text: text.replace("草稿", "也许"))
    before = register_file(tmp_path).read_bytes()
    assert codes(tmp_path) == ["register_bad_cell"]
    with pytest.raises(BadLedger):
        made(tmp_path, "C2")
    with pytest.raises(BadLedger):
        change(tmp_path, ["CK-2026-0001"], "sent", DAY)
    assert register_file(tmp_path).read_bytes() == before
    assert not (tmp_path / "2026-06-30 催款函 002").exists()


def test_a_copy_of_the_last_state_is_kept(tmp_path):
    made(tmp_path, "C1")
    change(tmp_path, ["CK-2026-0001"], "sent", DAY)
    copy = tmp_path / ".xlar" / "register.csv"
    assert copy.read_bytes() == register_file(tmp_path).read_bytes()


def test_the_language_of_the_header_is_kept(tmp_path):
    run_batch(tmp_path, [job("C1")], language="en")
    made(tmp_path, "C2")
    text = register_file(tmp_path).read_text("utf-8-sig")
    assert text.startswith("number,kind,level,")
    assert text.count(",draft,") == 2


# -- what people do to the folders --


def test_a_folder_that_was_renamed_is_followed(tmp_path):
    made(tmp_path, "C1")
    (tmp_path / "2026-06-30 催款函 001").rename(tmp_path / "六月催款 已寄")
    assert [one.batch for one in read_register(tmp_path).rows] == ["六月催款 已寄"]
    assert_agree(tmp_path)


def test_a_copied_folder_doubles_nothing(tmp_path):
    made(tmp_path, "C1")
    folder = tmp_path / "2026-06-30 催款函 001"
    shutil.copytree(folder, tmp_path / "2026-06-30 催款函 001 - 副本")
    shutil.copytree(folder, tmp_path / "0 备份")
    register = read_register(tmp_path)
    assert register.problems == ()
    assert [one.batch for one in register.rows] == ["2026-06-30 催款函 001"]


def test_batches_of_two_computers_with_one_number_are_an_error(tmp_path):
    made(tmp_path / "a", "C1")
    made(tmp_path / "b", "C2")
    (tmp_path / "b" / "2026-06-30 催款函 001").rename(tmp_path / "a" / "另一台")
    (problem,) = read_register(tmp_path / "a").problems
    assert (problem.code, problem.found) == ("register_two_batches", "CK-2026-0001")
    assert "另一台" in problem.text("zh")
    with pytest.raises(BadLedger):
        made(tmp_path / "a", "C3")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "register_bad_manifest"),
        (b"{", "register_bad_manifest"),
        (b"[]", "register_bad_manifest"),
        (b'{"schema": 1, "batch": "x", "rows": [{}], "files": {}}', "register_bad_manifest"),
        (b'{"schema": 2}', "register_newer_manifest"),
        ("{甲}".encode("gbk"), "register_bad_manifest"),
    ],
)
def test_a_manifest_that_cannot_be_read_is_an_error(tmp_path, content, code):
    (tmp_path / "甲").mkdir()
    (tmp_path / "甲" / "manifest.json").write_bytes(content)
    (problem,) = read_register(tmp_path).problems
    assert problem.code == code
    assert "甲" in problem.text("zh")


@pytest.mark.parametrize(
    "values", [{"files": ["../../x"]}, {"status": "gone"}, {"amount": "1.234"}, {"date": None}]
)
def test_a_manifest_somebody_wrote_by_hand_is_no_manifest(tmp_path, values):
    made(tmp_path, "C1")
    path = tmp_path / "2026-06-30 催款函 001" / "manifest.json"
    whole = json.loads(path.read_text("utf-8"))
    whole["rows"][0].update(values)
    path.write_text(json.dumps(whole), "utf-8")
    assert codes(tmp_path) == ["register_bad_manifest"]


# -- files --


def test_files_that_are_gone_or_changed_are_pointed_out(tmp_path):
    made(tmp_path, "C1", "C2")
    folder = tmp_path / "2026-06-30 催款函 001"
    (folder / "CK-2026-0001 客户C1.pdf").unlink()
    (folder / "CK-2026-0002 客户C2.docx").write_bytes(b"edited")
    found = [(one.code, one.column, one.found) for one in check_files(read_register(tmp_path))]
    assert found == [
        ("register_missing_file", "CK-2026-0001", "CK-2026-0001 客户C1.pdf"),
        ("register_changed_file", "CK-2026-0002", "CK-2026-0002 客户C2.docx"),
    ]


# -- Windows, where Excel locks what it shows --


@pytest.fixture
def windows(monkeypatch):
    """A system that refuses to replace register.csv as long as the list says so."""
    refusals = []
    replace = storage.os.replace

    def refused(source, target):
        if refusals and target.name == "register.csv" and target.parent.name != ".xlar":
            refusals.pop()
            raise PermissionError(13, "used by another process", str(target))
        replace(source, target)

    monkeypatch.setattr(storage, "_WINDOWS", True)
    monkeypatch.setattr(storage, "_PAUSES", (0.0,) * 3)
    monkeypatch.setattr(storage.os, "replace", refused)
    return refusals


def test_a_scanner_that_holds_the_file_for_a_moment_is_waited_for(tmp_path, windows):
    windows += [1] * 3
    made(tmp_path, "C1")
    assert windows == []
    assert codes(tmp_path) == []


def test_a_batch_made_while_excel_shows_the_register_is_safe_and_added_later(tmp_path, windows):
    made(tmp_path, "C1")
    before = register_file(tmp_path).read_bytes()
    windows += [1] * 8
    batch = run_batch(tmp_path, [job("C2")])
    assert [one.number for one in batch.rows] == ["CK-2026-0002"]
    assert [one.code for one in batch.problems] == ["register_not_saved"]
    assert register_file(tmp_path).read_bytes() == before
    windows += [1] * 8
    assert codes(tmp_path) == ["register_not_saved"]  # still open
    assert numbers(tmp_path) == ["CK-2026-0001", "CK-2026-0002"]
    windows.clear()
    assert_agree(tmp_path)


def test_a_register_that_cannot_be_read_stops_everything(tmp_path, monkeypatch):
    made(tmp_path, "C1")
    read = storage.Path.read_bytes

    def refused(path):
        if path.name == "register.csv":
            raise PermissionError(13, "used by another process", str(path))
        return read(path)

    monkeypatch.setattr(storage.Path, "read_bytes", refused)
    with pytest.raises(NotReadable, match="close the program"):
        read_register(tmp_path)
    with pytest.raises(NotReadable):
        made(tmp_path, "C2")
