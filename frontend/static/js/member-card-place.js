/* Where a card stands beside a name: below it, above where there is no room, never outside of the
   window. Pixels from the window's corner; `start` is the name's side where reading begins. */
const GAP = 6;
const EDGE = 8;

export function cardPlace(name, card, window, rightToLeft) {
  const below = name.bottom + GAP;
  const fits = below + card.height <= window.height - EDGE;
  const top = fits ? below : Math.max(EDGE, name.top - GAP - card.height);
  const wanted = rightToLeft ? name.right - card.width : name.left;
  const most = window.width - card.width - EDGE;
  return { top, left: Math.max(EDGE, Math.min(wanted, most)) };
}
