/** Why there is no microphone. */
export type MicProblem = "denied" | "missing" | "busy" | "insecure" | "lost";

const KEPT = { microphone: "ringside.microphone", speaker: "ringside.speaker" } as const;
type Kind = keyof typeof KEPT;

export function micProblem(error: unknown): MicProblem {
  switch (error instanceof Error ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    default:
      return "busy";
  }
}

/** A voice, as clear as the browser can make it; from this device if it is there, else from the usual one. */
export function constraints(device: string): MediaStreamConstraints {
  return {
    audio: {
      ...(device ? { deviceId: { ideal: device } } : {}),
      channelCount: 1,
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  };
}

export interface Device {
  id: string;
  label: string;
}

/** Devices of a kind with a name of their own; the system's choice comes first and has the empty id. */
export function named(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): Device[] {
  return devices
    .filter((one) => one.kind === kind && one.deviceId && one.label)
    .filter((one) => one.deviceId !== "default" && one.deviceId !== "communications")
    .map((one) => ({ id: one.deviceId, label: one.label }));
}

/** The device chosen on this machine before; empty for the system's own. */
export function keptDevice(kind: Kind): string {
  try {
    return localStorage.getItem(KEPT[kind]) ?? "";
  } catch {
    return "";
  }
}

export function keepDevice(kind: Kind, id: string): void {
  try {
    if (id) localStorage.setItem(KEPT[kind], id);
    else localStorage.removeItem(KEPT[kind]);
  } catch {
    // Storage may be forbidden; the choice then holds for this page.
  }
}
