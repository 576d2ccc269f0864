import { Sun } from "lucide-react";
import { expect, test } from "vitest";
import { type Command, matching } from "./commands";
import { latin } from "./useShortcuts";

const command = (label: string, words = "", note?: string): Command => ({
  id: label,
  group: "practise",
  label,
  words,
  note,
  icon: Sun,
  run: () => undefined,
});
const commands = [
  command("Cold call: win the meeting", "cold_call insurance", "Dana Levi"),
  command("The price is too high", "objection", "Tomás Rivera"),
  command("שיחה קרה: להגיע לפגישה", "", "דנה לוי"),
];
const found = (typed: string) => matching(commands, typed).map((one) => one.label);

test("every typed word must begin a word of the command", () => {
  expect(found("meet cold")).toEqual(["Cold call: win the meeting"]);
  expect(found("eeting")).toEqual([]);
  expect(found("")).toHaveLength(3);
});

test("capitals and accents do not matter, other names do", () => {
  expect(found("TOMAS")).toEqual(["The price is too high"]);
  expect(found("insur")).toEqual(["Cold call: win the meeting"]);
  expect(found("לפג")).toEqual(["שיחה קרה: להגיע לפגישה"]);
});

test("a shortcut is the key's place, so it works with a Hebrew layout", () => {
  expect(latin({ code: "KeyG", key: "ע" })).toBe("g");
  expect(latin({ code: "Slash", key: "?" })).toBe("?");
});
