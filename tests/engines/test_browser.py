"""The dashboard over hostile texts: in a real browser, where none of them runs and nobody is asked, and on PostgreSQL."""

import csv
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from postgres_server import PASSWORD, free_port, postgres_server
from streamlit.testing.v1 import AppTest

from dashboard.marts import PublishedError, open_marts
from dashboard.page import full_name
from tests.project import PROJECT, assert_passed, copy_of_project, dbt
from tests.published import HOSTILE, HOSTILE_ID, add_backtest, make_hostile, publish

# A link to a lead may be the first that a fresh server is asked for.
PAGES = {
    "lead": "A lead",
    "": "Today",
    "funnel": "Funnel",
    "channels": "Channels",
    "criteria": "Criteria",
    "lines": "Lines",
    "quality": "Data quality",
}
CONTROLS = {"button", "checkbox", "combobox", "link", "radio", "searchbox", "slider", "spinbutton", "switch", "textbox"}
SCREENS = [(width, height, scheme) for width, height in ((1280, 800), (390, 844)) for scheme in ("light", "dark")]
BUSY = "[data-testid=stSpinner], [data-testid=stSkeleton], [data-testid=stStatusWidget]"
# Streamlit's page asks for these beside its own address first, where they are not.
PROBE = re.compile(r"/_stcore/(health|host-config)$")
DRAWN = """() => ![...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
    .some(chart => !chart.querySelector('canvas, svg'))"""
# By what a screen reader calls what has the keyboard.
FOCUSED = """() => (e => e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].innerText) || '')
    (document.activeElement)"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a back-test and hostile texts, published; the file."""
    folder = tmp_path_factory.mktemp("dashboard")
    (folder / "project").mkdir()
    project = copy_of_project(folder / "project")
    # What is published has passed every data test.
    assert_passed(dbt(project, "build", "--exclude-resource-type", "unit_test"))
    path = publish(project / "warehouse.duckdb", folder / "published")
    add_backtest(path)
    make_hostile(path)
    return path


