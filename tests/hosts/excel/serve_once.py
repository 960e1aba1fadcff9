"""Runs the server over the fake of pywin32; one client calls it once, and it ends.

With ``broken`` as first argument xlwings cannot be imported.
"""

from __future__ import annotations

import sys
from typing import Any

import fake_pywin32


def main() -> int:
    arguments = sys.argv[1:]
    if arguments[0] == "broken":
        sys.modules["xlwings"] = None  # type: ignore[assignment]
        arguments.pop(0)
    else:
        fake_pywin32.install()
        _serve_a_client()
    from xlar.hosts.excel import server

    return server.main(arguments)


def _serve_a_client() -> None:
    """Makes the message loop of the server the client that COM would bring to it."""
    modules: dict[str, Any] = sys.modules  # type: ignore[assignment]
    pythoncom, util = modules["pythoncom"], modules["win32com.server.util"]
    policy = modules["win32com.server.policy"]
    classes: list[str] = []

    def client() -> int:
        made = policy.DefaultPolicy()._CreateInstance_(classes[0], "IDispatch")
        udf = ("xlar.hosts.excel.udfs", "dispatch", ("AR_RMB", (100.0,), ("zh",)))
        shown = util.unwrap(made).CallUDF(*udf)
        sys.__stdout__.buffer.write(f"{classes[0]} {shown}".encode())
        return 1

    pythoncom.MakePyFactory = classes.append
    pythoncom.CLSCTX_LOCAL_SERVER = pythoncom.REGCLS_MULTIPLEUSE = pythoncom.REGCLS_SUSPENDED = 0
    for name in (
        "CoRegisterClassObject", "CoRevokeClassObject", "EnableQuitMessage", "CoResumeClassObjects",
        "CoUninitialize",
    ):  # fmt: skip
        setattr(pythoncom, name, lambda *_: None)
    pythoncom.PumpWaitingMessages = client
    modules["win32api"].GetCurrentThreadId = lambda: 1
    event = modules["win32event"]
    event.INFINITE = event.QS_ALLEVENTS = event.WAIT_OBJECT_0 = 0
    event.MsgWaitForMultipleObjects = lambda *_: 0


if __name__ == "__main__":
    sys.exit(main())
