"""`make dashboard`: who to call and why, how the funnel does, and whether the data can be trusted, on 127.0.0.1."""

from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
# Of its own: an icon by name would be fetched from elsewhere.
st.set_page_config(page_title="Qualified Leads", page_icon=str(HERE / "icon.svg"), layout="wide")
st.html(HERE / "style.css")
# Not in a folder called pages: Streamlit would show each page on its own if it was opened before Today.
st.navigation(
    [
        st.Page("views/today.py", title="Today", icon=":material/call:", url_path="today", default=True),
        st.Page("views/lead.py", title="A lead", icon=":material/person:", url_path="lead"),
        st.Page("views/funnel.py", title="Funnel", icon=":material/filter_alt:", url_path="funnel"),
        st.Page("views/channels.py", title="Channels", icon=":material/campaign:", url_path="channels"),
        st.Page("views/criteria.py", title="Criteria", icon=":material/rule:", url_path="criteria"),
        st.Page("views/lines.py", title="Lines", icon=":material/tune:", url_path="lines"),
        st.Page("views/quality.py", title="Data quality", icon=":material/fact_check:", url_path="quality"),
    ],
    position="top",
).run()
