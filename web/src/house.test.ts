import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(process.cwd(), "src");

interface Source {
  path: string;
  text: string;
}

const sources: Source[] = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter(
    (path) =>
      /\.tsx?$/.test(path) && !path.startsWith("api/") && !path.includes(".gen.") && !path.includes(".test."),
  )
  .map((path) => ({ path: relative(ROOT, join(ROOT, path)), text: readFileSync(join(ROOT, path), "utf8") }));

const offenders = (rule: (source: Source) => unknown) => sources.filter(rule).map((source) => source.path);
const importsOf = (text: string) =>
  [...text.matchAll(/from "([^"]+)"|import\("([^"]+)"\)/g)].map((found) => found[1] ?? found[2] ?? "");

test("features never import each other, the frame or the routes", () => {
  const bad = offenders(({ path, text }) => {
    const room = /^features\/(\w+)\//.exec(path)?.[1];
    return (
      room &&
      importsOf(text).some((from) => {
        const other = /^@\/features\/(\w+)/.exec(from)?.[1];
        return (other && other !== room) || /^@\/(app|routes|router)/.test(from) || from.startsWith("../../");
      })
    );
  }).filter((path) => path !== "features/settings/General.tsx"); // reads the version from package.json
  expect(bad).toEqual([]);
});

test("shared parts know no feature, no frame and no endpoint's words", () => {
  const bad = offenders(
    ({ path, text }) =>
      /^(components|lib)\//.test(path) &&
      importsOf(text).some((from) => /^@\/(features|app|routes)/.test(from)),
  );
  expect(bad).toEqual([]);
});

test("routes only compose", () => {
  expect(
    offenders(
      ({ path, text }) =>
        path.startsWith("routes/") && /className=|useState|useMutation|useQuery\(/.test(text),
    ),
  ).toEqual([]);
});

test("a file can be read at one sitting", () => {
  expect(offenders(({ text }) => text.split("\n").length > 260)).toEqual([]);
});

test("everything turns round with the direction of reading", () => {
  const physical = /^-?([mp][lr]|left|right)-|^(border|rounded)-[lr](-|$)|^text-(left|right)$/;
  const bad = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/"([^"\n]*)"|`([^`]*)`/g)]
      .flatMap((found) => (found[1] ?? found[2] ?? "").split(/\s+/))
      .filter(
        (name) => physical.test(name.replace(/^.*:/, "").replace(/^!|!$/, "")) && !name.includes("ltr:"),
      )
      .map((name) => `${path}: ${name}`),
  );
  expect(bad).toEqual([]);
});

test("requests go through the generated client", () => {
  const allowed = new Set(["lib/session.ts", "lib/client.ts"]);
  expect(
    offenders(({ path, text }) => !allowed.has(path) && /\bfetch\(|XMLHttpRequest|EventSource/.test(text)),
  ).toEqual([]);
});
