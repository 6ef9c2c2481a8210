/* Comfort where scripts run; every page works without. */
// Nothing is stored on a visitor's device: htmx, which loads after this, finds no place for its history and asks again.
for (const store of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, store, {
    get() {
      throw new DOMException("not used here", "SecurityError");
    },
  });
}

const root = document.documentElement;
root.classList.add("scripted");

// Beside the results on wide screens the facets are open, for browsers that cannot show closed details.
const wide = matchMedia("(width >= 60rem)");
function unfold() {
  const filter = document.querySelector(".filter");
  if (filter && wide.matches) filter.open = true;
}
wide.addEventListener("change", unfold);
unfold();

// The phones' menu closes by Escape and by a touch outside.
const menu = document.querySelector(".menu");
if (menu) {
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// A new order needs no second press; where htmx listens to the form, it has sent it already.
document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (event.target.closest(".sort") && form && !(window.htmx && form.hasAttribute("data-hx-get"))) form.requestSubmit();
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// An address that one can share holds what was asked, not the fields left empty.
document.addEventListener("htmx:configRequest", (event) => {
  const asked = event.detail.formData;
  for (const name of new Set(asked.keys())) {
    const values = asked.getAll(name).filter((value) => value !== "");
    asked.delete(name);
    for (const value of values) asked.append(name, value);
  }
  // Enter in a field is a change and a submit: asked twice, the results would be swapped twice under a reader's focus.
  const shown = new URLSearchParams(location.search).toString();
  if (event.target.matches("#filter") && new URLSearchParams(asked).toString() === shown) event.preventDefault();
});
