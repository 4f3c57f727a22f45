"""What was measured, kept in results.json: the tables of the README and the chart are drawn from it, never typed."""

import json
import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import chart

FOLDER = Path(__file__).parent
RESULTS, README, CHART = FOLDER / "results.json", FOLDER / "README.md", FOLDER / "bench.svg"
PLACE = re.compile(r"(<!-- measured -->\n).*?(<!-- end of measured -->)", re.DOTALL)
# Two runs with these alike measure the same: the newer one replaces the older.
ALIKE = "kind", "machine", "leads", "activities", "history", "engine"


def conditions() -> dict[str, str | dict[str, str]]:
    """When and on what something is measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = {name: version(name) for name in ("dbt-core", "dbt-duckdb", "duckdb", "polars")}
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB"
    return {"date": f"{datetime.now(UTC):%Y-%m-%d}", "machine": machine, "versions": packages}


def load() -> list[dict]:
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []


def record(result: dict) -> None:
    """Keep a result, and draw the tables and the chart anew."""
    others = [other for other in load() if any(other.get(name) != result.get(name) for name in ALIKE)]
    results = [*others, result]
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    README.write_text(with_tables(README.read_text(encoding="utf-8"), results), encoding="utf-8")
    CHART.write_text(chart.drawn(last_comparison(results)), encoding="utf-8")


def last_comparison(results: list[dict]) -> dict:
    """The chart shows the comparison recorded last."""
    return [result for result in results if result["kind"] == "rivals"][-1]


def with_tables(readme: str, results: list[dict]) -> str:
    """The README with the tables of these results in their place."""
    return PLACE.sub(lambda found: found[1] + "\n" + "\n".join(tables(results)) + "\n" + found[2], readme)


def tables(results: list[dict]) -> list[str]:
    """The lines of the README: all comparisons, how the time grows, what history costs, and what it was measured on."""
    ordered = sorted(results, key=lambda result: (result["machine"], result["activities"], result["leads"]))
    comparisons = [result for result in ordered if result["kind"] == "rivals"]
    lines = [line for result in comparisons for line in [*comparison(result), ""]]
    for series in dict.fromkeys((result["machine"], result["leads"]) for result in comparisons):
        alike = [result for result in comparisons if (result["machine"], result["leads"]) == series]
        if len(alike) > 1:
            lines += [*growth(alike), ""]
    for result in (result for result in ordered if result["kind"] == "history"):
        lines += [*history(result), ""]
    for result in (result for result in ordered if result["kind"] == "evaluation"):
        lines += [*evaluation(result), ""]
    runs_alone = [result for result in ordered if result["kind"] == "alone"]
    return [*lines, *alone(runs_alone), ""] if runs_alone else lines


def alone(results: list[dict]) -> list[str]:
    """One row per run on an engine, against nothing."""
    lines = [
        "`dbt run` on each engine, after `dbt seed`, with the project's own profile:",
        "",
        "| | leads | activities | seconds | peak memory | of these, the slowest models | measured |",
        "|---|--:|--:|--:|--:|---|---|",
    ]
    for result in results:
        slowest = ", ".join(f"{name} {seconds:.0f}" for name, seconds in result["slowest"] if seconds >= 1)
        memory = f"{result['gib']:.2f} GiB" if result["gib"] else ""
        cells = f"{result['leads']:,}", f"{result['activities']:,}", f"{result['seconds']:.0f}", memory, slowest
        lines.append(f"| {' | '.join([result['engine'], *cells, result['date']])} |")
    return lines


def comparison(result: dict) -> list[str]:
    """One row per side."""
    ours = result["sides"][0]["seconds"]
    lines = [
        f"{result['leads']:,} leads, {result['activities']:,} activities ({measured_on(result)}):",
        "",
        "| | rows | seconds | ratio | peak memory | CPU seconds |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for side in result["sides"]:
        cells = f"{result['activities']:,}", f"{side['seconds']:.1f}", f"{ours / side['seconds']:.2f}"
        cells += f"{side['gib']:.2f} GiB", f"{side['cpu_seconds']:.1f}"
        lines.append(f"| {' | '.join([side['name'], *cells])} |")
    rows = ", ".join(f"{count:,} {table}" for table, count in result["equal_rows"].items())
    return [
        *lines,
        "",
        f"Equal on all sides: {rows}. `dbt seed`, needed when a lookup changes, takes {result['seed_seconds']:.1f} s more.",
    ]


def growth(comparisons: list[dict]) -> list[str]:
    """One row per size: its time and CPU time against those of the smallest."""
    lines = [
        f"How `dbt run` grows over {comparisons[0]['leads']:,} leads, each line against the first:",
        "",
        "| activities | times as many | seconds | times as long | CPU seconds | times as much |",
        "|--:|--:|--:|--:|--:|--:|",
    ]
    for result in comparisons:
        cells = [f"{result['activities']:,}", f"{result['activities'] / comparisons[0]['activities']:.2f}"]
        for name in ("seconds", "cpu_seconds"):
            ours, first = (one["sides"][0][name] for one in (result, comparisons[0]))
            cells += f"{ours:.1f}", f"{ours / first:.2f}"
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def history(result: dict) -> list[str]:
    """The same run with and without activities from before the look-back."""
    older = result["history"] * result["activities"]
    without = result["without"]["seconds"]
    return [
        f"{result['leads']:,} leads, {result['activities']:,} activities, and {older:,} older ones ({measured_on(result)}):",
        "",
        "| `dbt run` | seconds | ratio | peak memory | CPU seconds |",
        "|---|--:|--:|--:|--:|",
        *(
            f"| {name} | {cost['seconds']:.1f} | {cost['seconds'] / without:.2f} | {cost['gib']:.2f} GiB "
            f"| {cost['cpu_seconds']:.1f} |"
            for name, cost in (("without them", result["without"]), ("with them", result["with"]))
        ),
    ]


def evaluation(result: dict) -> list[str]:
    """What looks at criteria, in runs of the project."""
    run = result["sides"][0]["seconds"]
    return [
        f"{result['leads']:,} leads, {result['activities']:,} activities ({measured_on(result)}):",
        "",
        "| | seconds | in runs | peak memory | CPU seconds |",
        "|---|--:|--:|--:|--:|",
        *(
            f"| {side['name']} | {side['seconds']:.1f} | {side['seconds'] / run:.2f} | {side['gib']:.2f} GiB "
            f"| {side['cpu_seconds']:.1f} |"
            for side in result["sides"]
        ),
    ]


def measured_on(result: dict) -> str:
    """Machine, day and versions, in brackets behind a size."""
    versions = ", ".join(f"{name} {number}" for name, number in result["versions"].items())
    rounds = f"{result['rounds']} round{'s' if result['rounds'] > 1 else ''}"
    return f"{result['date']}, {rounds}, {result['threads']} threads; {result['machine']}; {versions}"
