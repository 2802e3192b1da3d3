"""The productivity engine: arrays in, small frozen results out. Pure: NumPy only, importable alone.

By subject: `capital` (perpetual inventory, services), `labour` (input, share), `series` (breaks, splices, vintages,
territories),
`accounting` (official rule and Törnqvist), `industries` (value-added and Domar aggregation), `panel` (many units at
once),
`decomposition` (labour productivity), `projection` (what targets demand), `uncertainty` (conventions, vintages,
sampling).

Growth is in percentage points, shares in per cent, unless a docstring says logs. Nothing here rounds.
"""

VERSION = "1.0"
"""Version of the engine: changes when the same inputs may give another figure."""
