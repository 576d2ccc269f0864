import { expect, test } from "vitest";
import type { SocketOptions } from "@/lib/socket";
import { LiveSession } from "./LiveSession";
import type { LiveMessage, Said } from "./messages";

function line() {
  const sent: Said[] = [];
  const made: SocketOptions<LiveMessage>[] = [];
  let up = true;
  const session = new LiveSession(
    "/api/live/c/cues",
    (options) => {
      made.push(options);
      return {
        send: (message) => up && sent.push(message as Said) > 0,
        retryNow: () => undefined,
        close: () => undefined,
      };
    },
    () => 0,
  );
  const stop = session.subscribe(() => undefined);
  const server = made[0];
  if (!server) throw new Error("no connection was made");
  return { session, server, sent, made, stop, cut: () => (up = false), mend: () => (up = true) };
}
const state = { type: "state", status: "live", seconds: 3 } as LiveMessage;
const cue = { type: "cue", id: "q", at: 1, expires_at: 20, standing: "shown" } as LiveMessage;

test("everybody who looks shares one connection", () => {
  const { session, made } = line();
  session.subscribe(() => undefined);
  expect(made).toHaveLength(1);
});

test("a verdict given while the line is down is said when it is back, until the server has it", () => {
  const { session, server, sent, cut, mend } = line();
  server.onMessage(state);
  server.onMessage(cue);
  cut();
  server.onPhase({ at: "lost", retryAt: 0 });
  session.judge({ id: "q", useful: true });
  expect(sent).toEqual([]);
  mend();
  server.onPhase({ at: "open" });
  server.onMessage(state);
  expect(sent).toEqual([{ type: "cue", id: "q", useful: true }]);
  server.onMessage({ ...cue, useful: true } as LiveMessage);
  server.onMessage(state);
  expect(sent).toHaveLength(1);
});
