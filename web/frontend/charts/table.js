// The figures of a chart, read off a table: labels of its lines, and the columns that are series.

export function readTable(id) {
  const of = document.getElementById(id);
  const table = of?.closest('table');
  if (!table) return null;
  const headings = [...table.tHead.rows[0].cells];
  const wanted = of.tagName === 'TH' ? [of] : headings.filter(({ dataset }) => 'series' in dataset && dataset.series !== 'apart');
  const rows = [...table.tBodies[0].rows];
  return {
    labels: rows.map((row) => row.cells[0].textContent.trim()),
    series: wanted.map((heading, place) => ({
      name: heading.textContent.trim(),
      look: heading.dataset.series === 'late' ? 2 : place,
      values: rows.map((row) => numberIn(row.cells[headings.indexOf(heading)])),
    })),
  };
}

const numberIn = ({ dataset }) => ('value' in dataset ? Number(dataset.value) : null);
