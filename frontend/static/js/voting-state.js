/* What the buttons under posts mean, apart from the page: no DOM, no network. */

export const NOTHING = { vote: 0, confirmed: false, options: [] };

/* What a button says: of which post, and what. */
export function deedOf(value) {
  const [, post, deed] = /^(\d+)-(up|down|none|too|not-too|poll|no-poll)$/.exec(value) ?? [];
  return post ? { post, deed } : null;
}

/* What somebody has pressed, once he has done this too. */
export function pressed(mark, deed, options = []) {
  switch (deed) {
    case "up": return { ...mark, vote: 1 };
    case "down": return { ...mark, vote: -1 };
    case "none": return { ...mark, vote: 0 };
    case "too": return { ...mark, confirmed: true };
    case "not-too": return { ...mark, confirmed: false };
    case "poll": return { ...mark, options };
    case "no-poll": return { ...mark, options: [] };
    default: return mark;
  }
}

/* What each button of a post does next, and whether it looks pressed. */
export function faces(mark) {
  return {
    up: { deed: mark.vote === 1 ? "none" : "up", pressed: mark.vote === 1 },
    down: { deed: mark.vote === -1 ? "none" : "down", pressed: mark.vote === -1 },
    too: { deed: mark.confirmed ? "not-too" : "too", pressed: mark.confirmed },
  };
}
