"""The defence table: every combination of defences against every cache, played for real."""
