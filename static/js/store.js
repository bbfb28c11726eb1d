// What was being written, kept by the browser: for each account and form, for a month. Where the
// browser forbids it or has no room, nothing is kept and the page works as it did before.

const PREFIX = "interleaf:unsent:";
const MONTH = 30 * 24 * 60 * 60 * 1000; // milliseconds

const { user } = document.documentElement.dataset; // nobody's words are kept for nobody
const nameOf = (key, whose = user) => `${PREFIX}${whose}:${key}`;

/** Keep what was written under a key; true if it is kept. */
export function keep(key, written) {
  if (!user) return false;
  try {
    localStorage.setItem(nameOf(key), JSON.stringify({ ...written, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function drop(key) {
  attempt(() => localStorage.removeItem(nameOf(key)));
}

/** All that this reader has kept: [key, what was written], the oldest first. */
export function all() {
  const prefix = nameOf("");
  return (user ? names() : [])
    .filter((name) => name.startsWith(prefix))
    .map((name) => [name.slice(prefix.length), read(name)])
    .filter(([, written]) => written)
    .toSorted(([, a], [, b]) => a.at - b.at);
}

/** Forget what is older than a month, whoever wrote it, and what cannot be read. */
export function sweep() {
  for (const name of names()) {
    const written = read(name);
    if (!written || !(Date.now() - written.at < MONTH)) attempt(() => localStorage.removeItem(name));
  }
}

const names = () =>
  attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) ?? [];

const read = (name) => attempt(() => JSON.parse(localStorage.getItem(name)));

function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
