"""Did the backend do as it was told? Each act of a job's is held against the journal."""

from e2e.proofs.obedience.find import find_disobeyed

__all__ = ["find_disobeyed"]
