"""One row of a file."""

from dataclasses import dataclass


@dataclass(slots=True)
class Line:
    """The row's number as a spreadsheet shows it (the header is row 1) and its cells as text."""

    number: int
    cells: list[str]
