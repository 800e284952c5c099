"""The reports of a gate, one file for each form."""
