"""Whether a deal is won, lost or open: flags say it before the name of its stage does, which may be in any language."""

import csv
from collections.abc import Sequence
from functools import cache

from lead_scoring.load.consent import AGREED, NO, as_list, as_word
from lead_scoring.load.names import FLAGS, Source
from lead_scoring.project import PROJECT

OUTCOMES = PROJECT / "seeds" / "lookups" / "outcome_aliases.csv"


@cache
def known_words() -> list[str]:
    """The words of a stage that say more of an open deal than that it is open."""
    with OUTCOMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    words = sorted({word for row in rows for word in (row["value"], row["outcome"]) if word})
    return [word.lower().replace(" ", "_").replace("-", "_") for word in words]


def outcome(sources: Sequence[Source], cells: Sequence[str]) -> str:
    """The SQL of the outcome of a deal out of its stage and its flags, such as `Is Closed Won`."""

    def said(flag: str, words: Sequence[str]) -> str:
        flagged = [cell for source, cell in zip(sources, cells, strict=True) if source.sense == flag]
        return " or ".join(f"coalesce({as_word(cell)} in ({as_list(words)}), false)" for cell in flagged) or "false"

    stage = next((cell for source, cell in zip(sources, cells, strict=True) if source.sense not in FLAGS), "null")
    # `Lost (Sales Pipeline)` names the pipeline behind the stage.
    word = as_word(f"regexp_replace({stage}, '\\s*\\(.*\\)\\s*$', '')")
    is_won, is_lost, is_closed = (said(flag, AGREED) for flag in FLAGS)
    not_won, is_open = said("if_won", NO), said("if_closed", NO)
    return (
        f"case when {is_won} then 'won' when ({is_lost}) or (({is_closed}) and ({not_won})) then 'lost'"
        f" when ({is_open}) and not coalesce({word} in ({as_list(known_words())}), false) then 'open' else {stage} end"
    )
