"""Official papers: one module (or package) each, named in `catalogue`. Words come from records, figures from lines."""
