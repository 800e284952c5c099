"""The style of a sequence diagram's picture, light and dark."""

STYLE = """
.sequence{--ink:#1f2328;--quiet:#59636e;--line:#c8d0d8;--back:#fff;--bad:#b42318;--badback:#fdecea;
--note:#eef1f4;--late:#8a5a00;--cached:#6639ba;--over:#f3f5f7;--tip:#1f2328;--tipink:#fff;
font:13px/1 system-ui,-apple-system,"Segoe UI",sans-serif;color-scheme:light dark;background:var(--back)}
@media(prefers-color-scheme:dark){.sequence{--ink:#e6edf3;--quiet:#9da7b1;--line:#3d444d;--back:#0d1117;
--bad:#ff8a80;--badback:#3c1618;--note:#21262d;--late:#e3b341;--cached:#c297ff;--over:#161b22;
--tip:#e6edf3;--tipink:#0d1117}}
.sequence text{fill:var(--ink)}
.sequence .lane rect{fill:var(--note)}.sequence .lane text{font-weight:600}
.sequence .life{stroke:var(--line)}.sequence .moment{stroke:var(--line);stroke-dasharray:1 5}
.sequence .at{fill:var(--quiet);font-size:12px;font-variant-numeric:tabular-nums}
.sequence .hit{fill:transparent}.sequence .row:hover .hit{fill:var(--over)}
.sequence .row:focus{outline:none}
.sequence .row:focus .hit{fill:var(--over);stroke:var(--ink);stroke-width:2}
.sequence .arrow{stroke:var(--ink);fill:none;stroke-width:1.6}
.sequence .tip-of-arrow{stroke:var(--ink);fill:none;stroke-width:1.6}
.sequence .said{paint-order:stroke;stroke:var(--back);stroke-width:4px;stroke-linejoin:round}
.sequence .row:hover .said,.sequence .row:focus .said{stroke:var(--over)}
.sequence .box{fill:var(--note)}
.sequence .held .arrow{stroke-dasharray:14 4}.sequence .late .arrow{stroke-dasharray:6 4}
.sequence .lost .arrow{stroke-dasharray:2 4}.sequence .cached .arrow{stroke-dasharray:9 3 2 3}
.sequence .held .said,.sequence .late .said{fill:var(--late)}
.sequence .held :is(.arrow,.tip-of-arrow),.sequence .late :is(.arrow,.tip-of-arrow){stroke:var(--late)}
.sequence .cached .said{fill:var(--cached)}
.sequence .cached :is(.arrow,.tip-of-arrow){stroke:var(--cached)}
.sequence .lost .said,.sequence .made .said,.sequence .wrong .said{fill:var(--bad)}
.sequence :is(.lost,.made) :is(.arrow,.tip-of-arrow){stroke:var(--bad)}
.sequence .made :is(.arrow,.tip-of-arrow){stroke-width:3}
.sequence .wrong .box{fill:var(--badback);stroke:var(--bad);stroke-width:2}
.sequence .made .said,.sequence .wrong .said{font-weight:700}
.sequence .wrong .said{stroke:none}
.sequence .led{stroke:var(--bad);stroke-width:3;fill:none}
.sequence .carried{visibility:hidden;pointer-events:none}
.sequence .row:hover .carried,.sequence .row:focus .carried{visibility:visible}
.sequence .carried rect{fill:var(--tip)}
.sequence .carried text{fill:var(--tipink);font-size:12px}.sequence .carried .first{font-weight:600}
"""
"""The style of every picture: in its file, and once in a page that shows several."""
