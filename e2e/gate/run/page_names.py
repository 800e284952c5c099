"""The names of the pages in the results of a gate."""

REFERENCE_NAME = "reference"
UNDER_TEST = "page-under-test"
