"""`make dashboard`: who to call and why, how the funnel does, and whether the data can be trusted, on 127.0.0.1."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
# Of its own: an icon by name would be fetched from elsewhere.
st.set_page_config(page_title="Qualified Leads", page_icon=str(HERE / "icon.svg"), layout="wide")
st.html(HERE / "style.css")
st.navigation(
    [
        st.Page("pages/today.py", title="Today", icon=":material/call:", url_path="today", default=True),
        st.Page("pages/lead.py", title="A lead", icon=":material/person:", url_path="lead"),
        st.Page("pages/funnel.py", title="Funnel", icon=":material/filter_alt:", url_path="funnel"),
        st.Page("pages/channels.py", title="Channels", icon=":material/campaign:", url_path="channels"),
        st.Page("pages/criteria.py", title="Criteria", icon=":material/rule:", url_path="criteria"),
        st.Page("pages/lines.py", title="Lines", icon=":material/tune:", url_path="lines"),
        st.Page("pages/quality.py", title="Data quality", icon=":material/fact_check:", url_path="quality"),
    ],
    position="top",
).run()
