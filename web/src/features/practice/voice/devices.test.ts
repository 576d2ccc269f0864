import { beforeEach, expect, test } from "vitest";
import { constraints, keepDevice, keptDevice, micProblem, named } from "./devices";

beforeEach(() => localStorage.clear());

test.each([
  ["NotAllowedError", "denied"],
  ["SecurityError", "denied"],
  ["NotFoundError", "missing"],
  ["OverconstrainedError", "missing"],
  ["NotReadableError", "busy"],
  ["AbortError", "busy"],
])("%s is %s", (name, problem) => expect(micProblem(new DOMException("", name))).toBe(problem));

test("what is no error at all is still an answer", () => expect(micProblem(undefined)).toBe("busy"));

test("a chosen device is asked for without insisting, so that one that was unplugged is no failure", () => {
  expect(constraints("abc").audio).toMatchObject({ deviceId: { ideal: "abc" }, echoCancellation: true });
  expect(constraints("").audio).not.toHaveProperty("deviceId");
});

test("devices are listed once, by their own names", () => {
  const device = (kind: MediaDeviceKind, deviceId: string, label: string) =>
    ({ kind, deviceId, label }) as MediaDeviceInfo;
  const all = [
    device("audioinput", "default", "Default"),
    device("audioinput", "communications", "Communications"),
    device("audioinput", "a", "Headset"),
    device("audioinput", "b", ""),
    device("audiooutput", "c", "Speakers"),
  ];
  expect(named(all, "audioinput")).toEqual([{ id: "a", label: "Headset" }]);
  expect(named(all, "audiooutput")).toEqual([{ id: "c", label: "Speakers" }]);
});

test("a choice is remembered on this machine, the system's own by forgetting", () => {
  keepDevice("microphone", "a");
  expect([keptDevice("microphone"), keptDevice("speaker")]).toEqual(["a", ""]);
  keepDevice("microphone", "");
  expect(keptDevice("microphone")).toBe("");
});
