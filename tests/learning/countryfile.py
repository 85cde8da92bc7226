"""Lines of a country file as GeoNames writes them, made up."""

from __future__ import annotations


def line(
    number: int, name: str, latitude: float | str, longitude: float | str, code: str = "P.PPL", **cells: str
) -> str:
    """One line; `cells` are ascii, others, country, unit1, unit2."""
    feature_class, feature_code = code.split(".")
    return "\t".join([
        str(number), name, cells.get("ascii", name), cells.get("others", ""), str(latitude), str(longitude),
        feature_class, feature_code, cells.get("country", "ML"), "", cells.get("unit1", ""), cells.get("unit2", ""),
        "", "", "0", "", "250", "Africa/Bamako", "2023-10-22",
    ]) + "\n"  # fmt: skip
