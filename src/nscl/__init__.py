"""NSCL: the working system of a province's productivity and quality programme."""
