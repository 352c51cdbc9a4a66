"""How much of a file is read: sizes, counts and ratios, so that no file keeps Askwell busy or fills the memory."""

MOST_BYTES = 256 * 1024 * 1024
MOST_TABLE_BYTES = 64 * 1024 * 1024
MOST_ROWS = 100_000
MOST_PREAMBLE = 500
MOST_CELLS = 4_000_000
MOST_COLUMNS = 400
MOST_CELL = 10_000
MOST_VALUES = 50
"""How many e-mail addresses, links or skills of one person are taken."""

MOST_ENTRIES = 10_000
MOST_UNPACKED = 256 * 1024 * 1024
MOST_RATIO = 200
"""How many times larger than packed a file may become; tables of names pack about ten to one."""

RATIO_MATTERS_FROM = 1024 * 1024
MOST_LISTED = 100_000
