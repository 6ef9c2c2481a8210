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

function start() {
  const later = (within) => setTimeout(nameSearches, 0, within); // select2 first makes its boxes
  for (const head of document.querySelectorAll("th.original:empty")) {
    head.replaceWith(Object.assign(document.createElement("td"), {className: "original"}));
  }
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
