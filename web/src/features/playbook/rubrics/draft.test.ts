import { expect, test } from "vitest";
import type { RubricForm } from "@/api/types.gen";
import {
  complaintsOf,
  type Draft,
  moved,
  newCriterion,
  placed,
  share,
  toDraft,
  toForm,
  unwritten,
} from "./draft";

const said = (en: string, he = "") => ({ en, he });
const FORM: RubricForm = {
  title: said("Our call"),
  description: said("", "שיחה"),
  method: "",
  criteria: [
    {
      id: "why",
      title: said("Says why"),
      question: said(""),
      yes: said(""),
      yes_example: said(""),
      no: said(""),
      no_example: said(""),
      speaker: "rep",
      skill: "opening",
      weight: 3,
      shows: { kind: "phrases", phrases: ["the reason", "i call because"], where: "start", times: 1 },
    },
    {
      id: "next",
      title: said("Next step"),
      question: said(""),
      yes: said(""),
      yes_example: said(""),
      no: said(""),
      no_example: said(""),
      speaker: "rep",
      skill: "closing",
      weight: 1,
      shows: { kind: "shipped", rubric: "closing", criterion: "dated-step" },
    },
  ],
};

const changed = (change: (draft: Draft) => void): Draft => {
  const draft = structuredClone(toDraft(FORM));
  change(draft);
  return draft;
};
const first = (draft: Draft) => draft.criteria[0] ?? newCriterion("none");

test("a form survives being edited and saved unchanged", () => {
  expect(toForm(toDraft(FORM))).toEqual(FORM);
});

test("only what the chosen kind needs is sent", () => {
  const draft = changed((one) => {
    first(one).shows.kind = "avoids";
  });
  expect(toForm(draft).criteria[0]?.shows).toEqual({
    kind: "avoids",
    phrases: ["the reason", "i call because"],
  });
});

test("blank lines are no phrases", () => {
  const draft = changed((one) => {
    first(one).shows.phrases = "\n  hello there \n\n";
  });
  expect(toForm(draft).criteria[0]?.shows).toMatchObject({ phrases: ["hello there"] });
});

test("a title in either language is enough, none is not", () => {
  expect(complaintsOf(toDraft(FORM), 80)).toEqual({});
  const hebrew = changed((one) => {
    one.title = said("", "שיחה");
  });
  expect(complaintsOf(hebrew, 80)).toEqual({});
  const none = changed((one) => {
    one.title = said(" ");
    first(one).title = said("");
  });
  expect(complaintsOf(none, 80)).toEqual({ title: "title", "why.title": "title" });
});

test.each([
  ["weight", "0", "weight"],
  ["weight", "much", "weight"],
] as const)("a weight of %s %s is complained about", (field, value, wrong) => {
  const draft = changed((one) => {
    first(one)[field] = value;
  });
  expect(complaintsOf(draft, 80)).toEqual({ [`why.${field}`]: wrong });
});

test.each([
  ["", "phrases"],
  ["x".repeat(81), "long"],
  ["...", "long"],
])("phrases %j are complained about", (phrases, wrong) => {
  const draft = changed((one) => {
    first(one).shows.phrases = phrases;
  });
  expect(complaintsOf(draft, 80)).toEqual({ "why.phrases": wrong });
});

test("what the server complains about is placed at its field, also after the order has changed", () => {
  const draft = changed((one) => {
    one.criteria = moved(one.criteria, 0, 1);
  });
  const errors = [
    { field: "form.criteria.1.shows.phrases.0", problem: "too short" },
    { field: "criteria.0.title", problem: "no title" },
    { field: "title", problem: "none" },
    { field: "version", problem: "odd" },
  ];
  expect(placed(errors, draft)).toEqual({
    "why.phrases": "too short",
    "next.title": "no title",
    title: "none",
  });
});

test("shares are of the whole weight", () => {
  const draft = toDraft(FORM);
  expect(draft.criteria.map((one) => share(draft, one))).toEqual([0.75, 0.25]);
});

test("counts the texts that only the other language has", () => {
  expect([unwritten(toDraft(FORM), "en"), unwritten(toDraft(FORM), "he")]).toEqual([1, 3]);
});
