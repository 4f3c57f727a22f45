"""What several columns together, or columns of the opposite sense, say of what people allow."""

from collections.abc import Sequence

from lead_scoring.contract import returned_by
from lead_scoring.load import quoted
from lead_scoring.load.names import Source

# What cells say under headings of either sense, as macros read it of tables.
AGREED, OBJECTED, NO, LEAVE = (
    returned_by(macro, "objections.sql")
    for macro in ("words_of_yes", "words_of_objection", "words_of_no_objection", "words_of_leave")
)
YES = [*AGREED, *OBJECTED]
MAY_BE_CALLED = [*AGREED, *LEAVE]


def as_list(words: Sequence[str]) -> str:
    return ", ".join(map(quoted, words))


def as_word(cell: str) -> str:
    return f"replace(replace(lower(trim({cell})), ' ', '_'), '-', '_')"


def objection(cell: str, source: Source) -> str:
    """The SQL of a cell that says whether somebody objects, in words of consent.

    Nobody who did not object has agreed by that: a no is `unknown`. What can be read in neither way keeps its heading before
    it, so that no word of it passes for an agreement; under a heading such as `Unsubscribed Time` it is an objection.
    """
    word = as_word(cell)
    other = "'opted_out'" if source.sense == "when_filled" else f"{quoted(f'{source.heading}: ')} || {cell}"
    return (
        f"case when coalesce(trim({cell}), '') = '' then null when {word} in ({as_list(YES)}) then 'opted_out'"
        f" when {word} in ({as_list(NO)}) then 'unknown' else {other} end"
    )


def consent(sources: Sequence[Source], cells: Sequence[str]) -> str:
    """The SQL of marketing_consent out of all columns of a file that speak of it.

    An objection in any of them counts. Where they do not agree otherwise, all of what they say stands side by side, which no
    lookup takes for an agreement.
    """
    read = [
        objection(cell, source) if source.sense else f"nullif(trim({cell}), '')"
        for source, cell in zip(sources, cells, strict=True)
    ]
    if len(read) == 1:
        return read[0] if sources[0].sense else cells[0]
    said = f"list_distinct(list_filter([{', '.join(read)}], lambda word: word is not null))"
    known = f"list_filter({said}, lambda word: word <> 'unknown')"
    return (
        f"case when list_contains({said}, 'opted_out') then 'opted_out'"
        f" when len({known}) = 0 then {said}[1] else array_to_string(list_sort({known}), ' / ') end"
    )


def wish(cell: str, source: Source) -> str:
    """The SQL of what a cell says of phoning; under a heading such as `OK to call` whatever is no clear yes objects."""
    said = f"nullif(trim({cell}), '')"
    if source.sense != "inverted":
        return said
    objected = f"{quoted(f'{source.heading}: ')} || {said}"
    return f"case when {as_word(cell)} in ({as_list(MAY_BE_CALLED)}) then 'no' else {objected} end"


def do_not_call(sources: Sequence[Source], cells: Sequence[str]) -> str:
    """The SQL of do_not_call out of all columns of a file that speak of it: what any says that is no clear no.

    Several such texts stand side by side, which nobody takes for a no.
    """
    listed = ", ".join(wish(cell, source) for source, cell in zip(sources, cells, strict=True))
    said = f"list_sort(list_distinct([{listed}]))"
    barred = f"list_filter({said}, lambda word: lower(word) not in ({as_list(NO)}))"
    return f"coalesce(nullif(array_to_string({barred}, ' / '), ''), {said}[1])"
