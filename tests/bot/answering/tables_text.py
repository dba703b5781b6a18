"""Invented tables: districts in rows and in columns, years in columns and in cells, periods, empty cells, sums."""

from __future__ import annotations

from collections.abc import Sequence


def table(heading: str, caption: str, *rows: Sequence[str]) -> str:
    """A section with one table; the first row holds the column names."""
    head, *body = rows
    names = "".join(f"<th>{name}</th>" for name in head)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return f"<h1>{heading}</h1><table><caption>{caption}</caption><tr>{names}</tr>{lines}</table>"


TABLES = f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>Zahlen</title></head><body>
{
    table(
        "Vakanzzeit",
        "Tabelle 1: Vakanzzeit nach Berufsgruppe 2022 (in Tagen)",
        ("Berufsgruppe", "Mönchsfelde", "Lüchtenau-Dan.", "Torfbruch"),
        ("Dachdeckerei", "112", "95", "x"),
        ("Altenpflege", "201", "188", "174"),
        ("Gastronomie", "77", "–", "64"),
        ("Insgesamt", "120", "141", "119"),
    )
}
{
    table(
        "Bevölkerung",
        "Tabelle 2: Einwohnerzahl nach Landkreis",
        ("Landkreis", "2015", "2021", "Prognose 2040"),
        ("Mönchsfelde", "81.200", "80.100", "74.900"),
        ("Lüchtenau-Dan.", "48.700", "47.900", "41.300"),
        ("Torfbruch", "99.400", "101.600", "103.000"),
    )
}
{
    table(
        "Mittel",
        "Tabelle 3: Fördermittel je Förderperiode (in Mio. Euro)",
        ("Allianz", "2015–2021", "2022–2027"),
        ("Küstenbogen", "2,75", "3,10"),
        ("Moorgau", "1,40", "k. A."),
    )
}
{
    table(
        "Teilzeit",
        "Tabelle 4: Teilzeitquote in Wattstedt (in Prozent)",
        ("Jahr", "Frauen", "Männer"),
        ("2019", "47,1", "9,8"),
        ("2020", "48,6", "10,2"),
        ("2021", "49,3", "11,0"),
    )
}
</body></html>
"""
