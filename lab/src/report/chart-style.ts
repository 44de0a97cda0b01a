/** Style of charts, which stands in each, for a light and for a dark surface. */
export const STYLE = `.run{--ink:#333;--paper:#fff;--grid:#0002;--capacity:#0002;--delivered:#1f6fd0;--limit:#d02020;--rtt:#1a7f37}
@media(prefers-color-scheme:dark){.run{--ink:#ccc;--paper:#161616;--grid:#fff3;--capacity:#fff3;--delivered:#6cb0ff;--limit:#ff6b6b;--rtt:#4cc764}}
.run text{font:12px system-ui,sans-serif;fill:var(--ink)}.run .title{font-size:14px;font-weight:600}
.run path{fill:none;stroke-width:1.3}.run .paper{fill:var(--paper)}.run .grid{stroke:var(--grid);stroke-width:1}
.run .capacity{fill:var(--capacity)}.run .delivered{stroke:var(--delivered)}.run .limit{stroke:var(--limit)}.run .rtt{stroke:var(--rtt)}
.run .swatch{stroke:none}.run .swatch.delivered{fill:var(--delivered)}.run .swatch.limit{fill:var(--limit)}
.run .YELLOW{fill:#e0b000}.run .SOFT_RED{fill:#e07000}.run .RED{fill:#d02020}`;
