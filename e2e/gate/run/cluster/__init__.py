"""Plays the scenarios of a gate on the workers of a cluster, in the place of pytest's processes."""
