// Search fields for relations say the name of their field to a screen reader; Django's own say only what is chosen.
"use strict";
const nameOf = (select) => select.getAttribute("aria-label") || select.labels[0]?.textContent.trim().replace(/:$/, "") || "";

function nameSearches(within) {
  for (const select of within.querySelectorAll("select.admin-autocomplete")) {
    const box = select.nextElementSibling;
    const name = nameOf(select);
    if (!box?.classList.contains("select2") || !name) continue;
    box.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
    const chosen = box.querySelector(".select2-selection--single .select2-selection__rendered"); // it names the box
    chosen?.setAttribute("aria-label", `${name}: ${chosen.title || "–"}`);
  }
}

// A row that a phone shows as a card has no headings: each cell keeps the name of its column, also in rows added later.
function nameCells() {
  for (const heading of document.querySelectorAll(".tabular thead th[class*='column-']")) {
    const column = [...heading.classList].find((name) => name.startsWith("column-")).replace("column-", "field-");
    const label = heading.firstChild?.textContent.trim();
    for (const cell of heading.closest("table").querySelectorAll(`td.${column}`)) cell.dataset.label = label;
  }
  for (const heading of document.querySelectorAll(".tabular thead th:not([class]):last-child")) {
    for (const cell of heading.closest("table").querySelectorAll("tr.has_original td.delete")) cell.dataset.label = heading.textContent.trim();
  }
}

function start() {
  const later = (within) => setTimeout(nameSearches, 0, within); // select2 first makes its boxes
  for (const head of document.querySelectorAll("th.original:empty")) {
    head.replaceWith(Object.assign(document.createElement("td"), {className: "original"}));
  }
  nameCells();
  const jQuery = window.django?.jQuery;
  if (!jQuery) return;
  jQuery(() => later(document));
  document.addEventListener("formset:added", (event) => later(event.target));
  jQuery(document).on("change", "select.admin-autocomplete", (event) => later(event.target.parentElement));
  jQuery(document).on("select2:open", (event) => {
    document.querySelector(".select2-dropdown .select2-search__field")?.setAttribute("aria-label", nameOf(event.target));
  });
}

addEventListener("load", start);
