"""The extension file: a zip archive with the component, its interface and its configuration."""

from __future__ import annotations

import json
import sys
import zipfile
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from xlar.functions.registry import FUNCTIONS
from xlar.hosts.calc.addin.component.loading import IMPLEMENTATION as LOADING
from xlar.hosts.calc.addin.component.service import CONFIGURATION
from xlar.hosts.calc.addin.describe import interface, method_name, names_and_texts
from xlar.hosts.calc.menu.package import MENU_ENTRIES, menu_parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

IDENTIFIER: Final = "org.xlar.calc"
FILE_NAME: Final = "xlar.oxt"
WORKER: Final = "xlar.hosts.calc.worker"
_COMPONENT: Final = "xlar_calc.py"
_MODULES: Final = "pythonpath/xlar_calc_addin"
_START: Final = '''"""The add-in of xlar; everything it does is in the package beside it."""
from xlar_calc_addin.service import implementations

g_ImplementationHelper = implementations()
'''
_VENDOR: Final = "application/vnd.sun.star"
_PARTS: Final = {
    "XFunctions.idl": f"{_VENDOR}.uno-typelibrary;type=RDB",
    _COMPONENT: f"{_VENDOR}.uno-component;type=Python",
    "CalcAddIns.xcu": f"{_VENDOR}.configuration-data",
    "Jobs.xcu": f"{_VENDOR}.configuration-data",
    **MENU_ENTRIES,
}
_JOBS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="Jobs" oor:package="org.openoffice.Office">
<node oor:name="Jobs"><node oor:name="XlarLoading" oor:op="replace">
<prop oor:name="Service"><value>{loading}</value></prop></node></node>
<node oor:name="Events"><node oor:name="OnLoad" oor:op="fuse">
<node oor:name="JobList"><node oor:name="XlarLoading" oor:op="replace"/></node></node></node>
</oor:component-data>
"""
_DESCRIPTION: Final = """<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<identifier value="{identifier}"/>
<version value="{version}"/>
<display-name>
<name lang="en">xlar: receivables</name><name lang="zh-CN">xlar 应收账款</name>
</display-name>
<dependencies xmlns:lo="http://libreoffice.org/extensions/description/2011">
<lo:LibreOffice-minimal-version value="7.4" name="LibreOffice 7.4"/></dependencies>
</description>
"""
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # the same content is the same file


def build(path: Path, python: str = sys.executable) -> Path:
    """Write the extension.

    Args:
        path: the file to write.
        python: the program of the Python that has xlar; the extension starts it.

    Returns:
        The file written.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(contents(python).items()):
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), text, zipfile.ZIP_DEFLATED)
    return path


def contents(python: str) -> Mapping[str, str]:
    """The parts of the extension by their names.

    Args:
        python: the program of the Python that has xlar.
    """
    functions = list(FUNCTIONS.values())
    settings = {
        "worker": [python, "-I", "-m", WORKER],
        "volatile": [one.name for one in functions if one.volatile],
        "methods": {method_name(one.name): one.name for one in functions},
    }
    return {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _DESCRIPTION.format(identifier=IDENTIFIER, version=version("xlar")),
        "XFunctions.idl": interface(functions),
        "CalcAddIns.xcu": names_and_texts(functions),
        "Jobs.xcu": _JOBS.format(loading=LOADING),
        CONFIGURATION: json.dumps(settings, ensure_ascii=False, indent=1),
        _COMPONENT: _START,
        **_modules(),
        **menu_parts(python),
    }


def _modules() -> Mapping[str, str]:
    folder = files("xlar.hosts.calc.addin") / "component"
    return {
        f"{_MODULES}/{one.name}": one.read_text(encoding="utf-8")
        for one in folder.iterdir()
        if one.name.endswith(".py")
    }


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{media}"/>\n'
        for name, media in _PARTS.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n'
        f"{entries}</manifest:manifest>\n"
    )
