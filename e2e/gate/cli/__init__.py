"""The commands of `jobstatus-e2e`, one file for each command."""
