"""The one thing the doctor mends: the cache of generated COM wrappers, which Python makes anew."""

from __future__ import annotations

import platform
import shutil
import tempfile
from pathlib import Path


def clear_cache(temporary: Path | None = None, *, system: str | None = None) -> Path | None:
    """The folder of the cache, deleted; None where there is none.

    Args:
        temporary: folder of temporary files, None for the real one.
        system: name of the system, None for this one; only Windows has such a cache.
    """
    folder = (temporary or Path(tempfile.gettempdir())) / "gen_py"
    if (system or platform.system()) != "Windows" or not folder.is_dir():
        return None
    shutil.rmtree(folder, ignore_errors=True)
    return folder
