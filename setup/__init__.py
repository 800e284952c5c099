"""Brings a fresh machine to where gate and tests run. Standard library only."""
