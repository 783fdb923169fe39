// Filters the list of roles or people while the person types. Without JavaScript the search button does the same.
const [kind, list] = document.getElementById("people") ? ["person", "people"] : ["role", "roles"];
const search = document.getElementById(`${kind}-search`);
const items = [...document.querySelectorAll(`#${list} > li`)];

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of items) item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
  const found = items.filter((item) => !item.hidden).length;
  document.getElementById(`${kind}-count`).textContent = `${found} of ${items.length} ${list}`;
  document.getElementById("searched").textContent = search.value.trim();
  document.getElementById("none-found").hidden = found > 0;
}

search?.addEventListener("input", filter);
// A browser that goes back to this page keeps what was typed.
if (search) addEventListener("pageshow", filter);
