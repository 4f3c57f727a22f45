"""The digits of numbers, with a point or a comma for the decimal mark."""

from lead_scoring.load import quoted

MARKS = ("point", "comma")

# Thousands are parted in threes, and what begins with a 0 has none: 0.125 shows the decimal mark.
GROUP = "[1-9][0-9]{0,2}"
BY_COMMA = f"{GROUP}(?:,[0-9]{{3}})+|[1-9][0-9]?(?:,[0-9]{{2}})+,[0-9]{{3}}"
BY_POINT = f"{GROUP}(?:[.][0-9]{{3}})+"
ANYWHERE = f"{GROUP}(?: [0-9]{{3}})+|{GROUP}(?:'[0-9]{{3}})+|[0-9]+"
WHOLE = {"point": f"(?:{BY_COMMA}|{ANYWHERE})", "comma": f"(?:{BY_POINT}|{ANYWHERE})"}
DECIMAL = {"point": "[.]", "comma": ","}


def plain(digits: str, mark: str) -> str:
    """The SQL of digits without what parts them, with a point for the decimal mark."""
    parted = (",", " ", "'") if mark == "point" else (".", " ", "'")
    for sign in parted:
        digits = f"replace({digits}, {quoted(sign)}, '')"
    return f"rtrim(replace({digits}, ',', '.'), '.')"