@pytest.fixture(scope="module")
def address(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the dashboard is served."""
    if not shutil.which("chromium"):
        assert "BROWSER" not in os.environ, "There is no chromium on the PATH; install it."
        pytest.skip("there is no chromium on the PATH: apt-get install chromium")
    port, path = free_port(), tmp_path_factory.mktemp("streamlit") / "log"
    with path.open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)],
            cwd=PROJECT, env=os.environ | {"PUBLISHED": str(published.parent)}, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, path)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"Streamlit did not start:\n{log.read_text()}")


@pytest.fixture(scope="module")
def browser(address) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Its sandbox does not start for root, as whom CI runs; all that it loads here is ours.
        started = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        started.close()


def show(page: Page, url: str, title: str) -> None:
    """Open a page and wait until it is drawn."""
    page.goto(url)
    page.get_by_role("heading", name=title, exact=True).wait_for()
    page.get_by_text("Scored as of").wait_for()
    page.wait_for_function(f"() => !document.querySelector('{BUSY}')")
    page.wait_for_function(DRAWN)


def unnamed(page: Page) -> list[str]:
    """The controls that the accessibility tree has no name for."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    shown = [node for node in nodes if not node["ignored"] and node["role"]["value"] in CONTROLS]
    assert shown
    return [node["role"]["value"] for node in shown if not node.get("name", {}).get("value", "").strip()]


@pytest.mark.parametrize("width, height, scheme", SCREENS)
def test_every_page_is_whole_and_asks_nobody_else(browser, address, width, height, scheme):
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(60_000)
    told, asked = [], []
    page.on("console", lambda message: told.append(message) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(error))
    page.on("dialog", lambda dialog: (told.append(dialog), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    for place, title in PAGES.items():
        show(page, f"{address}/{place}", title)
        assert page.title() == "Qualified Leads"
        wide = page.evaluate("() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
        main = page.evaluate("() => (e => e.scrollWidth - e.clientWidth)(document.querySelector('[data-testid=stMain]'))")
        assert (title, wide, main) == (title, 0, 0)
        assert (title, unnamed(page)) == (title, [])
        assert page.get_by_test_id("stException").count() == page.get_by_test_id("stAlertContentError").count() == 0
        assert page.evaluate("() => window.ran") is None
        assert page.locator("a[href*='elsewhere'], a[href^='javascript'], img[src*='elsewhere'], img[src='x']").count() == 0
    dark = page.evaluate("() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert (max(map(int, re.findall(r"\d+", dark)[:3])) < 64) == (scheme == "dark")
    elsewhere = [url for url in asked if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))]
    assert asked and elsewhere == []
    assert [m for m in told if not PROBE.search(getattr(m, "location", {}).get("url", ""))] == []
    context.close()


@pytest.fixture
def today(browser, address) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    page = context.new_page()
    show(page, address, "Today")
    yield page
    context.close()


def number_listed(page: Page) -> int:
    return int(re.search(r"of ([\d,]+)\.", page.get_by_text(re.compile(r"^Leads \d")).inner_text())[1].replace(",", ""))


def test_filters_are_reached_and_used_by_keyboard(today):
    wanted, reached = {"Find", "Owner", "Source", "Grade", "Rule", "Order"}, set()
    before = number_listed(today)
    for _ in range(40):
        today.keyboard.press("Tab")
        name = today.evaluate(FOCUSED)
        found = {label for label in wanted - reached if re.search(rf"\b{label}\b", name)}
        if "Grade" in found:
            today.keyboard.type("A1")
            today.keyboard.press("Enter")
            today.get_by_text(re.compile(rf"^Leads \d.* of (?!{before}\.)")).wait_for()
            today.keyboard.press("Escape")
        reached |= found
        if reached == wanted:
            break
    assert reached == wanted
    assert 0 < number_listed(today) < before


def test_texts_are_shown_as_they_are_and_downloaded_without_formulas(today, tmp_path):
    today.get_by_role("radio", name="All qualified").click()
    today.get_by_text(re.compile(r"^Leads 1 to 8 of \d+\.")).wait_for()
    page_of_texts = "\n".join(today.get_by_test_id("stText").all_text_contents())
    markup = [word for word in HOSTILE if len(word) < 1000 and " ".join(word.split()) in " ".join(page_of_texts.split())]
    assert len(markup) >= 8
    with today.expect_download() as started:
        today.get_by_role("button", name="Download").click()
    started.value.save_as(tmp_path / "leads.csv")
    with (tmp_path / "leads.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = {text for row in rows for text in row.values()}
    assert HOSTILE_ID in texts and HOSTILE[0] in texts and "w" * 10_000 in texts
    assert not [text for text in texts if text.startswith(("=", "+", "@"))]


def test_a_name_that_turns_its_letters_turns_no_other(browser):
    page = browser.new_page()
    page.add_style_tag(path=PROJECT / "dashboard/style.css")
    last_name = """() => {
        const letters = document.querySelector('span').firstChild, range = document.createRange();
        return [...'Lovelace'].map((_, place) => {
            const at = letters.length - 8 + place;
            range.setStart(letters, at);
            range.setEnd(letters, at + 1);
            return range.getBoundingClientRect().left;
        });
    }"""
    for first in ("\u202eAda", "Ada\u2069\u202e", "\u2067Ada\u2029\u202e", "Ada \u202b\u0645\u0631"):
        page.locator("body").evaluate(
            "(body, name) => { body.innerHTML = '<div data-testid=stText><span></span></div>';"
            " body.querySelector('span').textContent = name; }",
            full_name({"first_name": first, "last_name": "Lovelace"}),
        )
        places = page.evaluate(last_name)
        assert places == sorted(places) and len(set(places)) == 8, ascii(first)
    page.close()


def test_options_and_tooltips_are_texts(today, address):
    today.get_by_role("combobox", name="Owner").click()
    options = {" ".join(option.split()) for option in today.get_by_role("option").all_text_contents()}
    assert {" ".join(HOSTILE[place].split()) for place in (0, 2)} & options
    show(today, f"{address}/lead", "A lead")
    chart = today.get_by_test_id("stVegaLiteChart").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    tooltip = today.locator("#vg-tooltip-element.visible")
    for step in range(6, 60):
        today.mouse.move(box["x"] + 12, box["y"] + box["height"] * step / 60)
        if tooltip.count():
            break
    tooltip.wait_for()
    assert tooltip.locator("img, a, script, b").count() == 0
    assert today.evaluate("() => window.ran") is None


def test_a_lead_is_opened_from_its_card(today):
    today.get_by_role("radio", name="All qualified").click()
    today.get_by_text(re.compile(r"^Leads 1 to 8 of \d+\.")).wait_for()
    today.get_by_role("combobox", name=re.compile("Order")).click()
    today.get_by_role("option", name="Highest score").click()
    today.wait_for_function(f"() => !document.querySelector('{BUSY}')")
    today.get_by_role("button", name="Open lead 1", exact=True).click()
    today.get_by_role("heading", name="A lead").wait_for()
    today.get_by_text(re.compile("add up to")).wait_for()
    assert "lead=" in today.url


def shown_of(place: str) -> tuple[list, ...]:
    """What a page shows, but for the order of rows that are equal in what they are ordered by, or are ordered by text."""
    app = AppTest.from_file(str(PROJECT / "dashboard/app.py"), default_timeout=60).run()
    if place:
        app.switch_page(f"views/{place}.py").run()
    assert not app.exception and not app.error
    tables = [sorted(map(str, table.value.astype(str).to_numpy().tolist())) for table in app.dataframe]
    metrics = [(metric.label, metric.value) for metric in app.metric]
    options = [sorted(filter.options) for filter in app.multiselect]
    texts = [text.value for text in app.text]
    # Each database sorts the sentences of its warnings by a collation of its own.
    return metrics, sorted(texts) if place == "quality" else texts, tables, options


def test_postgresql_shows_the_same_to_a_role_that_only_reads(published, tmp_path, monkeypatch):
    monkeypatch.setenv("PUBLISHED", str(published.parent))
    expected = {place: shown_of(place) for place in PAGES}
    copy = shutil.copy(published, tmp_path / "copy.duckdb")
    with duckdb.connect(copy) as connection:
        connection.execute("create schema analytics_published")
        tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
        for (table,) in tables:
            connection.execute(f"create table analytics_published.{table} as from main.{table}")
    with postgres_server() as server:
        server.copy_from(Path(copy), "analytics_published", tmp_path)
        server.execute(
            f"create role reader login password '{PASSWORD}'",
            "grant usage on schema analytics_published to reader",
            "grant select on all tables in schema analytics_published to reader",
        )
        for name, value in (server.environment | {"DBT_TARGET": "postgres", "POSTGRES_USER": "reader"}).items():
            monkeypatch.setenv(name, value)
        found = {place: shown_of(place) for place in PAGES}
        # The role may do no more; and what may write does not by way of the dashboard.
        monkeypatch.setenv("POSTGRES_USER", server.environment["POSTGRES_USER"])
        with open_marts() as marts, pytest.raises(PublishedError):
            marts.rows("delete from analytics_published.lead_scores")
    for place in PAGES:
        for part, other in zip(expected[place], found[place], strict=True):
            assert part == other, place
