"""Somebody who looks at the dashboard: `python -m tests.soak.viewer`. It opens page after page of what PUBLISHED names until
its stdin is closed; then it says as JSON what it met.
"""

import itertools
import json
import logging
import sys
import threading
import time

from streamlit.testing.v1 import AppTest

from tests.project import PROJECT

APP = PROJECT / "dashboard" / "app.py"
PAGES = sorted(path.stem for path in APP.with_name("views").glob("*.py"))


def main() -> None:
    logging.disable(logging.WARNING)
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    met = {"pages": 0, "errors": [], "slowest": 0.0}
    print("reading", flush=True)
    for page in itertools.cycle(PAGES):
        if over.is_set():
            break
        started = time.monotonic()
        app = AppTest.from_file(str(APP), default_timeout=300).run()
        if page != "today":
            app = app.switch_page(f"views/{page}.py").run()
        met["pages"] += 1
        met["slowest"] = max(met["slowest"], time.monotonic() - started)
        met["errors"] += [element.stack_trace for element in app.exception] + [element.value for element in app.error]
    print(json.dumps(met))


if __name__ == "__main__":
    main()
