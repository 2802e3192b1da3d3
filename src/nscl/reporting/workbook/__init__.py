"""A report as a workbook: given out pre-filled, written in away from the web, brought back and looked at."""
