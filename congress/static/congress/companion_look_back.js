/* Copies the article: as Markdown what is in the field, as HTML what is shown, with its formats where they are taken. */
{
  const article = document.getElementById("article");
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy).value;
      if (button.dataset.copy === "html" && globalThis.ClipboardItem) {
        const html = new Blob([article.innerHTML], { type: "text/html" });
        await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": new Blob([text], { type: "text/plain" }) })]);
      } else {
        await navigator.clipboard.writeText(text);
      }
      button.querySelector("span").textContent = button.dataset.done;
    });
  }
}
