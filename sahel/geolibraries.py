"""Where GDAL and GEOS are: the system's if named, else the ones inside the pyogrio and shapely wheels.

The wheels' file names carry a hash that changes by release, so they are looked up, never written down.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path


def _wheel_library(package: str, pattern: str) -> str | None:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    site_packages = Path(spec.origin).parent.parent
    folders = (site_packages / f"{package}.libs", Path(spec.origin).parent / ".dylibs")
    for folder in folders:
        for path in sorted(folder.glob(pattern)):
            return str(path)
    return None


def geolibrary_paths() -> tuple[str | None, str | None]:
    """(GDAL_LIBRARY_PATH, GEOS_LIBRARY_PATH); None lets Django search the system.

    Also points GDAL and PROJ to the data files of the wheel, unless the environment names others.
    """
    if os.environ.get("GDAL_LIBRARY_PATH"):
        return os.environ["GDAL_LIBRARY_PATH"], os.environ.get("GEOS_LIBRARY_PATH")
    gdal = _wheel_library("pyogrio", "libgdal*")
    geos = _wheel_library("shapely", "libgeos_c*")
    if gdal:
        data = Path(gdal).parent.parent / "pyogrio"
        os.environ.setdefault("GDAL_DATA", str(data / "gdal_data"))
        os.environ.setdefault("PROJ_DATA", str(data / "proj_data"))
        os.environ.setdefault("PROJ_LIB", str(data / "proj_data"))
    return gdal, geos
