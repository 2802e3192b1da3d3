"""What happened: one typed module per register over one generic mechanism."""
