// A button beside each text to copy, where the browser lets pages copy.

for (const text of document.querySelectorAll("pre[id]")) {
  if (!navigator.clipboard) break;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "nhsuk-button nhsuk-button--small nhsuk-button--secondary";
  button.textContent = "Copy";
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(text.textContent ?? "").then(
      () => {
        button.textContent = "Copied";
      },
      () => {
        button.textContent = "The browser refused: select the text";
      },
    );
  });
  text.before(button);
}
