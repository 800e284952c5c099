"""What it costs: figures as ratios of medians, taken side by side in one run. One measurement a file."""
