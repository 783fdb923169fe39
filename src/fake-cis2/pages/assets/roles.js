// Filters the list of roles or people while the person types. Without JavaScript the search button does the same.
const [kind, list] = document.getElementById("people") ? ["person", "people"] : ["role", "roles"];
const search = document.getElementById(`${kind}-search`);
const count = document.getElementById(`${kind}-count`);
const items = [...document.querySelectorAll(`#${list} > li`)];

search?.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of items) item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
  count.textContent = `${items.filter((item) => !item.hidden).length} of ${items.length} ${list}`;
});
