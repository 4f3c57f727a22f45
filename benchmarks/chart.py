"""The last comparison as a picture: horizontal bars, texts as text, readable on light and dark ground."""

from html import escape

WIDTH, NAMES, BAR, GAP, TOP = 720, 130, 26, 12, 58
LONGEST = 380  # a bar, in pixels: what stands behind it needs the rest
STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600 }
  .small { font-size: 12px; fill: #59636e }
  .ours { fill: #0969da }
  .theirs { fill: #8c959f }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .small { fill: #9198a1 }
    .ours { fill: #58a6ff }
    .theirs { fill: #6e7681 }
  }
"""


def drawn(result: dict) -> str:
    """One bar per side, as long as it took."""
    sides = result["sides"]
    scale = LONGEST / max(side["seconds"] for side in sides)
    size = f"{result['leads']:,} leads, {result['activities']:,} activities"
    height = TOP + len(sides) * (BAR + GAP) + 44
    times = [f"{side['name']} {side['seconds']:.1f} s" for side in sides]
    title = f"Seconds to score {size}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img">',
        f"<title>{escape(title)}: {escape(', '.join(times))}</title>",
        f"<style>{STYLE}</style>",
        f'<text class="title" x="0" y="18">{escape(title)}</text>',
        '<text class="small" x="0" y="40">The same list, scores and reasons from each; shorter is better</text>',
    ]
    for number, side in enumerate(sides):
        y = TOP + number * (BAR + GAP)
        width = side["seconds"] * scale
        whose = "ours" if side["name"].startswith("dbt") else "theirs"
        says = f"{side['seconds']:.1f} s, {side['gib']:.1f} GiB"
        parts += [
            f'<text x="0" y="{y + 18}">{escape(side["name"])}</text>',
            f'<rect class="{whose}" x="{NAMES}" y="{y}" width="{width:.1f}" height="{BAR}" rx="3"/>',
            f'<text x="{NAMES + width + 8:.1f}" y="{y + 18}">{says}</text>',
        ]
    versions = ", ".join(f"{name} {number}" for name, number in result["versions"].items())
    for y, caption in (
        (height - 26, f"{result['date']}, {result['threads']} threads, {result['machine']}"),
        (height - 8, versions),
    ):
        parts.append(f'<text class="small" x="0" y="{y}">{escape(caption)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
