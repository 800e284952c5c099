"""Builds pages: a checkout as its own team builds it, and each content only once."""
