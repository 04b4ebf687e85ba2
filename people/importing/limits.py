"""How large a file of people may be inside. The size of the file itself is settings.IMPORT_MAX_BYTES."""

MAX_ROWS = 100_000
MAX_COLUMNS = 200
# An XLSX is a zip folder: what it unpacks to, and how tightly it may be packed, are known before it is opened.
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_RATIO = 200
RATIO_MATTERS_FROM_BYTES = 10 * 1024 * 1024
# So many problems are kept with an import; the number of all is in its receipt.
MAX_PROBLEMS_KEPT = 10_000
# A smaller file (some 2,000 rows) is checked and imported while the person waits.
SMALL_BYTES = 400_000
# So many rows show what a column holds while the columns are being chosen.
PREVIEW_ROWS = 4
