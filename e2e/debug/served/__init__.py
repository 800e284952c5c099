"""The backend for a page that is served by its own team's tools, with a panel to move it."""

from e2e.debug.served.app import build_served_app
from e2e.debug.served.jobs import ServedJobs

__all__ = ["ServedJobs", "build_served_app"]
