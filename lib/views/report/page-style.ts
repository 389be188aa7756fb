/** The report's look, on screen in light and dark, and on paper. */
export const pageStyle = `
:root{--ink:#1f2328;--muted:#57606a;--paper:#ffffff;--line:#d8dde3;--note:#f4f6f8}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--muted:#a8b0b8;--paper:#15181b;--line:#343a41;--note:#1d2125}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:1180px;margin:0 auto;padding:2rem 1.5rem 4rem}
h1{font-size:1.7rem;line-height:1.25;margin:.2em 0 .3em}
h2{font-size:1.25rem;margin:2.6rem 0 .7rem;padding-top:.9rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.6rem 0 .4rem}
.lead,figcaption p+p{color:var(--muted)}
p,ul,dd{max-width:60rem}
figure{margin:1.4rem 0 1.8rem}
figcaption p{margin:.3rem 0}
figcaption p:first-child{font-weight:500}
.chart{min-height:540px;margin-top:.6rem}
section>.vexlab-table,.wrapped,details{display:block;overflow-x:auto;max-width:100%}
.wrapped .vexlab-table td:not(:first-child){white-space:normal;min-width:5em}
details{margin:.6rem 0}
summary{cursor:pointer;color:var(--muted)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;margin:.6rem 0}
dt{font-weight:600}
dd{margin:0;overflow-wrap:anywhere}
.flags{font-size:.85em;overflow-wrap:anywhere}
@media (max-width:640px){main{padding:1rem}dl{display:block}dd{margin-bottom:.5rem}figure{overflow-x:auto}.chart{min-width:640px}}
@media print{
:root{--ink:#000;--muted:#444;--paper:#fff;--line:#ccc}
main{max-width:none;padding:0}
figure,tr{break-inside:avoid}
h2{break-after:avoid}
.modebar{display:none}
.vexlab-table{font-size:8px}
.vexlab-table thead small,.vexlab-table td small{font-size:1em}
.vexlab-table th,.vexlab-table td{padding:2px 3px}
section>.vexlab-table,.wrapped{overflow:visible}
}`;
