"""Why a history went wrong: histories in, causes out. Pure."""

from e2e.causes.cause import Cause, CauseKind
from e2e.causes.find import find_cause
from e2e.causes.kinds import ALL as KINDS
from e2e.causes.kinds import NOT_EXPLAINED
from e2e.causes.leading import choose_leading

__all__ = ["KINDS", "NOT_EXPLAINED", "Cause", "CauseKind", "choose_leading", "find_cause"]
