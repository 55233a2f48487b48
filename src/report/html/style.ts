/** Colours of Okabe and Ito, which the colour-blind can tell apart; every one stands beside a word or a shape. */
export const STYLE = `
:root { color-scheme: light dark; --bg: #fff; --fg: #1a1a1a; --dim: #555; --line: #ccc; --panel: #f5f5f5;
  --good: #00694d; --bad: #b34700; --warn: #7a5c00; --link: #0060a0; }
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) { --bg: #16181c; --fg: #eaeaea; --dim: #aaa;
  --line: #444; --panel: #22252b; --good: #3fc79a; --bad: #ff9a57; --warn: #f0d060; --link: #7cc4ff; } }
:root[data-theme=dark] { color-scheme: dark; --bg: #16181c; --fg: #eaeaea; --dim: #aaa; --line: #444; --panel: #22252b;
  --good: #3fc79a; --bad: #ff9a57; --warn: #f0d060; --link: #7cc4ff; }
:root[data-theme=light] { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--fg); font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 1500px; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; } h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: .6rem 0 .2rem; } p { margin: .3rem 0; }
a { color: var(--link); } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.symbols { position: absolute; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; list-style: none; }
.counts li { border: 2px solid var(--warn); border-radius: .4rem; padding: .2rem .7rem; }
.counts .match { border-color: var(--good); }
.counts .open, .counts .closed, .counts .broken, .counts .plaintext { border-color: var(--bad); }
.controls { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: center; margin: 1rem 0; padding: .6rem;
  background: var(--panel); border-radius: .4rem; }
.controls fieldset { display: flex; flex-wrap: wrap; gap: .2rem .8rem; border: 0; padding: 0; margin: 0; }
.controls legend { float: left; margin-right: .6rem; }
input, select { font: inherit; }
.graph { margin: 0; } .graph .scroll { overflow: auto; max-height: 75vh; border: 1px solid var(--line); border-radius: .4rem; }
figcaption { color: var(--dim); font-size: .9rem; }
.graph text { font: 12px ui-monospace, monospace; fill: currentColor; }
.box { fill: var(--panel); stroke: currentColor; stroke-width: 1.5; } .box.source { stroke-dasharray: 2 2; }
.edge { fill: none; stroke: var(--good); stroke-width: 2; } .edge.outside { stroke-dasharray: 7 5; }
.edge.open, .edge.broken { stroke: var(--bad); } .edge.half, .edge.unknown { stroke: var(--warn); }
.node, .lock { color: var(--good); } .node.source { color: var(--fg); }
.node.open, .node.broken, .lock.open, .lock.broken { color: var(--bad); }
.node.half, .node.unknown, .lock.half, .lock.unknown { color: var(--warn); }
.lock svg { vertical-align: -3px; }
symbol path { stroke: currentColor; stroke-width: 1.4; fill: none; } symbol .solid { fill: currentColor; fill-opacity: .35; }
.row { display: grid; grid-template-columns: 2fr 2fr 1fr 1fr 1fr 1fr 1fr 1.6fr; gap: .2rem .8rem; padding: .35rem .2rem;
  border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 40px; }
.row[hidden] { display: none; } .row:target { background: var(--panel); }
.heads { font-weight: 600; position: sticky; top: 0; background: var(--bg); z-index: 1; content-visibility: visible; }
.name { font-weight: 600; } .cell .head { display: none; } .more { grid-column: 1 / -1; }
.seen { border-left: 4px solid var(--good); padding-left: .7rem; margin: .5rem 0; }
.seen.open, .seen.closed, .seen.broken, .seen.plaintext { border-color: var(--bad); } .seen.inconclusive { border-color: var(--warn); }
.seen ul { margin: .2rem 0; padding-left: 1.2rem; font: 13px/1.4 ui-monospace, monospace; }
summary { cursor: pointer; color: var(--link); }
@media (max-width: 800px) { .row { grid-template-columns: 1fr; } .heads { display: none; } .cell .head { display: inline; color: var(--dim); } }
@media print { .controls { display: none; } .row { content-visibility: visible; break-inside: avoid; } .graph .scroll { max-height: none; overflow: visible; }
  .graph svg { max-width: 100%; height: auto; } body { background: #fff; color: #000; } }
`;
