"""Tables of full texts: grids of cells to shares of participants, each with what its row and its columns say.

A share is a number, a percentage or both, read by the pattern of its cell (patterns/cells.yml) and by the words over,
beside and under the table (patterns/terms/table_words.csv). Which shares become facts is decided in
extractor/facts/tabled.py.
"""

from extractor.tables.cells import CellPattern, fitting, read_cell_patterns
from extractor.tables.grid import Grid, Row, grids_of
from extractor.tables.shares import GroupSize, TableReading, TableShare, read_table

__all__ = [
    "CellPattern",
    "Grid",
    "GroupSize",
    "Row",
    "TableReading",
    "TableShare",
    "fitting",
    "grids_of",
    "read_cell_patterns",
    "read_table",
]
