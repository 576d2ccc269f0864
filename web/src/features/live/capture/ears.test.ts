import { expect, test } from "vitest";
import { phrases, rememberEars, rememberedEars } from "./ears";

test("words of one phrase begin at one place, and the next phrase at its own", () => {
  let now = 10;
  const said: unknown[] = [];
  const hear = phrases(
    () => now,
    (phrase) => said.push(phrase),
  );
  hear({ text: "how much", final: false });
  now = 11;
  hear({ text: "how much does it cost", final: true });
  now = 20;
  hear({ text: "thanks", final: true });
  expect(said).toEqual([
    { text: "how much", final: false, start: 9.3, end: 10 },
    { text: "how much does it cost", final: true, start: 9.3, end: 11 },
    { text: "thanks", final: true, start: 19.65, end: 20 },
  ]);
});

test("what was agreed for one call does not hold for another", () => {
  rememberEars("a", { language: "he", where: "away" });
  rememberEars("b", null);
  expect(rememberedEars("a")).toEqual({ language: "he", where: "away" });
  expect(rememberedEars("b")).toBeNull();
  sessionStorage.setItem("ringside.ears.c", "nonsense");
  expect(rememberedEars("c")).toBeNull();
});
