"""Vietnamese writing: dates, numbers, text, sorting, and the one clock of the house. Pure."""
