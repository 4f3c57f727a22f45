"""`make suggest`: whole-number points, learnt from what happened."""


class SuggestError(Exception):
    """What the rows do not allow to be learnt, and what to do, in one sentence."""
