"""The gates of the backend disabled one by one: a race that was not forced must not be passed."""
