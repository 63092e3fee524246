/* What loading a stretch of a thread means, apart from the page: no DOM, no network. */

/* Whether a last stretch came without a post that was announced live before: then it was on its
   way when that post was written. `beyond` is the highest number announced for later pages. */
export function missing({ last }, { beyond }, numbers) {
  return last === "yes" && Number(beyond ?? 0) > Math.max(0, ...numbers);
}

/* What is known of a viewer on two pages of a thread: lists and tables together, else the newer. */
export function merged(known, news) {
  const together = { ...known, ...news };
  for (const [name, value] of Object.entries(known)) {
    const other = news[name];
    if (Array.isArray(value) && Array.isArray(other)) together[name] = [...new Set([...value, ...other])];
    else if (isTable(value) && isTable(other)) together[name] = { ...value, ...other };
  }
  return together;
}

function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
