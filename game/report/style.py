"""How the page looks: the window's paper and ink, in light and dark, on a phone and in print."""

from types import MappingProxyType

LIGHT = MappingProxyType(
    {
        "background": "#f1eadd",
        "surface": "#fffdf8",
        "text": "#2a231b",
        "muted": "#4b4236",
        "accent": "#17504b",
        "good": "#1b5227",
        "costly": "#7f2116",
        "patient": "#702d12",
        "border": "#d8ccb7",
        "track": "#e2d7c4",
    }
)
DARK = MappingProxyType(
    {
        "background": "#1a1714",
        "surface": "#2b2621",
        "text": "#f3ebdc",
        "muted": "#d3c7b4",
        "accent": "#93d3c6",
        "good": "#a2dba6",
        "costly": "#ffb9a8",
        "patient": "#f4bf9f",
        "border": "#443b31",
        "track": "#3b332a",
    }
)


def css() -> str:
    """Return the style sheet."""
    return (
        f":root{{color-scheme:light dark;{_variables(LIGHT)}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}"
        f"{_RULES}"
        f"@media print{{:root{{{_variables(LIGHT)}}}{_PRINT}}}"
    )


def _variables(colours: MappingProxyType[str, str]) -> str:
    return "".join(f"--{role}:{colour};" for role, colour in colours.items())


_RULES = """
*{box-sizing:border-box}
body{margin:0;background:var(--background);color:var(--text);
font:1rem/1.55 "Atkinson Hyperlegible",system-ui,-apple-system,"Segoe UI",sans-serif;overflow-wrap:break-word}
main{max-width:46rem;margin:0 auto;padding:1.25rem 1rem 4rem}
h1{font-size:1.7rem;line-height:1.2;margin:.5rem 0 .25rem}
h2{font-size:1.25rem;margin:2.4rem 0 .6rem;border-bottom:2px solid var(--border);padding-bottom:.3rem}
h3{font-size:1.02rem;margin:1.4rem 0 .4rem}
p{margin:.5rem 0}a{color:var(--accent)}a:focus-visible,summary:focus-visible{outline:3px solid var(--accent)}
.muted,figcaption{color:var(--muted)}.good{color:var(--good)}.costly{color:var(--costly)}
.score{display:flex;gap:1.2rem;align-items:baseline;flex-wrap:wrap;margin:1rem 0}
.score b{font-size:3.2rem;line-height:1;color:var(--accent)}
.card{background:var(--surface);border:1px solid var(--border);border-radius:.6rem;padding:.8rem 1rem;margin:.7rem 0}
.card.costly-edge{border-left:.4rem solid var(--costly)}.card.good-edge{border-left:.4rem solid var(--good)}
.row{display:flex;justify-content:space-between;gap:.1rem 1rem;flex-wrap:wrap}
.bar{display:block;width:100%;height:.7rem;margin:.35rem 0}.track{fill:var(--track)}.fill{fill:var(--accent)}
.curve{width:100%;height:auto;background:var(--surface);border:1px solid var(--border);border-radius:.6rem}
.curve .grid{stroke:var(--border)}.curve .line{fill:none;stroke:var(--accent);stroke-width:2.5}
.curve .dot{fill:var(--accent)}.curve text{fill:var(--text);font-size:13px}
.curve .axis{fill:var(--muted);font-size:12px}.curve .end{text-anchor:end}
.curve .mid,.curve .value,.curve .life{text-anchor:middle}.curve .life.good{fill:var(--good)}
.curve .life.costly{fill:var(--costly)}
.strip{width:100%;height:auto}.strip .cell{fill:var(--surface);stroke:var(--border);stroke-width:2}
.strip .initial{stroke:var(--accent)}.strip .middle{stroke:var(--patient)}.strip .termination{stroke:var(--muted)}
.strip .failed{stroke:var(--costly);stroke-width:5}
.strip text{fill:var(--text);text-anchor:middle}.strip .number{font-size:24px;font-weight:700}
.strip .rating{font-size:22px}
.criterion{border-top:1px solid var(--border);padding:.5rem 0}.criterion p{margin:.2rem 0}
figure{margin:0}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.94rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--border)}
blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid var(--border)}
details{margin:.4rem 0}summary{cursor:pointer;font-weight:600;padding:.3rem 0}
.said{margin:.35rem 0}.said:target{outline:3px solid var(--accent);outline-offset:.2rem}
.said b{color:var(--accent)}.said.patient b{color:var(--patient)}.said.note{color:var(--muted)}
.turn{color:var(--muted);font-size:.85em}
@media (max-width:30rem){
table{font-size:.82rem;hyphens:auto}th,td{padding:.35rem .3rem}td{overflow-wrap:anywhere}
figure{overflow-x:auto}.curve{min-width:32rem}
}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:0;list-style:none}
"""
_PRINT = """
body{background:#fff;font-size:10.5pt}main{max-width:none;padding:0}nav{display:none}
h2{break-after:avoid}.card,tr,.curve{break-inside:avoid}a{text-decoration:none;color:inherit}
details::details-content{content-visibility:visible;display:block}
"""
