// What is like a new entry stands right below its name, where somebody types it; a press of Enter there still saves.
const box = document.getElementById("look-alikes");
const field = document.querySelector(".field-title, .field-name");
if (box && field) field.after(box);
document.querySelector("#id_title, #id_name")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return; // the first button of a form is pressed by Enter: that is not what is meant
  event.preventDefault();
  document.querySelector('.submit-row [name="_save"]')?.click();
});
