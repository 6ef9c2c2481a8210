/* Suggestions while typing: the ARIA combobox pattern for every search field. Without scripts the plain form works. */
const DELAY = "input changed delay:150ms";
let number = 0;

// How many suggestions there are, read out by screen readers; the answer to each letter brings the text for it.
function announcer() {
  const known = document.getElementById("suggestions-status");
  if (known) return known;
  const line = document.createElement("p");
  line.id = "suggestions-status";
  line.className = "kern-sr-only";
  line.setAttribute("role", "status");
  line.setAttribute("aria-live", "polite");
  document.querySelector("main")?.append(line);
  return line;
}

// Once all deferred scripts have run: htmx may stand behind this one.
document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll('form[role="search"]')) {
    const field = form.querySelector('input[name="q"]');
    if (field && window.htmx && new URL(form.action).pathname.endsWith("/suche/")) enhance(form, field);
  }
});

function enhance(form, field) {
  const list = document.createElement("ul");
  list.id = `suggestions-${++number}`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0]?.textContent.trim() || "");
  const frame = document.createElement("div");
  frame.className = "suggestions__frame";
  (field.closest(".search-bar__line") || field).after(frame);
  frame.append(list);
  const status = announcer();

  const settings = {
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
    "data-hx-get": `${new URL(form.action).pathname}vorschlaege/`, "data-hx-trigger": DELAY,
    "data-hx-target": `#${list.id}`, "data-hx-sync": "this:replace", "data-hx-push-url": "false",
  };
  for (const [name, value] of Object.entries(settings)) field.setAttribute(name, value);
  htmx.process(field);

  const options = () => [...list.children];
  const active = () => list.querySelector('[aria-selected="true"]');

  function show(open) {
    list.hidden = !open;
    field.setAttribute("aria-expanded", String(open));
    if (!open) choose(null);
  }

  function leave() {
    show(false);
    status.textContent = "";
  }

  function choose(option) {
    active()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  }

  function move(step) {
    const all = options();
    const place = all.indexOf(active()) + step;
    choose(place < 0 || place >= all.length ? null : all[place]); // beyond either end lies the field itself
  }

  list.addEventListener("htmx:afterSwap", () => {
    options().forEach((option, place) => { option.id = `${list.id}-${place}`; });
    show(list.childElementCount > 0 && document.activeElement === field);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first Escape closes the list, the second empties the field
      event.stopPropagation();
      leave();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && list.childElementCount) {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (list.hidden) show(true);
      if (active()) move(down ? 1 : -1);
      else choose(options().at(down ? 0 : -1));
    } else if (event.key === "Enter" && !list.hidden && active()) {
      event.preventDefault();
      location.assign(active().dataset.href);
    }
  });
  field.addEventListener("blur", leave);
  form.addEventListener("submit", leave);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option) location.assign(option.dataset.href);
  });
}
