"""What files can fill raw tables, and how their rows are read. lead_scoring.load.into_tables loads a folder."""


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


class LoadError(Exception):
    """What is wrong with a file or a folder, where, and what to do, in one sentence."""
