/** What the page does by itself: filter the rows, choose the colours, open all evidence for print. */
export const SCRIPT = `
(() => {
  const rows = [...document.querySelectorAll('.ports > .row[data-verdict]')].map((row) => ({
    row,
    text: row.dataset.text,
    verdicts: row.dataset.verdict.split(', '),
  }));
  const name = document.getElementById('name');
  const boxes = [...document.querySelectorAll('input[name=verdict]')];
  const shown = document.getElementById('shown');
  const filter = () => {
    const wanted = name.value.trim().toLowerCase();
    const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const all = chosen.size === boxes.length;
    let count = 0;
    for (const { row, text, verdicts } of rows) {
      const fits = text.includes(wanted) && (all || verdicts.some((verdict) => chosen.has(verdict)));
      if (row.hidden === fits) row.hidden = !fits;
      if (fits) count += 1;
    }
    shown.textContent = count === rows.length ? count + ' ports' : count + ' of ' + rows.length + ' ports';
  };
  if (name) {
    name.addEventListener('input', filter);
    for (const box of boxes) box.addEventListener('change', filter);
    name.form.addEventListener('submit', (event) => event.preventDefault());
    const theme = document.getElementById('theme');
    theme.addEventListener('change', () => {
      document.documentElement.dataset.theme = theme.value;
    });
    addEventListener('hashchange', () => {
      const row = document.getElementById(location.hash.slice(1));
      if (!row) return;
      row.hidden = false;
      const evidence = row.querySelector('details');
      if (evidence) evidence.open = true;
    });
    addEventListener('beforeprint', () => {
      for (const evidence of document.querySelectorAll('details')) evidence.open = true;
    });
  }
})();
`;
