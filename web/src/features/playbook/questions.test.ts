import { expect, test } from "vitest";
import type { Answers } from "@/api/types.gen";
import { forServer, isAnswered, merge, QUESTIONS, sameAnswers } from "./questions";

const base: Answers = { company: "Northwind", product: "Policies", problems: ["late renewals"], tone: null };

test("each question is asked once", () => {
  expect(new Set(QUESTIONS).size).toBe(QUESTIONS.length);
});

test("changes to different answers are both kept", () => {
  const { merged, disputed } = merge(base, { ...base, company: "Northwind Ltd" }, { ...base, tone: "warm" });
  expect(merged).toMatchObject({ company: "Northwind Ltd", tone: "warm", product: "Policies" });
  expect(disputed).toEqual([]);
});

test("only an answer changed by both, and differently, is disputed", () => {
  const mine = { ...base, product: "Mine", company: "Same" };
  const theirs = { ...base, product: "Theirs", company: "Same" };
  const { merged, disputed } = merge(base, mine, theirs);
  expect(disputed).toEqual(["product"]);
  expect(merged.product).toBe("Mine");
});

test("what somebody emptied stays empty", () => {
  expect(merge(base, { ...base, problems: [] }, { ...base, tone: "warm" }).merged.problems).toEqual([]);
});

test("spaces, blank lines and blank rows are no change", () => {
  const shuffled: Answers = {
    ...base,
    company: " Northwind ",
    problems: ["late renewals", "  ", ""],
    prices: [{ item: "", price: "" }],
    industry: "",
  };
  expect(sameAnswers(base, shuffled)).toBe(true);
  expect(sameAnswers(base, { ...base, problems: ["late renewals", "fraud"] })).toBe(false);
});

test("what is sent holds no blanks", () => {
  const sent = forServer({
    ...base,
    problems: [" late renewals ", ""],
    competitors: [{ name: "", strength: "", answer: "" }, { name: "Acme" }],
    tone: "" as never,
  });
  expect(sent).toMatchObject({
    problems: ["late renewals"],
    competitors: [{ name: "Acme" }],
    tone: null,
    market: null,
  });
});

test("an answer is a text with letters in it or a list with something on it", () => {
  expect([isAnswered(" "), isAnswered([]), isAnswered(null), isAnswered("x"), isAnswered(["x"])]).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});
