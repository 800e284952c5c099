"""Commands whose modules are imported only when the command runs."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand
from typer.main import get_group


def on_demand(name: str, module: str, function: str) -> type[TyperCommand]:
    """Returns a class for the command `name`, which is `function` in `e2e.gate.cli.<module>`.

    The class stands for the command in lists, and reads its docstring from the source without an import.
    When the command runs, it makes the context of the real command, with the module's EPILOG if there
    is one. If the module has an `app`, that is a group of commands, and `function` is its callback.
    """

    class OnDemand(TyperCommand):
        @property
        def help(self) -> str | None:
            return _read_docstring(module, function)

        @help.setter
        def help(self, value: str | None) -> None:
            """Ignores the help text that Typer takes from the placeholder function."""

        def make_context(
            self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
        ) -> Any:
            command = _load(name, module, function)
            return command.make_context(info_name, args, parent=parent, **extra)

    return OnDemand


def _read_docstring(module: str, function: str) -> str | None:
    source = Path(__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return ast.get_docstring(node)
    raise LookupError(f"Failed to list a command: {module}.py has no function {function}.")


def _load(name: str, module: str, function: str) -> Any:
    loaded = import_module(f"e2e.gate.cli.{module}")
    apart = typer.Typer(rich_markup_mode="markdown")
    if hasattr(loaded, "app"):
        apart.add_typer(loaded.app, name=name)
    else:
        epilog = getattr(loaded, "EPILOG", None)
        apart.command(name, epilog=epilog)(getattr(loaded, function))
    return get_group(apart).commands[name]
