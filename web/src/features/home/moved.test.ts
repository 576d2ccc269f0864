import { expect, test } from "vitest";
import type { InsightItem } from "@/api/types.gen";
import { movedMost } from "./moved";

const pin = (id: string, change_pct?: number | null, raised_at?: string) =>
  ({
    id,
    moved: change_pct === undefined ? null : { change_pct },
    alert: raised_at ? { state: "raised", raised_at } : null,
  }) as InsightItem;

test("a raised alert comes first, then what moved most; what stood still is not news", () => {
  const pins = [pin("a", 0.1), pin("b", -0.4), pin("c"), pin("d", null)];
  expect(movedMost(pins)?.id).toBe("b");
  expect(movedMost([...pins, pin("e", 0, "2026-01-01"), pin("f", 0, "2026-02-01")])?.id).toBe("f");
  expect(movedMost([pin("c"), pin("d", null), pin("g", 0)])).toBeUndefined();
});
