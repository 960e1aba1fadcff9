"""What happens when the worker or LibreOffice ends where nobody expects it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from calc_office import DidNotComeUp, wait_for
from small_ledger import AMOUNT_OF_A1, fill

from xlar.hosts.calc.engine import process

pytestmark = pytest.mark.office

BALANCE = '=AR_BALANCE("C001")'


def is_running(pid):
    return Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text()


def test_a_killed_worker_is_started_again_and_the_call_repeated(office, document):
    document.type("A1", BALANCE)
    [worker] = office.workers()
    os.kill(worker, signal.SIGKILL)
    document.cell(AMOUNT_OF_A1, "发票").Value = 150000.0
    wait_for(lambda: document.shown("A1") == 140000.0)
    assert document.type("A2", "=AR_RMB(1)") == "人民币壹元整"
    assert office.workers() != [worker]
    assert len(office.workers()) == 1


def test_a_document_that_is_closed_is_forgotten(office):
    for _ in range(2):
        document = office.open()
        fill(document)
        assert document.type("A1", BALANCE) == 90000.0
        document.close()


def test_the_worker_ends_with_a_killed_office(start_office):
    office = start_office()
    document = office.open()
    document.type("A1", "=AR_RMB(1)")
    [worker] = office.workers()
    office.kill()
    wait_for(lambda: not is_running(worker))
    office.end()


def test_an_office_that_does_not_come_up_says_why(start_office, monkeypatch, tmp_path):
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho no screen\nexit 7\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr(process, "program", lambda: program)
    with pytest.raises(DidNotComeUp, match=r"ended after \d+ s; exit codes so far: \[7\]") as told:
        start_office()
    assert "printed: no screen" in str(told.value)


@pytest.fixture(scope="module", params=["/no/such/python", "/bin/false"])
def office_without_worker(start_office, request):
    office = start_office(request.param)
    yield office
    office.end()


def test_without_a_worker_cells_show_an_error_at_once_and_the_reason(office_without_worker):
    document = office_without_worker.open()
    begin = time.monotonic()
    assert [document.type(f"A{row}", BALANCE) for row in range(1, 50)] == ["#VALUE!"] * 49
    assert time.monotonic() - begin < 10
    assert "xlar.log" in document.type("B1", "=AR_LASTERROR()")
    document.close()
