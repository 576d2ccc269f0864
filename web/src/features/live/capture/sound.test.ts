import { expect, test, vi } from "vitest";
import { openSound } from "./sound";

function stream(...kinds: ("audio" | "video")[]) {
  const tracks = kinds.map((kind) => ({
    kind,
    stop: vi.fn(),
    getSettings: () => ({ displaySurface: "browser" }),
  }));
  return {
    getTracks: () => tracks,
    getAudioTracks: () => tracks.filter((track) => track.kind === "audio"),
    getVideoTracks: () => tracks.filter((track) => track.kind === "video"),
  };
}
const named = (name: string) => Object.assign(new Error(name), { name });
const devices = (microphone: unknown, shared: unknown) =>
  ({
    getUserMedia: () =>
      microphone instanceof Error ? Promise.reject(microphone) : Promise.resolve(microphone),
    getDisplayMedia: () => (shared instanceof Error ? Promise.reject(shared) : Promise.resolve(shared)),
  }) as unknown as Parameters<typeof openSound>[1];
const stopped = (one: ReturnType<typeof stream>) =>
  one.getTracks().map((track) => track.stop.mock.calls.length > 0);

test("both sides are opened and the picture of the tab is let go", async () => {
  const shared = stream("audio", "video");
  const sound = await openSound({ share: true }, devices(stream("audio"), shared));
  expect(sound.surface).toBe("browser");
  expect(sound.others).toBe(shared);
  expect(stopped(shared)).toEqual([false, true]);
});

test.each([
  [named("NotAllowedError"), "microphoneDenied"],
  [named("NotFoundError"), "noMicrophone"],
  [named("NotReadableError"), "microphoneBusy"],
  [named("Strange"), "failed"],
])("a microphone that cannot be had is named, and the tab is not left captured", async (error, trouble) => {
  const shared = stream("audio", "video");
  await expect(openSound({ share: true }, devices(error, shared))).rejects.toMatchObject({ trouble });
  expect(stopped(shared)).toEqual([true, true]);
});

test("a tab shared without its sound, or not shared, is told apart", async () => {
  const silent = stream("video");
  await expect(openSound({ share: true }, devices(stream("audio"), silent))).rejects.toMatchObject({
    trouble: "noTabSound",
  });
  expect(stopped(silent)).toEqual([true]);
  await expect(
    openSound({ share: true }, devices(stream("audio"), named("NotAllowedError"))),
  ).rejects.toMatchObject({ trouble: "shareDenied" });
});

test("a page that is not served safely, or a browser that shares nothing, says so", async () => {
  const phone = { getUserMedia: () => Promise.resolve(stream("audio")) } as unknown as MediaDevices;
  await expect(openSound({ share: true }, phone)).rejects.toMatchObject({ trouble: "cannotShare" });
  await expect(openSound({ share: false }, phone)).resolves.toMatchObject({ others: null, surface: null });
});
