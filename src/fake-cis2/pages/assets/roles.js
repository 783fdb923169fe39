// Filters the list of roles while the person types. Without JavaScript the search button does the same.
const search = document.getElementById("role-search");
const count = document.getElementById("role-count");
const items = [...document.querySelectorAll("#roles > li")];

search?.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of items) item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
  count.textContent = `${items.filter((item) => !item.hidden).length} of ${items.length} roles`;
});
