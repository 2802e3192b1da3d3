"""Bytes out of plain values: official papers as Word files, tables as workbooks and CSV. Pure."""
