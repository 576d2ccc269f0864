import { describe, expect, test } from "vitest";
import { path, scale } from "./chart";
import { formats } from "./format";
import { initials, seededHue } from "./initials";
import { safeNext } from "./next";
import { ProblemError, toProblem } from "./problem";

describe("initials", () => {
  test.each([
    ["Dana Levi", "DL"],
    ["  jean-luc   van der Berg ", "JB"],
    ["Cher", "C"],
    ["דנה לוי", "דל"],
    ["Élodie", "É"],
    ["(Bob) 42 Smith", "BS"],
    ["", ""],
  ])("%s", (name, expected) => expect(initials(name)).toBe(expected));

  test("a hue stays with its name", () => {
    expect(seededHue("Ruth Adler")).toBe(seededHue("Ruth Adler"));
    expect(new Set(["Ruth", "Tom", "Galit", "Marcus", "Noa"].map(seededHue)).size).toBeGreaterThan(3);
  });
});

describe("where to go after signing in", () => {
  test.each([
    ["/practice?kind=cold_call#top", "/practice?kind=cold_call#top"],
    ["/", undefined],
    ["//evil.example", undefined],
    ["/\\evil.example", undefined],
    ["https://evil.example", undefined],
    ["javascript:alert(1)", undefined],
    [undefined, undefined],
  ])("%s", (next, expected) => expect(safeNext(next)).toBe(expected));
});

describe("formats", () => {
  const english = formats("en");
  const hebrew = formats("he");
  const now = new Date("2026-11-21T12:00:00Z");

  test("ages take the largest unit that fits", () => {
    expect(english.ago("2026-11-21T11:59:40Z", now)).toBe("now");
    expect(english.ago("2026-11-21T11:15:00Z", now)).toBe("45 minutes ago");
    expect(english.ago("2026-11-20T11:00:00Z", now)).toBe("yesterday");
    expect(english.ago("2026-11-01T11:00:00Z", now)).toBe("2 weeks ago");
    expect(hebrew.ago("2026-11-20T11:00:00Z", now)).toBe("אתמול");
  });

  test("a clock counts past the hour", () => {
    expect([0, 9.9, 75, 3675, -3].map(english.clock)).toEqual(["0:00", "0:09", "1:15", "1:01:15", "0:00"]);
  });

  test("ratings have no thousands separator, amounts have", () => {
    expect(english.plain(1512.4)).toBe("1512");
    expect(english.number(1512.4)).toBe("1,512");
    expect(english.percent(0.678)).toBe("68%");
  });
});

describe("problems", () => {
  test("what the server says is kept", () => {
    const error = toProblem(
      {
        type: "/problems/email-taken",
        title: "Taken",
        detail: "Sign in instead.",
        errors: [{ field: "email", problem: "taken" }, { nonsense: true }],
      },
      new Response("", { status: 409, headers: { "Retry-After": "12" } }),
    );
    expect(error).toMatchObject({
      status: 409,
      slug: "email-taken",
      retryAfter: 12,
      message: "Sign in instead.",
    });
    expect(error.problem.errors).toEqual([{ field: "email", problem: "taken" }]);
    expect(error.isOurs).toBe(true);
  });

  test("an answer that is no problem document still becomes one", () => {
    const error = toProblem("<html>Bad gateway</html>", new Response("", { status: 502 }));
    expect(error).toMatchObject({ status: 502, isOurs: false, isOffline: false });
    expect(error.problem.title).not.toBe("");
  });

  test("no answer at all is being offline; a problem is passed on as it is", () => {
    const offline = toProblem(new TypeError("Failed to fetch"));
    expect(offline).toMatchObject({ status: 0, isOffline: true });
    expect(toProblem(offline)).toBe(offline);
    expect(offline).toBeInstanceOf(ProblemError);
  });
});

describe("charts", () => {
  const box = { width: 100, height: 50, inset: 0 };

  test("values lie between floor and ceiling, a flat line in the middle", () => {
    const { x, y } = scale(box, 3, 0, 10);
    expect([x(0), x(1), x(2)]).toEqual([0, 50, 100]);
    expect([y(0), y(10)]).toEqual([50, 0]);
    expect(scale(box, 1, 5, 5).y(5)).toBe(25);
    expect(scale(box, 1, 5, 5).x(0)).toBe(50);
  });

  test("a missing value lifts the pen", () => {
    const { x, y } = scale(box, 4, 0, 10);
    expect(path([0, 10, null, 5], x, y)).toBe("M0 50L33.33 0M100 25h0");
  });
});
