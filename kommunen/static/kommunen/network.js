/* The network by keyboard and on a phone: the matrix is one stop of the Tab key, arrows walk in it; a wide picture opens
   at its middle. Without this every number of the matrix is a link of its own. */
function letWalk(table) {
  const rows = [...table.rows].map((row) => [...row.cells].map((cell) => cell.querySelector("a")));
  const links = rows.flat().filter(Boolean);
  let current = links[0];
  if (!current) return;

  const place = (link) => {
    const row = rows.findIndex((cells) => cells.includes(link));
    return [row, rows[row].indexOf(link)];
  };
  const first = (found) => found.find(Boolean);
  const ways = {
    ArrowRight: (row, column) => first(rows[row].slice(column + 1)),
    ArrowLeft: (row, column) => first(rows[row].slice(0, column).reverse()),
    ArrowDown: (row, column) => first(rows.slice(row + 1).map((cells) => cells[column])),
    ArrowUp: (row, column) => first(rows.slice(0, row).reverse().map((cells) => cells[column])),
    Home: (row, _column, all) => (all ? links[0] : first(rows[row])),
    End: (row, _column, all) => (all ? links.at(-1) : first([...rows[row]].reverse())),
  };

  table.setAttribute("role", "grid");
  for (const link of links) link.tabIndex = link === current ? 0 : -1;
  table.addEventListener("focusin", (event) => {
    if (!links.includes(event.target)) return;
    current.tabIndex = -1;
    current = event.target;
    current.tabIndex = 0;
  });
  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.shiftKey || !ways[event.key] || !links.includes(event.target)) return;
    ways[event.key](...place(event.target), event.ctrlKey)?.focus();
    event.preventDefault();
  });
}

function openNetwork() {
  for (const table of document.querySelectorAll(".matrix table:not([role])")) letWalk(table);
  for (const region of document.querySelectorAll(".net__scroll:not([data-opened])")) {
    region.dataset.opened = "";
    const mark = region.querySelector(".net__focus circle")?.getBoundingClientRect();
    const middle = mark ? mark.left - region.getBoundingClientRect().left : region.scrollWidth / 2;
    region.scrollLeft = middle - region.clientWidth / 2;
  }
}
openNetwork();
document.addEventListener("htmx:afterSettle", openNetwork); // a filter brings new ones
