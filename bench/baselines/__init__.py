"""The fastest bare versions we know of what the house computes."""
