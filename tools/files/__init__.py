"""What files can fill raw tables, and how their rows are read. tools.load_files lands them."""


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


class LoadError(Exception):
    """What is wrong with a file or a folder, where, and what to do, in one sentence."""
