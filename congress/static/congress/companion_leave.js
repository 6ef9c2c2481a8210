/* Logging out wipes this device; while notes wait it asks first: send, save as a file or discard. */
{
  const { store, send, account, counted } = companion;
  const form = document.getElementById("leave-form");
  const ask = document.getElementById("waiting-ask");
  const count = document.getElementById("waiting-count");
  const said = document.getElementById("waiting-said");
  const go = document.getElementById("go");
  const keep = document.getElementById("keep");

  async function look() {
    const { own } = await store.of(account);
    ask.hidden = !own.length && !said.textContent;
    for (const choice of ask.querySelectorAll(".choices")) choice.hidden = !own.length;
    go.hidden = own.length > 0;
    count.textContent = own.length ? counted(own, count.dataset) : "";
    return own;
  }

  document.getElementById("send").addEventListener("click", async () => {
    await send();
    const left = (await store.of(account)).own.length;
    said.textContent = left ? said.dataset.failed : said.dataset.sent;
    await look();
  });

  // An entry as a block to read: one line for each fact, further lines of a text indented, days as Germans write them.
  function blockOf(entry) {
    const texts = keep.dataset;
    const facts = {
      congress: entry.congress ?? entry.state.split("/").at(-4), // of an entry of before: as its address has it
      written: new Date(entry.written_at).toLocaleString("de", { dateStyle: "medium", timeStyle: "short" }),
      ...entry.fields,
    };
    const lines = Object.entries(facts).filter(([, fact]) => fact).map(([name, fact]) => {
      const said = name.endsWith("_on") ? fact.split("-").reverse().join(".") : fact.replaceAll("\n", "\n  ");
      return `${texts[name] ?? name}: ${said}\n`;
    });
    return lines.join("");
  }

  keep.addEventListener("click", async () => {
    const text = (await look()).map(blockOf).join("\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = `${keep.dataset.name}-${new Date().toISOString().slice(0, 10)}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    said.textContent = said.dataset.kept;
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let others = 1; // as long as nothing else is known: what others wrote is not ours to wipe
    try {
      const { own } = await store.of(account);
      if (own.length && event.submitter?.id !== "discard") { // written in another tab meanwhile: never silently
        await look();
        return;
      }
      others = await store.wipe(account);
    } catch {
      // a browser that keeps nothing has nothing to wipe; one that failed to must not lose what waits in it
    }
    if (others) {
      const stay = document.createElement("input");
      stay.type = "hidden";
      stay.name = "andere";
      form.append(stay);
    }
    form.submit();
  });

  addEventListener("companion:changed", () => look().catch(() => {}));
  look().catch(() => {});
}
