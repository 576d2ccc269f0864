import type { ProblemError } from "@/lib/problem";

const WAITS_MS = [800, 1_500, 3_000, 6_000, 12_000];

/** No answer, a server in trouble, or a buyer who is still answering: the same turn may be sent again. */
export function worthRetrying(problem: ProblemError): boolean {
  return problem.isOffline || problem.status >= 500 || problem.slug === "reply-in-progress";
}

/** How long to wait before the next try, in ms: longer each time, or as long as the server asks. */
export function patience(attempt: number, retryAfter?: number): number {
  const usual = WAITS_MS[Math.min(attempt, WAITS_MS.length - 1)] ?? 12_000;
  return Math.max(usual, (retryAfter ?? 0) * 1000);
}

/** Waits, but not a moment longer once the network is back, the person asks, or the screen is left. */
export function pause(ms: number, signal: AbortSignal, offerWake: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
    offerWake(done);
  });
}
