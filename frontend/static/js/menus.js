/* Menus are <details>: this closes them on Escape and outside clicks, and filters languages. */

export function matchesLanguage(names, wanted) {
  const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  return plain(names).includes(plain(wanted.trim()));
}

export function startMenus(document) {
  const menus = [...document.querySelectorAll("details.menu")];
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus.filter((each) => each.open)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.querySelectorAll("[data-language-menu]").forEach(startLanguageMenu);
}

function startLanguageMenu(menu) {
  const filter = menu.querySelector("[data-language-filter]");
  const items = [...menu.querySelectorAll("[data-names]")];
  filter.hidden = false;
  filter.addEventListener("input", () => {
    for (const item of items) item.hidden = !matchesLanguage(item.dataset.names, filter.value);
  });
  filter.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    items.find((item) => !item.hidden)?.querySelector("a").click();
  });
  const fine = matchMedia("(pointer: fine)").matches;
  menu.addEventListener("toggle", () => {
    if (menu.open && fine) filter.focus();
  });
}
