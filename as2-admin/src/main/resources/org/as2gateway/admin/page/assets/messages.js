// The list of messages and a message: selection, keyboard. Both work without it.
"use strict";

(() => {
  // How many are selected, and all of the page at once. Live updates replace the rows.
  const boxes = () => [...document.querySelectorAll("#rows tbody input[name=id]")];
  function count() {
    const all = document.getElementById("select-all");
    const number = boxes().filter((box) => box.checked).length;
    const words = document.getElementById("selected");
    if (all && words) {
      all.checked = number > 0 && number === boxes().length;
      all.indeterminate = number > 0 && !all.checked;
      words.textContent = number ? `${number} selected` : "";
    }
  }
  document.addEventListener("change", (event) => {
    if (event.target.id === "select-all") {
      boxes().forEach((box) => (box.checked = event.target.checked));
      boxes()[0]?.dispatchEvent(new Event("change", { bubbles: true })); // for whoever else watches the boxes
    }
    count();
  });
  document.addEventListener("htmx:afterSwap", count);
  window.addEventListener("pageshow", count);

  // A choice from a list replaces the filter in the search box that it stands for.
  const search = document.querySelector("form.search");
  for (const list of search?.querySelectorAll("select[data-filter]") ?? []) {
    list.addEventListener("change", () => {
      const names = list.dataset.filter.split(" ").join("|");
      const filter = new RegExp(`(^|\\s)-?(${names}):("[^"]*"?|\\S*)`, "gi");
      search.elements.q.value = search.elements.q.value.replace(filter, " ").trim();
    });
  }

  // Keys, except while somebody types.
  const keys = document.getElementById("keys");
  const isTyping = (target) => target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]") !== null;
  function move(step) {
    const links = [...document.querySelectorAll("#rows a.open")];
    const row = document.activeElement?.closest("#rows tbody tr");
    const at = row ? links.indexOf(row.querySelector("a.open")) : step > 0 ? -1 : links.length;
    links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
  }
  const actions = {
    "/": () => search?.elements.q.select(),
    j: () => (search ? move(1) : document.getElementById("older")?.click()),
    k: () => (search ? move(-1) : document.getElementById("newer")?.click()),
    "?": () => keys.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const action = actions[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey && !keys.open && !isTyping(event.target)) {
      event.preventDefault();
      action();
    }
  });
})();
