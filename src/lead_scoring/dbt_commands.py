"""dbt's commands, run in this process: quietly, and with what stops them as one text."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import yaml
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.base_types import EventMsg

from lead_scoring.causes import cause
from lead_scoring.failures import failures, plain

Callback = Callable[[EventMsg], None]

QUIET = ["--log-level", "none", "--no-use-colors", "--no-version-check", "--no-send-anonymous-usage-stats"]


class Failed(Exception):
    """dbt could not do it; the text says why."""


def told_to_stop(error: BaseException | None) -> bool:
    """Whether an error is Ctrl-C, or arose while dbt was giving way to it."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def invoke(
    arguments: Sequence[str], callbacks: Sequence[Callback] = (), manifest: Manifest | None = None
) -> dbtRunnerResult:
    """One command of dbt. Python's collector would walk through dbt's graph again and again, a sixth of all the work."""
    gc.disable()
    try:
        return dbtRunner(manifest, list(callbacks)).invoke(list(arguments))
    finally:
        gc.enable()


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """These variables of the environment, in which profiles.yml is read, while the block runs."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def dbt(
    manifest: Manifest | None, variables: dict[str, object], *arguments: str, callbacks: Sequence[Callback] = ()
) -> dbtRunnerResult:
    """Run dbt in this process; each of its events is given to the callbacks too. Raises Failed."""
    # What stopped an operation is in no result.
    caught: list[str] = []

    def listen(event: EventMsg) -> None:
        if event.info.name in ("RunningOperationCaughtError", "RunningOperationUncaughtError"):
            caught.append(cause(event.data.exc) or plain(event.data.exc))

    result = invoke([*QUIET, *arguments, "--vars", yaml.safe_dump(variables)], [listen, *callbacks], manifest)
    if told_to_stop(result.exception):
        raise KeyboardInterrupt
    if not result.success:
        raise Failed("\n".join(filter(None, dict.fromkeys([*failures(result), *caught]))))
    return result


def parsed(variables: dict[str, object]) -> Manifest:
    """The project as dbt parses it, for any date and window. Raises Failed.

    as_of and within_days are read when a model is compiled, and dbt would parse everything again when one of them changes.
    """
    read_later = ("as_of", "within_days")
    return dbt(None, {name: value for name, value in variables.items() if name not in read_later}, "parse").result


def timeless(manifest: Manifest) -> list[str]:
    """The models that read neither the clock nor anything that does: the same on each date, and built once. No reports."""
    clock = {name for name, macro in manifest.macros.items() if macro.name in ("as_of_moment", "run_started")}
    while more := {name for name, macro in manifest.macros.items() if clock & {*macro.depends_on.macros}} - clock:
        clock |= more
    models = {name: node for name, node in manifest.nodes.items() if node.resource_type == "model"}
    moving = {name for name, node in models.items() if clock & {*node.depends_on.macros}}
    while more := {name for name, node in models.items() if moving & {*node.depends_on.nodes}} - moving:
        moving |= more
    return [node.name for name, node in models.items() if name not in moving and node.fqn[1] not in ("marts", "evaluation")]


def said_by(operation: str, variables: dict[str, object], manifest: Manifest | None = None, **arguments: object) -> str:
    """Run one of the project's operations; what it prints. Raises Failed."""
    said: list[str] = []

    def listen(event: EventMsg) -> None:
        if event.info.name == "PrintEvent":
            said.append(event.info.msg)

    dbt(manifest, variables, "run-operation", operation, "--args", yaml.safe_dump(arguments), callbacks=[listen])
    return "\n".join(said)
