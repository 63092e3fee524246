/* What is typed into a field of tags: names with commas between them. */
const COMMAS = /[,،、，;؛]/u;

/* The name that is being typed: what stands after the last comma. */
export function typedName(value) {
  return value.split(COMMAS).at(-1).trim();
}

/* The field with the name being typed replaced by a chosen one. */
export function withName(value, name) {
  const before = value.split(COMMAS).slice(0, -1).map((each) => each.trim()).filter(Boolean);
  return [...before.filter((each) => each !== name), name].join(", ") + ", ";
}

/* What is left to choose: names that the field does not hold yet. */
export function notChosen(items, value) {
  const chosen = new Set(value.split(COMMAS).slice(0, -1).map((each) => each.trim()));
  return items.filter((item) => !chosen.has(item.name));
}
