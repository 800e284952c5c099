"""The gate: its command line, its run, its verdict, and one file for each reporter."""
