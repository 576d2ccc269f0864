import { expect, test } from "vitest";
import { voiceFor } from "./play";
import { read } from "./settings";

const voice = (lang: string, localService: boolean, isDefault = false) => ({
  lang,
  localService,
  default: isDefault,
});

test("a voice on this computer reads; one that sends the words away only when the rep agreed", () => {
  const away = voice("en-US", false, true);
  const near = voice("en_GB", true);
  expect(voiceFor([away, near], "en", true)).toBe(near);
  expect(voiceFor([away], "en", false)).toBeUndefined();
  expect(voiceFor([away], "en", true)).toBe(away);
});

test("no voice of another language reads, and Hebrew is known by its old name too", () => {
  expect(voiceFor([voice("en-US", true)], "he", true)).toBeUndefined();
  expect(voiceFor([voice("iw-IL", true)], "he", false)?.lang).toBe("iw-IL");
});

test.each([null, "", "nonsense", "[]", '{"on":"yes","output":3}'])(
  "settings that cannot be read are off: %s",
  (text) => {
    expect(read(text)).toEqual({ on: false, output: "", agreed: false });
  },
);
