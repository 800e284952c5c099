"""A page is built as its own checkout builds it, or it is not judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from e2e.gate.tests.conftest import RunGate
from e2e.pages.places import FIXTURES

ONE = ("--scenario", "reconnect-late-progress")

CONFIG = """
import { defineConfig } from "vite";

export default defineConfig(({ mode }) => ({
  base: "https://cdn.example/app/",
  define: { __GREETING__: JSON.stringify(mode) },
  resolve: { alias: { "~app": new URL("../src", import.meta.url).pathname } },
  server: { proxy: { "/v1": "http://127.0.0.1:1" } },
  experimental: { renderBuiltUrl: (file) => `https://cdn.example/${file}` },
  build: {
    outDir: "../NEVER",
    sourcemap: false,
    lib: { entry: "nowhere.ts", name: "page", formats: ["cjs"] },
    rollupOptions: {
      input: "nowhere.html",
      external: ["react"],
      output: [{ format: "cjs", entryFileNames: "a.js" }],
      onwarn() { throw new Error("a warning"); },
    },
  },
}));
"""


def install(checkout: Path) -> None:
    """Installs our own packages in the checkout, Vite among them, as `npm ci` would."""
    (checkout / "node_modules").symlink_to(FIXTURES / "node_modules")


@pytest.fixture
def configured(a_checkout: Path) -> Path:
    """A checkout whose page needs its config: only this defines an alias and a constant of the page.

    Its component is a default export in a folder, its build script names config and mode, and its env
    file names a server that is not ours.
    """
    (a_checkout / "vite.config.ts").unlink()
    (a_checkout / "config").mkdir()
    (a_checkout / "config" / "web.ts").write_text(CONFIG)
    (a_checkout / "package.json").write_text(
        json.dumps(
            {
                "name": "web-ui",
                "type": "module",
                "scripts": {
                    "prebuild": "touch RAN",
                    "build": "vite build --mode staging --config config/web.ts",
                },
            }
        )
    )
    (a_checkout / ".env.staging").write_text(
        "VITE_API_URL=https://api.example/v1\nVITE_WS_BACKEND_URL=wss://api.example\n"
    )
    component = a_checkout / "src" / "components" / "JobStatus.tsx"
    text = component.read_text().replace("export function JobStatus", "export default function Job")
    for file in a_checkout.rglob("src/**/*.ts*"):
        file.write_text(file.read_text().replace('"@/', '"~app/'))
    component.unlink()
    (component.parent / "JobStatus").mkdir()
    (component.parent / "JobStatus" / "index.tsx").write_text(
        "declare const __GREETING__: string;\n"
        'if (__GREETING__ !== "staging") throw new Error("another mode");\n'
        + text.replace('"@/', '"~app/')
    )
    return a_checkout


def test_the_checkouts_own_vite_and_config_build_the_page(
    configured: Path, run_gate: RunGate
) -> None:
    install(configured)
    (configured / "vite.config.ts").write_text("throw new Error('not the one that is named');")
    done = run_gate("--web-ui", configured, *ONE)
    assert (done.code, done.err) == (0, ""), done.out
    page = done.verdict["page"]
    assert page["config"] == str(configured / "config" / "web.ts")
    assert page["env_files"] == [str(configured / ".env.staging")]
    assert page["not_applied"] == []
    assert page["packages"]["vite"].endswith("(checkout)")
    assert not (configured / "RAN").exists()
    assert not (configured.parent / "NEVER").exists()


def test_an_import_that_nobody_can_find_is_undecided_and_named(
    configured: Path, run_gate: RunGate
) -> None:
    install(configured)
    client = configured / "src" / "api" / "client.ts"
    client.write_text('import "not-installed";\n' + client.read_text())
    done = run_gate("--web-ui", configured, *ONE)
    assert done.code == 3
    assert "not-installed" in done.err
    assert "neither installed nor an alias that is known" in done.err


def test_a_config_that_nobody_is_to_run_is_named_where_the_page_needs_it(
    configured: Path, run_gate: RunGate
) -> None:
    install(configured)
    (configured / "vite.config.ts").write_text("throw new Error('it was run');")
    done = run_gate("--web-ui", configured, "--no-checkout-config", *ONE)
    assert done.code == 3
    assert "'~app/" in done.err
    assert "Not applied: vite.config.ts" in done.out + done.err
    assert "without --no-checkout-config" in done.out + done.err
    assert "it was run" not in done.out + done.err


def test_an_alias_of_a_config_whose_tools_are_not_installed_is_named(
    configured: Path, run_gate: RunGate
) -> None:
    done = run_gate("--web-ui", configured, *ONE)
    assert done.code == 3
    assert "'~app/" in done.out + done.err
    assert "npm ci" in done.out + done.err


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("postcss.config.js", "export default {};", "postcss.config.js changes src/components"),
        ("src/components/JobStatus.css", ".a { @apply flex; }", "has @apply, which is no CSS"),
        (
            "vite.config.ts",
            'import odd from "vite-plugin-odd"; export default { plugins: [odd()] };',
            "vite.config.ts uses vite-plugin-odd",
        ),
        (
            "vite.config.ts",
            "export default { define: { 'isTerminal': 'no' } };",
            "uses isTerminal, which vite.config.ts defines",
        ),
    ],
)
def test_a_page_that_needs_what_is_not_installed_is_undecided(
    a_checkout: Path, run_gate: RunGate, file: str, text: str, said: str
) -> None:
    (a_checkout / file).write_text(text)
    done = run_gate("--web-ui", a_checkout, *ONE)
    assert done.code == 3
    told = " ".join((done.out + done.err).split())
    assert said in told
    assert "npm ci" in told


def test_what_was_not_applied_is_in_the_verdict_and_env_files_are_read(
    a_checkout: Path, run_gate: RunGate
) -> None:
    (a_checkout / ".env").write_text("VITE_GREETING=hello\n")
    client = a_checkout / "src" / "api" / "client.ts"
    client.write_text(
        'if (import.meta.env.VITE_GREETING !== "hello") throw new Error("no env");\n'
        + client.read_text()
    )
    done = run_gate("--web-ui", a_checkout, *ONE)
    assert done.code == 0, done.out + done.err
    page = done.verdict["page"]
    assert page["config"] is None
    assert page["not_applied"] == ["vite.config.ts"]
    assert page["env_files"] == [str(a_checkout / ".env")]
    assert page["packages"]["vite"].endswith("(ours)")


def test_props_are_handed_to_the_component_and_told(a_checkout: Path, run_gate: RunGate) -> None:
    component = a_checkout / "src" / "components" / "JobStatus.tsx"
    component.write_text(
        component.read_text().replace(
            "{ jobId }: JobStatusProps) {",
            "{ jobId, theme }: JobStatusProps & { theme?: string }) {\n"
            '  if (theme !== "dark") return null;',
        )
    )
    done = run_gate("--web-ui", a_checkout, "--props", '{"theme": "dark"}', *ONE)
    assert done.code == 0, done.out + done.err
    assert done.verdict["page"]["props"] == {"theme": "dark"}
    without = run_gate("--web-ui", a_checkout, *ONE)
    assert without.code == 3
    assert "the page did not start" in (without.out + without.err).lower()


@pytest.mark.parametrize(
    ("props", "said"),
    [
        ("{", "takes a JSON object"),
        ("[1]", "that is no object"),
        ('{"jobId": "1"}', "sets jobId itself"),
    ],
)
def test_props_that_are_none_are_refused(run_gate: RunGate, props: str, said: str) -> None:
    done = run_gate("--props", props, *ONE)
    assert done.code == 2
    assert said in " ".join((done.out + done.err).split())
