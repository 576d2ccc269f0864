import { useCallback, useEffect, useRef, useState } from "react";
import { soundContext } from "@/lib/sound/context";
import { watchLevel } from "@/lib/sound/level";
import {
  constraints,
  type Device,
  keepDevice,
  keptDevice,
  type MicProblem,
  micProblem,
  named,
} from "./devices";

interface Opened {
  stream: MediaStream;
  context: AudioContext;
}

/** The microphone of a spoken call and the devices to choose from. It is only listened to between open() and close(). */
export function useMicrophone() {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [problem, setProblem] = useState<MicProblem | null>(null);
  const [asking, setAsking] = useState(false);
  const [devices, setDevices] = useState<readonly MediaDeviceInfo[]>([]);
  const [microphone, setMicrophone] = useState(() => keptDevice("microphone"));
  const [speaker, setSpeaker] = useState(() => keptDevice("speaker"));
  const context = useRef<Promise<AudioContext> | null>(null);
  const stream = useRef<MediaStream | null>(null);
  const gone = useRef(false);

  const open = useCallback(async (device: string) => {
    if (!navigator.mediaDevices?.getUserMedia) return setProblem("insecure");
    setAsking(true);
    try {
      const next = await navigator.mediaDevices.getUserMedia(constraints(device));
      context.current ??= soundContext();
      const sound = await context.current;
      if (gone.current) return stop(next);
      if (stream.current) stop(stream.current);
      stream.current = next;
      next.getAudioTracks()[0]?.addEventListener("ended", () => {
        if (stream.current === next) setProblem("lost");
      });
      setProblem(null);
      setOpened({ stream: next, context: sound });
      setDevices(await navigator.mediaDevices.enumerateDevices());
    } catch (error) {
      setProblem(micProblem(error));
    } finally {
      setAsking(false);
    }
  }, []);

  const close = useCallback(() => {
    if (stream.current) stop(stream.current);
    stream.current = null;
    setOpened(null);
  }, []);

  useEffect(() => {
    gone.current = false;
    const look = async () => setDevices((await navigator.mediaDevices?.enumerateDevices()) ?? []);
    navigator.mediaDevices?.addEventListener("devicechange", look);
    return () => {
      gone.current = true;
      navigator.mediaDevices?.removeEventListener("devicechange", look);
      if (stream.current) stop(stream.current);
      stream.current = null;
      void context.current?.then((sound) => sound.close());
      context.current = null;
    };
  }, []);

  return {
    stream: opened?.stream ?? null,
    context: opened?.context ?? null,
    problem,
    asking,
    microphones: named(devices, "audioinput"),
    speakers: named(devices, "audiooutput"),
    microphone: known(microphone, named(devices, "audioinput")),
    speaker: known(speaker, named(devices, "audiooutput")),
    open: useCallback(() => open(keptDevice("microphone")), [open]),
    close,
    chooseMicrophone: (id: string) => {
      keepDevice("microphone", id);
      setMicrophone(id);
      void open(id);
    },
    chooseSpeaker: (id: string) => {
      keepDevice("speaker", id);
      setSpeaker(id);
    },
  };
}

export type Microphone = ReturnType<typeof useMicrophone>;

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** A chosen device that is not plugged in now counts as none chosen. */
function known(id: string, devices: readonly Device[]): string {
  return devices.some((one) => one.id === id) ? id : "";
}

/** How loud the microphone is, 0..1, written where it is shown: a level is no reason to draw a page anew. */
export function useLevel(mic: Pick<Microphone, "stream" | "context">, show: (level: number) => void): void {
  const shown = useRef(show);
  shown.current = show;
  const { stream, context } = mic;
  useEffect(() => {
    if (!stream || !context) return;
    return watchLevel(context, stream, (level) => shown.current(level));
  }, [stream, context]);
}
