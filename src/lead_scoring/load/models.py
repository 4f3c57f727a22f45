"""SQL of the project as DuckDB takes it, without dbt: the model that judges rows in a build judges those of files before."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from jinja2 import pass_context
from jinja2.nativetypes import NativeEnvironment
from jinja2.runtime import Context

from lead_scoring.contract import text_of
from lead_scoring.project import PROJECT

# The macros that know nothing of dbt but how to find one for an engine.
MACROS = ("contract", "email", "personal", "privacy", "staging", "text", "types")


def in_one(parts: Iterable[object]) -> object:
    """What a macro gives: its text, or the one thing that it returns."""
    parts = list(parts)
    given = [part for part in parts if not isinstance(part, str) or part.strip()]
    return given[0] if len(given) == 1 and not isinstance(given[0], str) else "".join(map(str, parts))


class Macros(NativeEnvironment):
    """Macros give what they return, as in dbt."""

    concat = staticmethod(in_one)


class DuckDB:
    """What dbt calls the adapter, and its own macros."""

    @pass_context
    def dispatch(self, context: Context, name: str) -> Callable[..., object]:
        return context.vars.get(f"duckdb__{name}") or context.vars[f"default__{name}"]

    def type_string(self) -> str:
        return "TEXT"


@cache
def macros() -> str:
    return "\n".join(text_of(f"{name}.sql") for name in MACROS)


def rendered(sql: str, relations: Mapping[str, str]) -> str:
    """A model, or a part of one, that reads these relations: name to what stands behind `from`."""
    environment = Macros(extensions=["jinja2.ext.do"])
    called = {"ref": relations.__getitem__, "adapter": DuckDB(), "dbt": DuckDB(), "return": lambda given: given}
    return environment.from_string(f"{macros()}\n{sql}").render(called)


def model(path: str, relations: Mapping[str, str]) -> str:
    return rendered((PROJECT / path).read_text(encoding="utf-8"), relations)
