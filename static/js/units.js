// Sentences and words of a text: pure functions. Places are UTF-16 units of the text, as the DOM has
// them; a unit is [from, to] without the spaces around it.

/** The sentences or words of a text, in its language; Chinese words too. */
export function units(text, granularity, language) {
  const found = [];
  for (const { segment, index, isWordLike } of segmenter(granularity, language).segment(text)) {
    const kept = segment.trim();
    if (!kept || isWordLike === false) continue;
    const from = index + segment.indexOf(kept);
    found.push([from, from + kept.length]);
  }
  return found;
}

/** The unit that begins after a place, or before it; undefined where there is none. */
export function unitFrom(found, place, step) {
  return step > 0 ? found.find(([from]) => from > place) : found.findLast(([from]) => from < place);
}

/** Where a selection ends that is taken on by a unit; undefined beyond the last. */
export function edgeFrom(found, place, step) {
  return step > 0
    ? found.find(([, to]) => to > place)?.[1]
    : found.findLast(([from]) => from < place)?.[0];
}

function segmenter(granularity, language) {
  try {
    return new Intl.Segmenter(language || undefined, { granularity });
  } catch {
    return new Intl.Segmenter(undefined, { granularity }); // no such language
  }
}
