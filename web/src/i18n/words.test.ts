import { expect, test } from "vitest";
import en from "./en";
import he from "./he";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[path + key, value] as const] : [...flat(value, `${path}${key}.`)],
    ),
  );
}

/** Languages differ in their plural forms: Hebrew has a form for two. */
const bare = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");
const holes = (text: string) => [...new Set(text.match(/\{\{\w+\}\}|<\/?\w+>/g))].sort();

const english = flat(en as Tree);
const hebrew = flat(he as Tree);

test("both languages say the same things", () => {
  expect([...new Set([...hebrew.keys()].map(bare))].sort()).toEqual(
    [...new Set([...english.keys()].map(bare))].sort(),
  );
});

test("both languages fill in the same values", () => {
  for (const [key, text] of english) {
    const other = hebrew.get(key);
    if (other === undefined || /_(one|two)$/.test(key)) continue;
    expect({ key, holes: holes(other) }).toEqual({ key, holes: holes(text) });
  }
});

test("nothing is left untranslated or empty", () => {
  const sameInBoth = new Set(["common.app"]);
  const unspoken = [...hebrew].filter(
    ([key, text]) =>
      !sameInBoth.has(key) &&
      !/\p{Script=Hebrew}/u.test(text.replace(/\{\{\w+\}\}/g, "")) &&
      /\p{L}{2}/u.test(text),
  );
  expect(unspoken).toEqual([]);
  expect([...english, ...hebrew].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("every plural has the forms its language needs", () => {
  for (const [language, words] of [
    ["en", english],
    ["he", hebrew],
  ] as const) {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = new Set([...words.keys()].filter((key) => key !== bare(key)).map(bare));
    for (const key of plurals) {
      const missing = needed.filter((form) => form !== "many" && !words.has(`${key}_${form}`));
      expect({ language, key, missing }).toEqual({ language, key, missing: [] });
    }
  }
});
