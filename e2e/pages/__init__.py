"""Building pages: a checkout as its own team builds it, each content once."""
