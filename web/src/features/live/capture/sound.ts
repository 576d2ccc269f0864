/** What can stand between us and the sound; each has words of its own on the screen. */
export type SoundTrouble =
  | "insecure"
  | "noMicrophone"
  | "microphoneDenied"
  | "microphoneBusy"
  | "cannotShare"
  | "shareDenied"
  | "noTabSound"
  | "failed";

export class SoundError extends Error {
  constructor(readonly trouble: SoundTrouble) {
    super(trouble);
    this.name = "SoundError";
  }
}

export interface Sound {
  microphone: MediaStream;
  /** What the others say; null where only the microphone is captured. */
  others: MediaStream | null;
  /** What was shared: a tab, or the whole screen, in which our own sounds would be heard too. */
  surface: "browser" | "window" | "monitor" | null;
}

type Devices = Pick<MediaDevices, "getUserMedia" | "getDisplayMedia">;

/** Chromium knows more wishes than the standard's types. */
interface ShareWishes extends DisplayMediaStreamOptions {
  systemAudio: "include" | "exclude";
  surfaceSwitching: "include" | "exclude";
  selfBrowserSurface: "include" | "exclude";
}

/**
 * Opens the microphone and, when asked, the sound of a tab or screen; from a click. The tab comes first: a browser only
 * lets itself be asked for it right after a click. Its picture is let go at once. Throws a SoundError.
 */
export async function openSound(
  { microphone = "", share }: { microphone?: string; share: boolean },
  devices: Devices | undefined = navigator.mediaDevices,
): Promise<Sound> {
  if (!devices) throw new SoundError("insecure");
  const shared = share ? await openShared(devices) : null;
  try {
    return {
      microphone: await openMicrophone(devices, microphone),
      others: shared,
      surface: surfaceOf(shared),
    };
  } catch (error) {
    stop(shared);
    throw error;
  } finally {
    for (const track of shared?.getVideoTracks() ?? []) track.stop();
  }
}

export function closeSound({ microphone, others }: Sound): void {
  stop(microphone);
  stop(others);
}

async function openShared(devices: Devices): Promise<MediaStream> {
  if (!devices.getDisplayMedia) throw new SoundError("cannotShare");
  const wishes: ShareWishes = {
    video: true, // browsers share no sound without it
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    systemAudio: "include",
    surfaceSwitching: "include",
    selfBrowserSurface: "exclude",
  };
  const stream = await devices.getDisplayMedia(wishes).catch((error: unknown) => {
    throw new SoundError(nameOf(error) === "NotAllowedError" ? "shareDenied" : "failed");
  });
  if (stream.getAudioTracks().length > 0) return stream;
  stop(stream);
  throw new SoundError("noTabSound");
}

async function openMicrophone(devices: Devices, deviceId: string): Promise<MediaStream> {
  const audio = {
    deviceId: deviceId ? { ideal: deviceId } : undefined,
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
  };
  return await devices.getUserMedia({ audio }).catch((error: unknown) => {
    throw new SoundError(MICROPHONE[nameOf(error)] ?? "failed");
  });
}

const MICROPHONE: Record<string, SoundTrouble> = {
  NotAllowedError: "microphoneDenied",
  SecurityError: "microphoneDenied",
  NotFoundError: "noMicrophone",
  OverconstrainedError: "noMicrophone",
  NotReadableError: "microphoneBusy",
  AbortError: "microphoneBusy",
};

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

function surfaceOf(stream: MediaStream | null): Sound["surface"] {
  const surface = stream?.getVideoTracks()[0]?.getSettings().displaySurface;
  return surface === "browser" || surface === "window" || surface === "monitor" ? surface : null;
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
