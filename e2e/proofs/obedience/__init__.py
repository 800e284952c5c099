"""The check that the backend did as it was told: compares each act of a job with the journal."""

from e2e.proofs.obedience.find import find_disobeyed

__all__ = ["find_disobeyed"]
