/* A conversation is kept on the phone first, as a note is; ticks that are not saved yet are not lost by a wrong touch. */
{
  const { store, send, account } = companion;
  const page = document.body.dataset;
  const ticks = document.querySelector(".ticks form");
  const entry = document.getElementById("conversation");
  let changed = false;

  ticks?.addEventListener("change", () => { changed = true; });
  ticks?.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  for (const link of document.querySelectorAll("[data-other]")) {
    link.addEventListener("click", () => {
      entry.other.value = link.dataset.other;
      entry.closest("details").open = true;
    });
  }

  entry?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { kommune, other, outcome, next_step: step, next_step_on: until } = entry;
    const said = [outcome.value.trim(), step.value.trim()].filter(Boolean).join(" → ");
    const fields = {
      kommune: kommune.value, other: other.value, outcome: outcome.value.trim(), next_step: step.value.trim(), next_step_on: until.value,
      text: `${entry.dataset.met} ${other.selectedOptions[0].text}${said ? `: ${said}` : ""}`,
    };
    try {
      const written_at = new Date().toISOString();
      const sent_to = { address: entry.getAttribute("action"), state: page.state, congress: page.congress };
      await store.put({ key: crypto.randomUUID(), account, written_at, ...sent_to, fields });
    } catch {
      entry.submit(); // this browser keeps nothing: the server takes it at once
      return;
    }
    entry.reset();
    entry.closest("details").open = false;
    await send();
  });

  addEventListener("companion:stored", () => { if (!changed && navigator.onLine) location.reload(); });
}
