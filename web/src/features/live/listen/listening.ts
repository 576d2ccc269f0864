import { openSocket, type SocketPhase } from "@/lib/socket";
import { type Playback, playback, soundContext } from "@/lib/sound/context";
import { unframed } from "../capture/framing";

/** Plays both sides of a call to a manager until stopped; from a press, or the browser stays silent. */
export async function listenTo(callId: string, onPhase: (phase: SocketPhase) => void): Promise<() => void> {
  const context = await soundContext();
  await context.resume();
  const sides: [Playback, Playback] = [playback(context), playback(context)];
  const socket = openSocket({
    address: () => `/api/live/${encodeURIComponent(callId)}/listen`,
    onMessage: () => undefined, // the page has its own connection for the words
    onSound: (frame) => {
      const piece = unframed(frame);
      if (piece) sides[piece.channel].play(piece.pcm);
    },
    onPhase,
  });
  return () => {
    socket.close();
    void context.close();
  };
}
