import { openSocket } from "@/lib/socket";
import { capture, playback, sendTo } from "@/lib/sound/context";
import type { Line, LineOptions } from "./line";
import type { VoiceIn, VoiceOut } from "./messages";

/** The call over a WebSocket: works wherever the page itself could be loaded. */
export function openSocketLine({ address, stream, context, onMessage, onPhase }: LineOptions): Line {
  const speaker = context && playback(context);
  const socket = openSocket<VoiceOut, VoiceIn>({
    address: () => address,
    onMessage,
    onSound: (pcm) => speaker?.play(pcm),
    onPhase: (phase) => onPhase(phase.at === "open" ? { at: "open", way: "websocket" } : phase),
  });
  let stopListening: (() => void) | null = null;
  const use = (next: MediaStream) => {
    stopListening?.();
    stopListening = context && capture(context, next, (_, pcm) => socket.send(pcm));
  };
  if (stream) use(stream);
  return {
    send: socket.send,
    use,
    sink: (device) => {
      if (context) void sendTo(context, device).catch(() => undefined);
    },
    quiet: () => speaker?.stop(),
    retryNow: socket.retryNow,
    close: () => {
      stopListening?.();
      speaker?.close();
      socket.close();
    },
  };
}
