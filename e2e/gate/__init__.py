"""The command line, the verdict, one reporter a file."""
