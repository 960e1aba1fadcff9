"""The extension file, the messages to the worker, and the small parts that need no office."""

from __future__ import annotations

import ast
import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from small_ledger import TABLES

from xlar.functions.call import Session
from xlar.functions.registry import FUNCTIONS
from xlar.hosts.calc.addin import install, package
from xlar.hosts.calc.addin.component import formulas, link, results, wire
from xlar.hosts.calc.worker import Desk

OOR = "{http://openoffice.org/2001/registry}"
CALLS = ("calls", "doc", 1, "zh", (("AR_BALANCE", ("C001",)), ("AR_RMB", (1.0,))))


@pytest.fixture
def parts(tmp_path):
    with zipfile.ZipFile(package.build(tmp_path / "x.oxt", "/some/python")) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture
def desk():
    return Desk(Session(lambda: date(2026, 6, 30)))


def test_the_same_content_is_the_same_file(tmp_path):
    one = package.build(tmp_path / "1.oxt").read_bytes()
    assert one == package.build(tmp_path / "2.oxt").read_bytes()


def test_it_starts_the_python_it_was_built_with(parts):
    started = json.loads(parts["xlar.json"])["worker"]
    assert started == ["/some/python", "-I", "-m", "xlar.hosts.calc.worker"]


def test_every_function_has_a_method_and_a_name_in_cells(parts):
    texts = ET.fromstring(parts["CalcAddIns.xcu"])
    names = {
        prop.find("value").text
        for node in texts.findall("./node/node/node/node")
        for prop in node.findall("prop")
        if prop.get(f"{OOR}name") == "DisplayName"
    }
    assert names == set(FUNCTIONS)
    assert all(f"any ar{name[3:].title().replace('_', '')}(" in parts["XFunctions.idl"]
               for name in FUNCTIONS)  # fmt: skip


def test_the_manifest_lists_parts_that_are_there(parts):
    listed = [entry.get(f"{entry.tag.partition('}')[0]}}}full-path")
              for entry in ET.fromstring(parts["META-INF/manifest.xml"])]  # fmt: skip
    assert listed
    assert set(listed) <= set(parts)


def test_what_runs_inside_libreoffice_is_python_3_8_and_its_library(parts):
    modules = {name: text for name, text in parts.items() if name.endswith(".py")}
    assert len(modules) > 5
    allowed = {
        "__future__",
        "uno",
        "unohelper",
        "xlar_calc_addin",
        "xlar_calc_menu",
        *sys.stdlib_module_names,
    }
    for text in modules.values():
        tree = ast.parse(text, feature_version=(3, 8))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert {one.name.partition(".")[0] for one in node.names} <= allowed
            elif isinstance(node, ast.ImportFrom) and not node.level:
                assert node.module.partition(".")[0] in allowed


def test_the_worker_asks_for_tables_it_does_not_know(desk):
    assert desk.answer(CALLS) == [(None, False, True), ("人民币壹元整", False, False)]


def test_the_worker_answers_from_the_tables_of_that_state(desk):
    desk.answer(("tables", "doc", 1, TABLES, False))
    assert desk.answer(CALLS)[0] == (90000.0, True, False)
    assert desk.answer(("calls", "doc", 2, *CALLS[3:]))[0] == (None, False, True)


def test_the_worker_forgets_a_document(desk):
    desk.answer(("tables", "doc", 1, TABLES, False))
    assert desk.answer(("forget", "doc"))
    assert desk.answer(CALLS)[0] == (None, False, True)


def test_the_real_worker_answers_over_its_pipes_and_ends_with_them():
    questions = io.BytesIO()
    for message in (("hello",), ("tables", "doc", 1, TABLES, False), CALLS):
        wire.send(questions, message)
    done = subprocess.run(
        [sys.executable, "-I", "-m", package.WORKER],
        input=questions.getvalue(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    answers = io.BytesIO(done.stdout)
    assert wire.receive(answers) == wire.VERSION
    assert wire.receive(answers) is True
    assert wire.receive(answers)[0] == (90000.0, True, False)


@pytest.mark.parametrize("sent", [b"", b"\x01", b"\x09" + bytes(7) + b"half"])
def test_half_a_message_is_the_end(sent):
    with pytest.raises(EOFError):
        wire.receive(io.BytesIO(sent))


def test_a_program_that_says_nothing_is_no_worker(tmp_path):
    silent = link.Link([sys.executable, "-c", "pass"], str(tmp_path / "log"))
    with pytest.raises(link.WorkerFailed, match="ended with code 0"):
        silent.ask("hello")


def test_a_late_worker_is_ended(tmp_path):
    sleeping = [sys.executable, "-c", "import time; time.sleep(60)"]
    worker = link.Worker(sleeping, str(tmp_path / "log"))
    with pytest.raises(link.WorkerLost, match="no answer"):
        worker.ask(("hello",), 0.1)
    worker.end()


@pytest.mark.parametrize(
    ("formula", "name"),
    [
        ("=AR_AGING()", "AR_AGING"),
        ("=ORG.XLAR.CALC.FUNCTIONS.ARAGING(a1;(1+2))", "ARAGING"),
        ('=AR_STATEMENT("(")', "AR_STATEMENT"),
        ("=AR_AGING()+1", None),
        ("=AR_AGING()+SUM(1)", None),
        ("=1", None),
    ],
)
def test_a_formula_that_is_one_call(formula, name):
    assert formulas.called_function(formula) == name


@pytest.mark.parametrize(
    ("written", "entered"),
    [
        ("=ar_aging(x)", "=AR_AGING(x)"),
        ("=ar_ledger(t[#All])", "=AR_LEDGER(t[[#All]])"),
        ("=AR_LEDGER(t[[#All]])", "=AR_LEDGER(t[[#All]])"),
        ("=ar_ledger+ar_other(1)", "=ar_ledger+ar_other(1)"),
    ],
)
def test_a_formula_of_excel_as_it_is_entered(written, entered):
    assert formulas.understood(written, FUNCTIONS) == entered


def test_results_of_old_handles_are_emptied():
    kept = results.Results()
    made = {}
    for place in range(5):
        handle = f"{place:012x} · 4"
        made[handle] = results.Result((("x",),), from_tables=False)
        kept.put(("AR_AGING", (handle, 1.0)), made[handle])
    kept.empty_old()
    assert [one.value for one in made.values()] == ["", "", *[(("x",),)] * 3]


def test_more_are_kept_where_more_ledgers_are_in_use():
    kept = results.Results()
    calls = [("AR_AGING", (f"{place:012x} · 4",)) for place in range(4)]
    for _ in range(3):
        for call in calls:
            if kept.get(call) is None:
                kept.put(call, results.Result((("x",),), from_tables=False))
    kept.empty_old()
    assert all(kept.get(call) is not None for call in calls)


def test_the_command_line_writes_the_file(tmp_path):
    command = [sys.executable, "-m", "xlar", "calc", "build", "-o", str(tmp_path / "x.oxt")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == str(tmp_path / "x.oxt")
    assert zipfile.is_zipfile(tmp_path / "x.oxt")


@pytest.mark.office
def test_what_libreoffice_refuses_is_told(start_office, tmp_path):
    assert start_office
    with pytest.raises(install.CannotInstall, match="LibreOffice did not take it"):
        install.uninstall([f"-env:UserInstallation={tmp_path.as_uri()}"])
