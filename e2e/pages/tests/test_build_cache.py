"""A change of any input makes a new build, and a build that is in use is never removed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.pages import build_cache, leases
from e2e.pages.build_cache import KEPT, BuildFacts, CachedBuild
from e2e.pages.build_inputs import BuildInputs, Digests
from e2e.pages.builds import BuiltPage, PageSource, build_pages
from e2e.pages.places import FIXTURES

HOLD = """
import sys
from pathlib import Path
from e2e.pages import leases
print(leases.hold(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def workspace(a_checkout: Path) -> Path:
    """A page that imports its interval from a package of its workspace, with its own Vite installed."""
    modules = a_checkout / "node_modules"
    modules.mkdir()
    for package in (FIXTURES / "node_modules").iterdir():
        (modules / package.name).symlink_to(package)
    package = a_checkout.parent / "packages" / "interval"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"name": "interval", "main": "index.ts"}')
    (package / "index.ts").write_text("export const INTERVAL = 2_000;\n")
    (modules / "interval").symlink_to("../../packages/interval")
    installed = modules / "patched"
    installed.mkdir()
    (installed / "package.json").write_text('{"name": "patched", "main": "index.js"}')
    (installed / "index.js").write_text("export const FACTOR = 1;\n")
    shared = a_checkout.parent / "shared.ts"
    shared.write_text('export const ALIAS = "@";\n')
    client = a_checkout / "src" / "api" / "client.ts"
    client.write_text(
        'import { INTERVAL } from "interval";\nimport { FACTOR } from "patched";\n'
        "console.debug(INTERVAL * FACTOR);\n" + client.read_text()
    )
    config = a_checkout / "vite.config.ts"
    text = config.read_text().replace('"@":', "[ALIAS]:")
    config.write_text('import { ALIAS } from "../shared.ts";\n' + text)
    return a_checkout


def build(checkout: Path) -> BuiltPage:
    return build_pages([PageSource("in-a-workspace", checkout)], lambda page: None)[
        "in-a-workspace"
    ]


def test_a_build_of_a_checkout_that_was_moved_names_the_files_of_the_new_place(
    workspace: Path,
) -> None:
    (workspace / ".env").write_text(f"VITE_GREETING={workspace}\n")
    here = build(workspace).facts
    assert here.env_files == (str(workspace / ".env"),)
    assert here.config == str(workspace / "vite.config.ts")
    moved = workspace.parent.rename(workspace.parent.with_name("moved")) / workspace.name
    again = build(moved)
    assert again.was_cached
    assert again.facts.env_files == (str(moved / ".env"),)
    assert again.facts.config == str(moved / "vite.config.ts")


def test_a_changed_byte_anywhere_is_a_new_build_and_none_is_none(workspace: Path) -> None:
    """Eight builds: the reason for its length."""
    keys = [build(workspace).key]
    assert build(workspace).was_cached
    for name, text in (
        ("packages/interval/index.ts", "export const INTERVAL = 9_000_000;\n"),
        ("packages/interval/not-imported-yet.ts", "export {};\n"),
        ("web-ui/node_modules/patched/index.js", "export const FACTOR = 2;\n"),
        ("shared.ts", 'export const ALIAS: string = "@";\n'),
        ("web-ui/.env.production.local", "VITE_NEW=1\n"),
        (".postcssrc.json", "{}\n"),
    ):
        (workspace.parent / name).write_text(text)
        page = build(workspace)
        assert not page.was_cached, name
        keys.append(page.key)
    assert len(set(keys)) == len(keys)
    assert build(workspace).was_cached
    (workspace.parent / "packages/interval/index.ts").write_text("export const INTERVAL = 2_000;\n")
    assert not (b := build(workspace)).was_cached
    with_all_it_reads = workspace.parent.rename(workspace.parent.with_name("moved"))
    assert build(with_all_it_reads / workspace.name).was_cached
    assert b"9000000" not in b"".join(each.read_bytes() for each in b.folder.rglob("*.js"))


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build_cache, "PAGES", tmp_path / "pages")
    return tmp_path / "pages"


def put(content: str, checkout: Path = Path("/")) -> CachedBuild:
    """Puts a build into the cache, as if a checkout with that content was built."""
    room = build_cache.make_room()
    build_cache.get_out(room).mkdir()
    inputs = BuildInputs()
    facts = BuildFacts(
        checkout=checkout,
        packages={},
        config=None,
        env_files=(),
        not_applied=(),
        inputs=inputs,
    )
    return build_cache.keep("page", content, room, facts, checkout, Digests())


def test_a_build_in_use_stays_and_one_that_nobody_uses_goes(pages: Path) -> None:
    in_use = put("first").folder
    left = [put(f"other-{number}").folder for number in range(3)]
    for folder in left:
        leases.let_go(folder.parent)
    for number in range(KEPT):
        put(f"more-{number}")
    assert in_use.is_dir()
    assert not any(folder.exists() for folder in left)


def test_a_build_that_another_process_uses_stays_until_that_ends(pages: Path) -> None:
    folder = put("first").folder.parent
    leases.let_go(folder)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "True\n"
    assert not leases.remove_unless_held(folder)
    assert folder.is_dir()
    other.kill()
    other.communicate()
    assert leases.remove_unless_held(folder)
    assert not folder.exists()
    assert not leases.hold(folder)


def test_a_build_of_the_same_content_by_two_is_kept_once(pages: Path) -> None:
    first, second = put("same"), put("same")
    assert first == second
    assert first.folder.is_dir()
    assert [each.name for each in pages.iterdir()] == [first.folder.name]


def test_the_facts_of_a_build_by_two_lead_to_the_sources_of_the_one_that_is_kept(
    pages: Path,
) -> None:
    first, second = put("same", Path("/first")), put("same", Path("/second"))
    assert first == second
    assert second.facts.checkout == Path("/first")


def test_what_is_kept_beside_a_build_says_what_it_was_made_of(pages: Path) -> None:
    kept = put("first")
    facts = json.loads((kept.folder.parent / "build.json").read_text())
    assert set(facts["inputs"]) == {"files", "trees", "absent"}


def test_a_build_of_another_version_of_the_suite_is_not_used(pages: Path) -> None:
    kept = put("first").folder.parent
    content_key = kept.name.split(".")[1]
    assert build_cache.recall("page", content_key, Path("/"), Digests())
    (kept / "build.json").write_text('{"packages": {}}')
    assert build_cache.recall("page", content_key, Path("/"), Digests()) is None
