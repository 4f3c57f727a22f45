"""The dashboard: a Streamlit app over the published marts, which it only reads."""
