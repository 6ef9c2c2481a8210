// A field for a day offers today's, so that nobody has to type it; rows that are added later have it, too.
"use strict";

function offerToday(within) {
  for (const field of within.querySelectorAll("input[data-today]")) {
    if (field.nextElementSibling?.classList.contains("today")) continue;
    const name = field.getAttribute("aria-label") || field.labels[0]?.textContent.trim().replace(/:$/, "") || "";
    const button = Object.assign(document.createElement("button"), {type: "button", className: "today", textContent: field.dataset.todayLabel});
    button.setAttribute("aria-label", `${field.dataset.todayLabel}: ${name}`);
    field.after(button);
  }
}

document.addEventListener("DOMContentLoaded", () => offerToday(document));
document.addEventListener("formset:added", (event) => offerToday(event.target));
document.addEventListener("click", (event) => {
  const field = event.target.closest?.("button.today")?.previousElementSibling;
  if (!field) return;
  field.value = field.dataset.today;
  field.dispatchEvent(new Event("change", {bubbles: true}));
});
