/** Up to two letters for a drawn face: first and last word of the name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word));
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words.slice(0, 1);
  return picked
    .map((word) => Array.from(word ?? "").find((letter) => /\p{L}/u.test(letter)) ?? "")
    .join("")
    .toLocaleUpperCase();
}

/** A hue of 0..359 that stays with the name (FNV-1a). */
export function seededHue(name: string): number {
  let hash = 0x811c9dc5;
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0) % 360;
}
