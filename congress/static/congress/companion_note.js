/* The one line: kept on the phone first, then sent; what it names is shown while typing, with and without a network. */
{
  const { store, send, account } = companion;
  const page = document.body.dataset;
  const form = document.getElementById("note");
  const heard = document.getElementById("heard");
  let known = null; // facts and their recogniser

  if (form) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      if (button.disabled || !form.text.value.trim()) return;
      button.disabled = true;
      try {
        await store.put(noteOf(form));
      } catch {
        form.submit(); // this browser keeps nothing: the server takes it at once
        return;
      }
      form.text.value = "";
      heard.replaceChildren();
      button.disabled = false;
      form.text.focus();
      await send();
    });
    form.text.addEventListener("htmx:beforeRequest", (event) => {
      if (navigator.onLine && form.text.value.trim()) return;
      event.preventDefault();
      hear();
    });
    for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
      form.text.addEventListener(name, hear);
    }
  }

  function noteOf({ text, follow_up_on: until, kommune }) {
    return {
      key: crypto.randomUUID(),
      account,
      written_at: new Date().toISOString(),
      address: page.notes,
      state: page.state,
      congress: page.congress,
      fields: { text: text.value.trim(), follow_up_on: until.value, kommune: kommune.value },
    };
  }

  addEventListener("companion:stored", () => { if (globalThis.htmx) htmx.trigger(document.body, "stored"); });

  // The pair answer from the phone's own facts.
  async function hear() {
    const facts = await store.get("facts").catch(() => null);
    if (!facts || facts.own !== page.team) return;
    if (known?.facts.stamp !== facts.stamp) known = { facts, recogniser: new companion.Recogniser(facts) };
    const named = known.recogniser.recognise(form.text.value);
    const others = named.municipalities.filter((slug) => slug !== facts.own);
    const tags = document.createElement("ul");
    tags.className = "heard";
    for (const [kind, slugs] of Object.entries({ ...named, municipalities: others })) {
      for (const slug of slugs) {
        const chip = document.getElementById("heard-chip").content.cloneNode(true);
        chip.querySelector("span").textContent = facts.names[kind][slug];
        tags.append(chip);
      }
    }
    const answers = others.slice(0, 3).map((slug) => answerOf(facts, slug, named.themes[0] || ""));
    heard.replaceChildren(...(tags.childElementCount ? [tags] : []), ...answers.filter(Boolean));
  }

  function answerOf(facts, slug, theme) {
    const found = facts.pairs[slug]?.[theme];
    if (!found) return null;
    const [tone, lead, text] = found;
    const answer = document.getElementById("heard-answer").content.cloneNode(true);
    answer.querySelector(".answer").classList.add(`answer--${tone}`);
    answer.querySelector("strong").textContent = lead;
    answer.querySelector("span").textContent = text;
    const asked = new URLSearchParams({ a: facts.own, b: slug, ...(theme && { thema: theme }) });
    answer.querySelector("a").href = `${facts.askAddress}?${asked}`;
    return answer;
  }
}
