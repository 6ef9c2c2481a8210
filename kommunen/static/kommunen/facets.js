/* A long facet that is shown whole can be searched. Without scripts it is simply long. */
document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches(".facet__search")) return;
  const wanted = field.value.trim().toLocaleLowerCase();
  for (const option of field.closest(".facet").querySelectorAll(".kern-form-check")) {
    const chosen = option.querySelector("input").checked;
    option.hidden = !chosen && !option.textContent.toLocaleLowerCase().includes(wanted);
  }
});
// The field asks nothing of the server: neither what is typed nor Enter sends the form.
for (const kind of ["change", "keydown"]) {
  document.addEventListener(
    kind,
    (event) => {
      if (!event.target.matches?.(".facet__search")) return;
      if (kind === "change") event.stopPropagation();
      if (event.key === "Enter") event.preventDefault();
    },
    true,
  );
}

function showFacetSearches() {
  for (const field of document.querySelectorAll(".facet__search")) field.hidden = false;
}
showFacetSearches();
document.addEventListener("htmx:afterSettle", showFacetSearches);
