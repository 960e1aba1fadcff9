"""The user's configuration of Excel: which Python serves the functions, and how it is started."""

from __future__ import annotations

import csv
import sys

import pytest

from xlar.hosts.excel import install as room
from xlar.hosts.excel.install import (
    CLASS_ID,
    CannotInstall,
    configuration_file,
    configured,
    install,
    interpreter,
    registration,
    uninstall,
)


def values_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return dict(csv.reader(stream))


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ("Windows", ".xlar/xlar.conf"),
        ("Linux", ".xlar/xlar.conf"),
        ("Darwin", "Library/Containers/com.microsoft.Excel/Data/xlar.conf"),
    ],
)
def test_the_file_lies_where_the_macros_look_for_it(system, expected, tmp_path):
    assert configuration_file(system, tmp_path) == tmp_path / expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '"P","new"\r\n'),
        ('"p","old"\r\n', '"P","new"\r\n'),
        ('"Show Console","True"\r\n"P","old"\r\n', '"Show Console","True"\r\n"P","new"\r\n'),
        ('broken line\r\n"A","say ""no"""\r\n', '"A","say ""no"""\r\n"P","new"\r\n'),
    ],
)
def test_other_settings_of_the_file_stay(before, after):
    assert configured(before, {"P": "new"}) == after


@pytest.mark.parametrize(
    ("system", "key"), [("Windows", "INTERPRETER_WIN"), ("Darwin", "INTERPRETER_MAC")]
)
def test_installing_names_this_python(system, key, tmp_path):
    done = install(home=tmp_path, system=system)
    assert values_of(done.file) == {key: sys.executable, "TRANSPORT": "DLL"}
    assert done.keys == ()


def test_installing_twice_changes_nothing(tmp_path):
    first = install(home=tmp_path, system="Windows").file.read_bytes()
    assert install(home=tmp_path, system="Windows").file.read_bytes() == first


def test_uninstalling_removes_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "_winreg", FakeRegistry)
    done = install(home=tmp_path, system="Windows")
    uninstall(home=tmp_path, system="Windows")
    assert not done.file.exists()
    uninstall(home=tmp_path, system="Windows")  # a second time finds nothing, and says nothing


def test_the_server_is_registered_by_three_keys_of_the_user():
    python = r"C:\xlar\Scripts\python.exe"
    assert registration(python) == {
        r"Xlar.Server\CLSID": CLASS_ID,
        rf"CLSID\{CLASS_ID}\ProgID": "Xlar.Server",
        rf"CLSID\{CLASS_ID}\LocalServer32": f'"{python}" -I -B -m xlar.hosts.excel.server'
        f" {CLASS_ID}",
    }


class FakeRegistry:
    """The few calls of ``winreg`` that are used; keys with inner keys cannot be deleted."""

    keys: dict[str, str] = {}  # noqa: RUF012 - one registry for all
    HKEY_CURRENT_USER = "HKCU"
    REG_SZ = 1

    class CreateKey:
        def __init__(self, _root, path):
            self.path = path
            parts = path.split("\\")
            for end in range(3, len(parts) + 1):
                FakeRegistry.keys.setdefault("\\".join(parts[:end]), "")

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    @staticmethod
    def SetValueEx(key, _name, _reserved, _kind, value):  # noqa: N802 - as Windows calls it
        FakeRegistry.keys[key.path] = value

    @staticmethod
    def DeleteKey(_root, path):  # noqa: N802 - as Windows calls it
        if path not in FakeRegistry.keys:
            raise FileNotFoundError(path)
        assert not any(key.startswith(path + "\\") for key in FakeRegistry.keys), path
        del FakeRegistry.keys[path]


def test_registering_and_taking_it_back_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "_winreg", FakeRegistry)
    done = install(com=True, home=tmp_path, system="Windows")
    assert len(done.keys) == 3
    assert values_of(done.file)["TRANSPORT"] == "COM"
    assert FakeRegistry.keys[r"Software\Classes\Xlar.Server\CLSID"] == CLASS_ID
    assert len(uninstall(home=tmp_path, system="Windows").keys) == 5
    assert FakeRegistry.keys == {r"Software\Classes\CLSID": ""}  # Windows' own


@pytest.mark.parametrize("system", ["Darwin", "Linux"])
def test_only_windows_has_a_registry(system, tmp_path):
    with pytest.raises(CannotInstall, match="Windows only"):
        install(com=True, home=tmp_path, system=system)
    assert not configuration_file(system, tmp_path).exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / ".xlar").write_text("a file in the way", "utf-8")
    with pytest.raises(CannotInstall, match="cannot write"):
        install(home=tmp_path, system="Windows")


@pytest.mark.parametrize("system", ["Windows", "Darwin", "Linux"])
def test_the_configured_python_is_read_back(system, tmp_path):
    assert interpreter(home=tmp_path, system=system) == ""
    install(home=tmp_path, system=system)
    assert interpreter(home=tmp_path, system=system) == sys.executable
