"""Seconds from an address to the first card of *Today* in a browser, over a million leads, beside an empty Streamlit app.

`python -m benchmarks.dashboard`, after `make run`, with Chromium and what `make engines` installs. See benchmarks/README.md.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import duckdb
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.measure import ROOT

EMPTY = "import streamlit as st\nst.text('A card')\n"
# What tells copies of one lead apart; a hundred times as many sellers.
COPIED = {
    "lead_id": "concat(lead_id, '-', copy)",
    "owner_id": "case when owner_id is not null then concat(owner_id, '-', copy % 100) end",
    "lead_rank": "lead_rank + copy * (select count(*) from {table})",
    "queue_rank": "queue_rank + copy * (select count(*) from {table})",
    "place_in_queue": "place_in_queue + copy * 20",
}
# The first text of Today is the first card's.
SEEN = """
new MutationObserver((_, observer) => {
    if (document.querySelector('[data-testid=stText]')) {
        observer.disconnect();
        requestAnimationFrame(() => window.seen = performance.now());
    }
}).observe(document, {childList: true, subtree: true})
"""


def multiply(source: Path, target: Path, leads: int) -> int:
    """The published marts with at least so many leads, in a new file; how many there are."""
    target.unlink(missing_ok=True)
    with duckdb.connect(target) as connection:
        connection.execute(f"attach '{source}' as source (read_only)")
        copies = -(-leads // connection.execute("select count(*) from source.lead_scores").fetchone()[0])
        tables = "select table_name from duckdb_tables() where database_name = 'source'"
        for (name,) in connection.execute(tables).fetchall():
            table = f"source.{name}"
            columns = {column: kind for column, kind, *_ in connection.execute(f"describe {table}").fetchall()}
            replaced = ", ".join(
                f"cast({sql.format(table=table)} as {columns[column]}) as {column}"
                for column, sql in COPIED.items()
                if column in columns
            )
            copied = f"select * exclude (copy) replace ({replaced}) from {table}, range({copies}) as copies (copy)"
            connection.execute(f"create table {name} as {copied if 'lead_id' in columns else f'from {table}'}")
        return connection.execute("select count(*) from lead_scores").fetchone()[0]


@contextmanager
def served(app: Path, port: int, published: Path) -> Iterator[str]:
    """The address of a Streamlit app, with the settings that stand beside it."""
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(port)]
    environment = os.environ | {"PUBLISHED": str(published), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    process = subprocess.Popen(
        command, cwd=app.parent.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health").close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def look(context: BrowserContext, address: str) -> float:
    """Seconds from asking for a page to its first card."""
    page = context.new_page()
    page.add_init_script(SEEN)
    page.goto(address)
    seconds = page.wait_for_function("() => window.seen", timeout=60_000).json_value() / 1000
    # What comes after the first card is not to be in the next look.
    page.wait_for_load_state("networkidle")
    page.close()
    return seconds


def looks(browser: Browser, address: str) -> dict[str, float]:
    """The first look of a browser that has never been there, and the second."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    found = {"fresh": look(context, address), "cached": look(context, address)}
    context.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    chromium = shutil.which("chromium")
    source = Path(os.environ.get("PUBLISHED") or "published") / "bi.duckdb"
    if not chromium or not source.is_file():
        sys.exit("Chromium must be on the PATH, and make run must have published.")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        leads = multiply(source, folder / "bi.duckdb", given.leads)
        (folder / "empty").mkdir()
        (folder / "empty/app.py").write_text(EMPTY)
        shutil.copytree(ROOT / "dashboard/.streamlit", folder / ".streamlit")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with (
            served(ROOT / "dashboard/app.py", 8611, folder) as today,
            served(folder / "empty/app.py", 8612, folder) as empty,
        ):
            sides = {"Today": today, "an empty app": empty}
            first = {side: looks(browser, address)["fresh"] for side, address in sides.items()}
            rounds = [{side: looks(browser, address) for side, address in sides.items()} for _ in range(given.rounds)]
        browser.close()
    print(f"{leads:,} leads, medians of {given.rounds} rounds\n")
    print("| seconds to the first card | first after the start | fresh browser | cached |\n|---|--:|--:|--:|")
    for side in sides:
        middle = [median(found[side][kind] for found in rounds) for kind in ("fresh", "cached")]
        print(f"| {side} | {first[side]:.2f} | {middle[0]:.2f} | {middle[1]:.2f} |")


if __name__ == "__main__":
    main()
