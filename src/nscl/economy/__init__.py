"""The province's statistics, governed: series, observations with source and vintage, breaks, stored estimates.

Nothing is overwritten: a later release is a new observation. What an estimate used can be told to the digit.
"""
