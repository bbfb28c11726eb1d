// Where cards stand in the margin: numbers in, numbers out. All are pixels from one edge.

/**
 * Tops for cards in their order, none over another, each as near to its line as the others let it.
 * No card stands above its line: there one would read of what comes only further on. The pinned one
 * stands exactly at its line, and those before it make way upwards, each as little as it can.
 * @param {number[]} wanted the line of each card, in any order
 * @param {number[]} sizes the height of each with the gap below it
 * @param {number} pinned which of them was asked for; -1 is none
 */
export function settle(wanted, sizes, pinned = -1) {
  const tops = [];
  let bottom = -Infinity;
  wanted.forEach((line, card) => {
    tops.push(card === pinned ? line : Math.max(line, bottom));
    bottom = tops[card] + sizes[card];
  });
  for (let card = pinned - 1; card >= 0; card -= 1) {
    tops[card] = Math.min(tops[card], tops[card + 1] - sizes[card]);
  }
  return tops;
}

/**
 * Which leaves must fold their cards to a line each, so that none reaches further than the slack
 * past the beginning of the next one. What is over adds up: many leaves a little too long are as
 * bad as one that is much too long.
 * @param {{top: number, full: number, folded: number}[]} leaves in order; sizes with the gap
 * @param {number} end where the text ends
 * @param {number} slack how far a leaf may reach past its room
 * @returns {boolean[]}
 */
export function crowded(leaves, end, slack) {
  let bottom = -Infinity;
  return leaves.map(({ top, full, folded }, at) => {
    const start = Math.max(top, bottom);
    const limit = (leaves[at + 1]?.top ?? end) + slack;
    const isCrowded = folded < full && start + full > limit;
    bottom = start + (isCrowded ? folded : full);
    return isCrowded;
  });
}
