"""Under which names the pages of a gate are played."""

REFERENCE_NAME = "reference"
UNDER_TEST = "page-under-test"
