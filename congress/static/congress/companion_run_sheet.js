/* Ticks that are not saved yet are not lost by a wrong touch. */
{
  const form = document.querySelector(".ticks form");
  let changed = false;
  form?.addEventListener("change", () => { changed = true; });
  form?.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
