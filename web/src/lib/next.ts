/** Where to go after signing in: a place of ours or the start, never a foreign address. */
export function safeNext(next: unknown): string | undefined {
  if (typeof next !== "string" || !next.startsWith("/") || next.startsWith("//") || next.includes("\\"))
    return undefined;
  return next === "/" ? undefined : next;
}
