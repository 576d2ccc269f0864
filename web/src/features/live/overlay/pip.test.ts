import { expect, test } from "vitest";
import { dress } from "./pip";

test("the small window gets the page's sheets, language, direction and theme", () => {
  const page = document.implementation.createHTMLDocument("page");
  page.documentElement.lang = "he";
  page.documentElement.dir = "rtl";
  page.documentElement.dataset.theme = "dark";
  page.head.innerHTML = '<link rel="stylesheet" href="/assets/a.css"><link rel="icon" href="/mark.svg">';
  const small = document.implementation.createHTMLDocument("small");
  dress(small, page);
  const { lang, dir, dataset } = small.documentElement;
  expect([lang, dir, dataset.theme]).toEqual(["he", "rtl", "dark"]);
  expect([...small.querySelectorAll("link")].map((link) => link.getAttribute("href"))).toEqual([
    `${location.origin}/assets/a.css`,
  ]);
});
