"""The commands of `jobstatus-e2e`, one a file."""
