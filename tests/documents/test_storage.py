"""Writing as a whole or not at all, and what is said where it cannot be done."""

from __future__ import annotations

import errno
import os

import pytest

from xlar.documents.register import storage
from xlar.documents.register.storage import (
    NotReadable,
    NotWritable,
    commit_folder,
    leftovers,
    make_folder,
    read_file,
    remove_leftovers,
    replace_file,
    scratch_folder,
    write_new,
)


def filled(folder):
    scratch = scratch_folder(folder)
    write_new(scratch / "a", b"1")
    write_new(scratch / "b", b"2")
    return scratch


def test_a_filled_folder_gets_its_name_as_a_whole(tmp_path):
    commit_folder(filled(tmp_path), tmp_path / "批次")
    assert [path.name for path in tmp_path.iterdir()] == ["批次"]
    assert sorted(path.read_bytes() for path in (tmp_path / "批次").iterdir()) == [b"1", b"2"]


def test_everything_is_on_the_disk_before_the_folder_has_its_name(tmp_path, flushes, monkeypatch):
    scratch = filled(tmp_path)
    needed = {path.stat().st_ino for path in (scratch, *scratch.iterdir())}
    rename = os.rename

    def checked(source, target):
        assert needed <= set(flushes)
        rename(source, target)

    monkeypatch.setattr(storage.os, "rename", checked)
    commit_folder(scratch, tmp_path / "批次")
    assert flushes[-1] == tmp_path.stat().st_ino  # and then the name itself


def test_a_replaced_file_is_on_the_disk_before_it_takes_the_name(tmp_path, flushes, monkeypatch):
    replace = os.replace

    def checked(source, target):
        assert source.stat().st_ino == flushes[-1]
        replace(source, target)

    monkeypatch.setattr(storage.os, "replace", checked)
    replace_file(tmp_path / "register.csv", b"1")
    replace_file(tmp_path / "register.csv", b"2")
    assert (tmp_path / "register.csv").read_bytes() == b"2"
    assert flushes[-1] == tmp_path.stat().st_ino


def test_what_is_there_already_is_never_replaced_by_a_folder(tmp_path):
    (tmp_path / "批次").mkdir()
    with pytest.raises(NotWritable):
        commit_folder(filled(tmp_path), tmp_path / "批次")
    with pytest.raises(NotWritable):
        write_new(leftovers(tmp_path)[0] / "a", b"")


def test_folders_and_files_have_the_usual_permissions(tmp_path):
    (tmp_path / "usual").mkdir()
    (tmp_path / "usual" / "file").touch()
    commit_folder(filled(tmp_path), tmp_path / "批次")
    replace_file(tmp_path / "register.csv", b"")
    assert (tmp_path / "批次").stat().st_mode == (tmp_path / "usual").stat().st_mode
    usual = (tmp_path / "usual" / "file").stat().st_mode
    assert (tmp_path / "批次" / "a").stat().st_mode == usual
    assert (tmp_path / "register.csv").stat().st_mode == usual


def test_only_temporary_folders_are_leftovers(tmp_path):
    scratch = filled(tmp_path)
    for name in (".xlar", ".xlarx", "xlar-1", "2026 .xlar-1"):
        (tmp_path / name).mkdir()
    (tmp_path / ".xlar-file").touch()
    assert leftovers(tmp_path) == [scratch]
    remove_leftovers(tmp_path)
    assert leftovers(tmp_path) == []
    assert len(list(tmp_path.iterdir())) == 5


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_link_is_no_leftover(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / ".xlar-link").symlink_to(tmp_path / "mine", target_is_directory=True)
    assert leftovers(tmp_path) == []


def test_a_file_that_is_not_there_has_no_content(tmp_path):
    assert read_file(tmp_path / "x") is None


def test_a_file_that_cannot_be_read_is_not_taken_for_missing(tmp_path):
    with pytest.raises(NotReadable, match="cannot be read"):
        read_file(tmp_path)


# -- Windows --


@pytest.fixture
def windows(monkeypatch):
    """Pauses instead of waiting: a list of them."""
    pauses = []
    monkeypatch.setattr(storage, "_WINDOWS", True)
    monkeypatch.setattr(storage.time, "sleep", pauses.append)
    return pauses


@pytest.mark.parametrize("refusals", [0, 1, 5])
def test_on_windows_a_file_held_for_a_moment_is_tried_again(
    tmp_path, windows, monkeypatch, refusals
):
    rename, calls = os.rename, []

    def held(source, target):
        calls.append(source)
        if len(calls) <= refusals:
            raise PermissionError(13, "held by a scanner")
        rename(source, target)

    monkeypatch.setattr(storage.os, "rename", held)
    commit_folder(filled(tmp_path), tmp_path / "批次")
    assert len(windows) == refusals
    assert (tmp_path / "批次").is_dir()


def test_on_windows_a_file_held_for_good_is_an_error(tmp_path, windows, monkeypatch):
    def held(*_):
        raise PermissionError(13, "held by Excel")

    monkeypatch.setattr(storage.os, "replace", held)
    with pytest.raises(NotWritable, match="open in Excel"):
        replace_file(tmp_path / "register.csv", b"")
    assert sum(windows) < 2  # seconds


def test_elsewhere_a_refusal_is_final(tmp_path, monkeypatch):
    calls = []

    def refused(*paths):
        calls.append(paths)
        raise PermissionError(13, "not yours")

    monkeypatch.setattr(storage, "_WINDOWS", False)
    monkeypatch.setattr(storage.os, "replace", refused)
    with pytest.raises(NotWritable):
        replace_file(tmp_path / "register.csv", b"")
    assert len(calls) == 1


@pytest.mark.usefixtures("windows")
def test_windows_brings_names_to_the_disk_itself(tmp_path, flushes):
    commit_folder(filled(tmp_path), tmp_path / "批次")
    files = {path.stat().st_ino for path in (tmp_path / "批次").iterdir()}
    assert set(flushes) == files


# -- words --


@pytest.mark.parametrize(
    ("mistake", "zh", "en"),
    [
        (PermissionError(13, "x"), "可能正被 Excel 等程序打开", "may be open in Excel"),
        (OSError(errno.ENOSPC, "x"), "磁盘空间不足", "the disk is full"),
        (OSError(errno.ENAMETOOLONG, "x"), "路径过长", "the path is too long"),
        (
            OSError(errno.EIO, "Input/output error"),
            "（Input/output error）",
            "(Input/output error)",
        ),
        (OSError("odd"), "（odd）", "(odd)"),
    ],
)
def test_failures_are_told_in_words(tmp_path, monkeypatch, mistake, zh, en):
    def failing(*_, **__):
        raise mistake

    monkeypatch.setattr(storage.Path, "mkdir", failing)
    with pytest.raises(NotWritable) as failure:
        make_folder(tmp_path / "xlar")
    assert zh in failure.value.text("zh")
    assert en in failure.value.text("en")
    assert "xlar" in failure.value.text("zh")


def test_a_path_too_long_for_windows_is_told_by_its_code(tmp_path, monkeypatch):
    mistake = OSError(errno.EINVAL, "The filename or extension is too long")
    mistake.winerror = 206

    def failing(*_, **__):
        raise mistake

    monkeypatch.setattr(storage.Path, "mkdir", failing)
    with pytest.raises(NotWritable, match="too long"):
        make_folder(tmp_path / "xlar")
