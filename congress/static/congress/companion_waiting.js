/* Shows what waits on this device, each entry with the reason. Only one that the server will never take can be thrown away, by hand. */
{
  const { store, send, account } = companion;
  const list = document.getElementById("waiting");
  const texts = { ...document.getElementById("state")?.dataset, ...list.dataset };
  let before = 0;

  async function show() {
    const { own } = await store.of(account);
    list.hidden = !own.length;
    list.replaceChildren(...own.map(rowOf));
    if (own.length < before) dispatchEvent(new Event("companion:stored"));
    before = own.length;
  }

  function rowOf(entry) {
    const row = document.createElement("li");
    const text = document.createElement("p");
    const reason = document.createElement("p");
    text.textContent = entry.fields.text;
    reason.className = "quiet";
    reason.textContent = [entry.how === "refused" ? texts.refused : texts.waits, entry.why || texts[entry.how] || ""]
      .filter((one, at, all) => one && all.indexOf(one) === at).join(" · ");
    row.append(text, reason);
    if (["refused", "gone", "forbidden"].includes(entry.how)) {
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "textlink";
      drop.textContent = texts.drop;
      drop.addEventListener("click", () => { if (confirm(texts.sure)) store.remove(entry.key).then(send); });
      row.append(drop);
    }
    return row;
  }

  addEventListener("companion:changed", () => show().catch(() => {}));
  show().catch(() => {});
}
