"""What files can fill raw tables, and how their rows are read. tools.load_files lands them."""


class LoadError(Exception):
    """What is wrong with a file or a folder, where, and what to do, in one sentence."""
