// Filters what report.html lists. The page can be read without it: where scripts are blocked the form stays hidden.
{
  const form = document.querySelector("#filter");
  const field = (name) => form.elements.namedItem(name).value;
  const entries = [...document.querySelectorAll("[data-verdict]")];
  const groups = [...document.querySelectorAll("#all > details")];

  const isWanted = (entry) => {
    const { verdict, requirements } = entry.dataset;
    if (field("verdict") !== "" && verdict !== field("verdict")) return false;
    if (field("requirement") !== "" && !requirements.split(" ").includes(field("requirement"))) return false;
    return entry.textContent.toLowerCase().includes(field("text").trim().toLowerCase());
  };

  const filter = () => {
    const isFiltered = ["verdict", "requirement", "text"].some((name) => field(name) !== "");
    for (const entry of entries) entry.hidden = !isWanted(entry);
    for (const group of groups) {
      const isEmpty = group.querySelector("tr[data-verdict]:not([hidden])") === null;
      group.hidden = isEmpty;
      group.open = isFiltered && !isEmpty;
    }
    const shown = document.querySelectorAll("#all tr[data-verdict]:not([hidden])").length;
    form.elements.namedItem("shown").value = isFiltered ? `${shown} scenarios` : "";
  };

  // A link may lead into a group that is closed, or to an entry that is filtered out.
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === null) return;
    if (target.hidden) {
      form.reset();
      filter();
    }
    for (let one = target.parentElement; one !== null; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
    target.scrollIntoView();
  };

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", open);
  open();
}
