"""Processes that write in an output folder and are killed, as by a power cut, on the way.

Every step that changes the folder is counted: the opening of a file for writing, a flush, a new
folder, a rename, a removal. Killed at a flush, the file is left half written.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys

from batches import job, of_day

from xlar.documents.register import read_register, storage
from xlar.documents.register.batch import run_batch
from xlar.documents.register.statuses import change

CUSTOMERS = ("C1", "C2", "C3")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_STEPS = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}
_START = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"

context = multiprocessing.get_context(_START)
if _START == "forkserver":
    context.set_forkserver_preload(
        ["__main__", "numpy", "xlar.documents.register.batch", "killing"]
    )


def die():
    """End this process at once, without any cleaning up."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


class _Steps:
    """Counts the steps in a folder and dies at one of them."""

    def __init__(self, folder, last):
        self.folder, self.left = str(folder), last

    def watch(self):
        sys.addaudithook(self.heard)
        storage.os.fsync = self.flushed

    def heard(self, event, arguments):
        writes = event in _STEPS or (event == "open" and arguments[2] & _WRITING)
        if writes and str(arguments[0]).startswith(self.folder):
            self.step()

    def flushed(self, number):
        if self.left == 1 and os.fstat(number).st_size > 1:
            os.ftruncate(number, os.fstat(number).st_size // 2)
        self.step()

    def step(self):
        self.left -= 1
        if self.left == 0:
            die()


def batch(folder, day, customers=CUSTOMERS):
    """A batch of letters of one day."""
    when = {"as_of": of_day(day), "date": of_day(day)}
    jobs = [job(one, f"客户{one}", ("pdf",), **when) for one in customers]
    return run_batch(folder, jobs, wait=60)


def send(folder, day):
    """All drafts are sent."""
    drafts = [one.number for one in read_register(folder).rows if one.status == "draft"]
    return change(folder, drafts, "sent", of_day(day))


def read(folder, day):
    """The register is read, whatever the day."""
    return day and read_register(folder)


def dying(action, folder, day, step):
    """Exit code of a process that is killed at a step of an action; 0 where it was done before."""
    process = context.Process(target=_dying, args=(action, folder, day, step))
    process.start()
    process.join()
    return process.exitcode


def _dying(action, folder, day, step):
    _Steps(folder, step).watch()
    action(folder, day)


def killed_after(seconds, folder, day):
    """Kill a process this long after it has begun a batch."""
    begun = context.Event()
    process = context.Process(target=_begin, args=(begun, folder, day))
    process.start()
    begun.wait()
    process.join(seconds)
    process.kill()
    process.join()


def _begin(begun, folder, day):
    storage.os.fsync = _no_flush
    begun.set()
    batch(folder, day)


def together(calls):
    """Run batches, each in a process of its own, all beginning at the same moment."""
    gate = context.Barrier(len(calls))
    processes = [context.Process(target=_through, args=(gate, call)) for call in calls]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


def _no_flush(number):
    """What is written stays, whoever is killed; only a power cut needs more."""


def _through(gate, call):
    storage.os.fsync = _no_flush
    gate.wait()
    for folder, day, customers in call:
        batch(folder, day, customers)
