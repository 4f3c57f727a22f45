"""Texts that a program might run, draw or trip over, as they stand in the raw tables of somebody's CRM."""

HOSTILE = {
    "quotes": "O'Brien \"the\" ''boss''; -- `x`",
    "html": "<script>document.title='owned'</script><img src=x onerror=alert(1)>",
    "markdown": "**bold** [click](javascript:alert(1)) # head ![x](http://127.0.0.1:9/x.png)",
    "formula": '=HYPERLINK("http://127.0.0.1:9","pay")',
    "formula_behind_a_space": " @SUM(A1:A9)",
    "sql": "'); drop table leads; --",
    "jinja": "{{ env_var('HOME') }} {% raw %}",
    "format": "%s %(name)s {0} $body$ \\n \\",
    "emoji": "Zo\u00eb \U0001f469\u200d\U0001f4bb \u6771\u4eac",
    "right_to_left": "\u202egnp.exe \u05e9\u05dc\u05d5\u05dd",
    "long": "Lang" * 2_500,
    "latex": "$$\\href{http://127.0.0.1:9}{x}$$ :material/delete: :red[x]",
}
