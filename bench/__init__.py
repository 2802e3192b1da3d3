"""Side-by-side benchmarks: ours against the fastest bare version we know, in one run, printed as ratios."""
