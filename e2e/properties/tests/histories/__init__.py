"""The histories that the properties are tested with."""

from e2e.properties.tests.histories.advice import ADVICE
from e2e.properties.tests.histories.deciding import DECIDES
from e2e.properties.tests.histories.kept import KEPT_BY

__all__ = ["ADVICE", "DECIDES", "KEPT_BY"]
