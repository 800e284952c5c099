"""What Python compiles of the suite, compiled beforehand."""

from __future__ import annotations

import subprocess

from setup.places import PYTHON, ROOT

PACKAGES = ("e2e", "mock_backend")


def compile_packages() -> None:
    """Compiles what has changed since it last was.

    A gate starts seven processes that import most of it. Where PYTHONDONTWRITEBYTECODE is set, as in
    many containers, each would compile it again and throw that away. What does not compile is for the
    one who imports it to complain of.
    """
    command = [str(PYTHON), "-m", "compileall", "-qq", *PACKAGES]
    subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
