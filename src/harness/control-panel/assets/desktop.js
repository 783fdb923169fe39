// Puts a person's card into the reader that their name is dragged to. Without a pointer the form does the same.

let persona = "";

document.addEventListener("dragstart", (event) => {
  const person = event.target instanceof Element ? event.target.closest("[data-persona]") : null;
  if (person === null) return;
  persona = person.getAttribute("data-persona") ?? "";
  event.dataTransfer?.setData("text/plain", persona);
});

/** @param {Event} event */
const readerAt = (event) => (event.target instanceof Element ? event.target.closest("[data-reader]") : null);

document.addEventListener("dragover", (event) => {
  if (persona !== "" && readerAt(event) !== null) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const reader = readerAt(event)?.getAttribute("data-reader");
  const form = document.getElementById("insert");
  if (persona === "" || !reader || !(form instanceof HTMLFormElement)) return;
  event.preventDefault();
  form.elements.namedItem("reader").value = reader;
  form.elements.namedItem("persona").value = persona;
  form.requestSubmit();
});
document.addEventListener("dragend", () => {
  persona = "";
});
