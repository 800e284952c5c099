"""A run of the catalogue on a page's mutants: choosing, playing in several processes, writing down."""
