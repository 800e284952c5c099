"""The backend for a page that its team's own tools serve, and a panel that moves the backend's jobs."""

from e2e.debug.served.app import build_served_app
from e2e.debug.served.jobs import ServedJobs

__all__ = ["ServedJobs", "build_served_app"]
