"""How the values of files are written: found column by column, asked for where they do not tell."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, field, replace
from zoneinfo import available_timezones

import duckdb

from lead_scoring.load import LoadError, dates, numbers
from lead_scoring.load.columns import Column, Reading, check_setting
from lead_scoring.load.deleted import Deleted
from lead_scoring.load.kinds import speaks_of_country
from lead_scoring.load.names import ALIASES_NAME, DELETED, IGNORED, Source, bare, meant_by
from lead_scoring.load.tables import CONNECTORS, RawTable


def known(kind: str) -> list[str]:
    """The columns of all files that hold moments, or numbers, as settings name them."""
    tables = [table for tables in CONNECTORS.values() for table in tables]
    return [f"{table.short_name}.{column}" for table in tables for column in getattr(table, kind)]


def as_told(word: str) -> str:
    """An order or a mark in a sentence."""
    return f"the {word.replace('_', ' ')}" if word in dates.ORDERS else f"the decimal {word}"


class WaitError(Exception):
    """A file leaves open what the other files of its table may prove."""


@dataclass
class Formats:
    """What settings say of the columns of files, and what a load has found: questions, and columns that nobody reads."""

    date_order: dict[str, str] = field(default_factory=dict)
    decimal_mark: dict[str, str] = field(default_factory=dict)
    # Of moments in text that say no offset.
    time_zone: str = "UTC"
    questions: list[str] = field(default_factory=list)
    deleted: Deleted = field(default_factory=Deleted)
    # Headings that nobody reads, and the files that have them.
    unread: dict[str, list[str]] = field(default_factory=dict)

    # What files prove of a column, by its name and its heading: other files with the same column are read so.
    proven: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    # Whether other files of the table are to be looked at before a question is asked.
    may_wait: bool = False

    def __post_init__(self) -> None:
        """Raise LoadError where a setting cannot be meant."""
        check_setting("date_order", self.date_order, dates.ORDERS, known("moments"))
        check_setting("decimal_mark", self.decimal_mark, numbers.MARKS, known("numbers"))
        if self.time_zone != "UTC" and self.time_zone not in available_timezones():
            raise LoadError(f"time_zone is {self.time_zone}; write the name of a time zone, such as Europe/Berlin, or UTC.")

    @contextmanager
    def trial(self) -> Iterator[list[bool]]:
        """Land a file unless it leaves open what others may prove: then the list is not empty, and nothing is said of it."""
        asked = len(self.questions)
        unread = {name: list(labels) for name, labels in self.unread.items()}
        said = io.StringIO()
        waits: list[bool] = []
        self.may_wait = True
        try:
            with redirect_stdout(said):
                yield waits
        except WaitError:
            waits.append(True)
            said = io.StringIO()
            self.unread = unread
            del self.questions[asked:]
        finally:
            self.may_wait = False
            print(said.getvalue(), end="", flush=True)

    def note_unread(self, names: Sequence[str], found: dict[str, tuple[Source, ...]], table: RawTable, label: str) -> None:
        """Keep the headings of a file that fill no column of its table, unless they are known and ignored."""
        used = {source.place for sources in found.values() for source in sources}
        for place, name in enumerate(names):
            is_known = {IGNORED, DELETED} & {column for column, _ in meant_by(name, table)}
            if place in used or not name.strip() or is_known:
                continue
            self.unread.setdefault(name, []).append(label)
            if table.name == "raw_leads" and speaks_of_country(name):
                print(
                    f"  warning: {label}: nobody reads '{name}', which speaks of a country: one that is excluded is not seen"
                    " there",
                    flush=True,
                )

    def say_unread(self) -> None:
        """One list for all files, at the end of a load."""
        by_files: dict[tuple[str, ...], list[str]] = {}
        for name, labels in self.unread.items():
            by_files.setdefault(tuple(labels), []).append(name)
        if by_files:
            print(f"  columns that nobody reads ({ALIASES_NAME} says which heading means which column):", flush=True)
        for (first, *others), names in by_files.items():
            more = f" and {len(others):,} more files" if others else ""
            print(f"    {first}{more}: {', '.join(names)}", flush=True)

    def readings(
        self, connection: duckdb.DuckDBPyConnection, rows: str, columns: list[Column], table: RawTable, label: str
    ) -> dict[str, Reading]:
        """How the columns land that cannot be taken as they are; says what was found, and keeps what is to be asked.

        Raises WaitError, before anything has landed, where other files may answer it.
        """
        kinds = {
            **dict.fromkeys(table.moments, (dates, self.date_order)),
            **dict.fromkeys(table.numbers, (numbers, self.decimal_mark)),
        }
        by_name = {column.short_name: column for column in columns}
        read = [replace(column, zone=self.time_zone) for column in columns if column.short_name in kinds]
        if not read:
            return {}
        readings = {}
        is_odd = ", ".join(f"bool_or({kinds[column.short_name][0].is_odd(column)})" for column in read)
        all_odd = connection.execute(f"select {is_odd} from {rows}").fetchone()
        for column in (column for column, odd in zip(read, all_odd, strict=True) if odd):
            module, setting = kinds[column.short_name]
            if module is dates and (question := dates.zone_question(connection, rows, column)):
                self.questions.append(f"{label}, column '{column.heading}': {question}")
            found = module.found_reading(connection, rows, column, label)
            proven = self.proven.setdefault((column.name, bare(column.heading)), set())
            proven |= {found.proven} - {None}
            # What the values of a file prove, no setting changes: it was written for another file.
            if column.name in setting and not found.proven:
                readings[column.short_name] = module.reading(column, setting[column.name])
                continue
            if found.possible and self.may_wait:
                raise WaitError
            reading = found.reading
            if len(proven) == 1 and (word := next(iter(proven))) in found.possible:
                print(f"  {label}: '{column.heading}' is read with {as_told(word)}, as in other files", flush=True)
                reading = module.reading(column, word)
            elif found.question:
                self.questions.append(f"{label}, column '{column.heading}': {found.question}")
            if reading:
                readings[column.short_name] = reading
        for column in read:
            if self.time_zone != "UTC" and column.short_name in set(table.moments) - set(dates.DAYS):
                taken = readings.get(column.short_name, Reading((), column.cell))
                readings[column.short_name] = dates.in_zone(taken, column, self.time_zone)
        if "amount" in readings and "currency" in table.columns:
            told = by_name["currency"].cell if "currency" in by_name else "''"
            readings["currency"] = numbers.currency(by_name["amount"], told)
        return readings
