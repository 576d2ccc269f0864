import worklet from "./sound.worklet.ts?worker&url";

/** A sound context with our two processors in it, "capture" and "playback"; made by a press, or it stays silent. */
export async function soundContext(): Promise<AudioContext> {
  const context = new AudioContext({ latencyHint: "interactive" });
  await context.audioWorklet.addModule(worklet);
  return context;
}

/**
 * Tells the sound of a stream in 20-ms pieces of PCM16 at RATE, until the function it returns is called. `mono` mixes
 * the channels of the stream into one, numbered 0.
 */
export function capture(
  context: AudioContext,
  stream: MediaStream,
  hear: (channel: number, pcm: ArrayBuffer) => void,
  { mono = false } = {},
): () => void {
  const source = context.createMediaStreamSource(stream);
  const node = new AudioWorkletNode(context, "capture", {
    numberOfOutputs: 0,
    ...(mono ? { channelCount: 1, channelCountMode: "explicit" } : {}),
  });
  node.port.onmessage = ({ data }: MessageEvent<{ channel: number; pcm: ArrayBuffer }>) =>
    hear(data.channel, data.pcm);
  source.connect(node);
  return () => {
    node.port.onmessage = null;
    source.disconnect();
  };
}

export interface Playback {
  /** PCM16 at RATE, in pieces of any size. */
  play: (pcm: ArrayBuffer) => void;
  /** Whoever spoke has stopped, or was stopped: what waits is not played any more, but for a short tail. */
  stop: () => void;
  close: () => void;
}

export function playback(context: AudioContext): Playback {
  const node = new AudioWorkletNode(context, "playback", { numberOfInputs: 0, outputChannelCount: [1] });
  node.connect(context.destination);
  return {
    play: (pcm) => node.port.postMessage({ do: "play", pcm }, [pcm]),
    stop: () => node.port.postMessage({ do: "stop" }),
    close: () => node.disconnect(),
  };
}

/** Whether sound can be sent to a device of the person's choice. */
export function canChooseOutput(): boolean {
  return typeof AudioContext !== "undefined" && "setSinkId" in AudioContext.prototype;
}

/** Sends a context's sound to a device; the empty id is the system's own choice. */
export async function sendTo(context: AudioContext, device: string): Promise<void> {
  if ("setSinkId" in context) await (context.setSinkId as (id: string) => Promise<void>)(device);
}
