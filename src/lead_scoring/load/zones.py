"""Names of time zones behind a time, such as EST. Some mean one offset, some several."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

# One offset each, by RFC 5322 and the usual lists.
FIXED = {
    name: offset
    for offset, names in {
        "Z": "utc gmt z ut wet",
        "+01:00": "cet mez west",
        "+02:00": "cest mesz eet sast",
        "+03:00": "eest msk",
        "+08:00": "awst hkt sgt",
        "+09:00": "jst kst",
        "+09:30": "acst",
        "+10:00": "aest",
        "+10:30": "acdt",
        "+11:00": "aedt",
        "+12:00": "nzst",
        "+13:00": "nzdt",
        "-03:00": "brt",
        "-04:00": "edt",
        "-05:00": "est",
        "-06:00": "mdt",
        "-07:00": "mst pdt",
        "-08:00": "pst akdt",
        "-09:00": "akst",
        "-10:00": "hst",
    }.items()
    for name in names.split()
}
# Several offsets each, and zones that use the name.
SHARED = {
    "cst": ("America/Chicago", "Asia/Shanghai"),
    "cdt": ("America/Chicago", "America/Havana"),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "ast": ("America/Halifax", "Asia/Riyadh"),
}
NAMES = "|".join(sorted([*FIXED, *SHARED], key=len, reverse=True))


@cache
def offsets(zone: str) -> dict[str, str]:
    """What the names mean where times are of a zone: its own names come first."""
    moments = [datetime(2026, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7)]
    # Python names some zones by their offset.
    given = [name for name, places in SHARED.items() if zone in places]
    named = [(name, moments[0]) for name in given] + [(moment.tzname().lower(), moment) for moment in moments]
    own = {name: f"{moment:%z}" for name, moment in named if name.isalpha()}
    return FIXED | {name: f"{offset[:3]}:{offset[3:]}" for name, offset in own.items() if offset != "+0000"}
