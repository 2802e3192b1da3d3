"""Vietnamese forms of numbers that Django's own locale leaves unset: without the grouping 1000 prints as 1000."""

NUMBER_GROUPING = 3
THOUSAND_SEPARATOR = "."
DECIMAL_SEPARATOR = ","
