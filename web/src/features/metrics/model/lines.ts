/** Places in a text of lines, counted from 1 as people and the server do. */

export function lineCount(text: string): number {
  return text.split("\n").length;
}

/** The place of the first character of a line, or of a column in it. */
export function offsetOf(text: string, line: number, column = 1): number {
  let at = 0;
  for (let count = 1; count < line; count++) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  const end = text.indexOf("\n", at);
  return Math.min(at + Math.max(0, column - 1), end < 0 ? text.length : end);
}

/** Two blanks at the caret, or before every line of the selection; `out` takes them away. */
export function indented(
  text: string,
  from: number,
  to: number,
  out: boolean,
): { text: string; from: number; to: number } {
  if (from === to && !out)
    return { text: `${text.slice(0, from)}  ${text.slice(to)}`, from: from + 2, to: from + 2 };
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const lines = text.slice(start, to).split("\n");
  const moved = lines.map((line) => (out ? line.replace(/^ {1,2}/, "") : line && `  ${line}`));
  const first = (moved[0]?.length ?? 0) - (lines[0]?.length ?? 0);
  const grown = moved.join("\n");
  return {
    text: text.slice(0, start) + grown + text.slice(to),
    from: Math.max(start, from + first),
    to: start + grown.length,
  };
}

/** The blanks a new line begins with, after the line the caret is in: as before, two more after a colon. */
export function nextIndent(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const blanks = /^ */.exec(line)?.[0] ?? "";
  return /:\s*(#.*)?$/.test(line) ? `${blanks}  ` : blanks;
}
