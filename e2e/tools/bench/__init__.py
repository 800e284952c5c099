"""The costs of the suite, as ratios of medians from one run. Each file has one measurement."""
