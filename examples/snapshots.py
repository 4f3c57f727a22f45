"""What was known of each lead on each date of a back-test, its score, and when it first bought: a Parquet file a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np

from lead_scoring.build.steps import load_raw, project_variables
from lead_scoring.dbt_commands import dbt, environment
from lead_scoring.evaluate.backtest import done_dates, score
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import ask, schema

# Who a lead is, by what and when it was scored, and what was written down only afterwards: not what a model may learn from.
NOT_FEATURES = {
    *("as_of", "lead_id", "source_system", "updated_at", "attributes_are_later", "owner_id", "is_profiled"),
    *("lead_score", "converted_at", "criteria_met"),
}


@dataclass(frozen=True)
class Snapshots:
    """One row per date and lead, all columns of one length, ordered by both.

    Numbers are float64, nan where not known; a moment is days before as_of. Texts are objects, None where not known.
    criteria_met is what backtest_patterns says: dimension:criterion=points of each.
    """

    as_of: np.ndarray
    converted_at: np.ndarray
    lead_score: np.ndarray
    criteria_met: np.ndarray
    numbers: dict[str, np.ndarray]
    texts: dict[str, np.ndarray]

    def on(self, moments: Sequence[datetime]) -> np.ndarray:
        """Which rows are of these dates."""
        return np.isin(self.as_of, np.array(moments, dtype=self.as_of.dtype))

    def bought_before(self) -> np.ndarray:
        """Which rows are of leads that had bought by their date; NaT is not before anything."""
        return self.converted_at < self.as_of

    def bought_within(self, days: int) -> np.ndarray:
        """Which rows are of leads that first bought in the days after their date: the outcome of the back-test."""
        return ~self.bought_before() & (self.converted_at < self.as_of + np.timedelta64(days, "D"))


def file_of(folder: Path, moment: datetime) -> Path:
    return folder / f"{moment:%Y-%m-%d}.parquet"


def write_snapshot(moment: datetime, folder: Path) -> None:
    """Keep the date that the back-test has just scored, while its tables are there."""
    marts, built = (f"{schema()}_backtest{part}" for part in ("", "_build"))
    target = str(file_of(folder, moment)).replace("'", "''")
    ask(
        f"""
        copy (
            with met as (
                select lead_id, string_agg(concat(dimension, ':', criterion, '=', points), ', ') as criteria_met
                from {marts}.lead_score_reasons where criterion <> 'limit' group by lead_id
            )
            select features.*, scores.lead_score, conversions.converted_at, coalesce(met.criteria_met, '') as criteria_met
            from {built}.lead_features as features
            inner join {marts}.lead_scores as scores on features.lead_id = scores.lead_id
            left join {built}.lead_conversions as conversions on features.lead_id = conversions.lead_id
            left join met on features.lead_id = met.lead_id
            where features.is_profiled
            order by features.lead_id
        ) to '{target}' (format parquet)
        """
    )


def write_snapshots(moments: Sequence[datetime], within: int, raw: Path, work: Path) -> None:
    """Score the dates that have no file in work/features yet, in a warehouse that is removed afterwards.

    Raises LoadError, Failed and WarehouseError.
    """
    folder = work / "features"
    folder.mkdir(parents=True, exist_ok=True)
    to_do = [moment for moment in moments if not file_of(folder, moment).exists()]
    if len(to_do) < len(moments):
        print(f"  {len(moments) - len(to_do)} dates are in {folder} already; delete it to have them scored again")
    if not to_do:
        return
    warehouse = work / "warehouse.duckdb"
    warehouse.unlink(missing_ok=True)
    given = {"connectors": ["tables"], "within_days": within, "as_of": f"{moments[-1]:%Y-%m-%d %H:%M:%S}"}
    with environment(DUCKDB_PATH=str(warehouse.resolve())), only_run():
        load_raw(str(raw), project_variables() | given)
        done_dates(dbt(None, given, "parse").result, given, to_do)
        for number, moment in enumerate(score(to_do, given), start=1):
            write_snapshot(moment, folder)
            print(f"  scored {number} of {len(to_do)}: {moment:%Y-%m-%d}", flush=True)
    warehouse.unlink()


def without_mask(texts: np.ndarray) -> np.ndarray:
    """Texts with None where they are masked: numpy's own filling writes '?' there."""
    return np.where(np.ma.getmaskarray(texts), None, np.ma.getdata(texts))


def read_snapshots(moments: Sequence[datetime], work: Path) -> Snapshots:
    """The snapshots of these dates, which are all there."""
    files = [str(file_of(work / "features", moment)) for moment in moments]
    with duckdb.connect() as connection:
        rows = connection.from_parquet(files).order("as_of, lead_id")
        kinds = {name: str(kind) for name, kind in zip(rows.columns, rows.types, strict=True)}
        features = {name: kind for name, kind in kinds.items() if name not in NOT_FEATURES}
        chosen = [f'"{name}"' for name, kind in features.items() if kind == "VARCHAR"]
        chosen += [
            f'(epoch(as_of) - epoch("{name}")) / 86400 as "{name}"'
            if kind.startswith("TIMESTAMP")
            else f'cast("{name}" as double) as "{name}"'
            for name, kind in features.items()
            if kind != "VARCHAR"
        ]
        known = ["as_of", "converted_at", "cast(lead_score as double) as lead_score", "criteria_met", *chosen]
        columns = rows.project(", ".join(known)).fetchnumpy()
    return Snapshots(
        as_of=columns["as_of"],
        converted_at=np.ma.filled(columns["converted_at"], np.datetime64("NaT")),
        lead_score=columns["lead_score"],
        criteria_met=columns["criteria_met"],
        numbers={name: np.ma.filled(columns[name], np.nan) for name, kind in features.items() if kind != "VARCHAR"},
        texts={name: without_mask(columns[name]) for name, kind in features.items() if kind == "VARCHAR"},
    )


def until(moments: Sequence[datetime], within: int, first: datetime) -> list[datetime]:
    """The dates whose window is over by `first`: on that day nobody knew more than what happened in those."""
    return [moment for moment in moments if moment + timedelta(within) <= first]


def write_criteria(example: str, moments: Sequence[datetime], within: int, work: Path) -> Path:
    """The table of an example's criteria.sql over these dates, as Parquet: what `make suggest TABLE=` learns from."""
    files, path = [str(file_of(work / "features", moment)) for moment in moments], work / "criteria.parquet"
    query = (Path(__file__).parent / example / "criteria.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        outcome = f"coalesce(converted_at < as_of + interval {within} day, false) as bought"
        leads = connection.from_parquet(files).filter("converted_at is null or converted_at >= as_of")
        leads.project(f"*, {outcome}").create_view("snapshots")
        connection.sql(query).write_parquet(str(path))
    return path
