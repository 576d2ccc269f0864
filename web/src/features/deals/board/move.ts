/** The place of a deal among the columns, and where a key or a drop takes it. Pure. */

/** What a dragged card carries: the deal's id, and nothing that another page would take. */
export const DRAGGED = "application/x-ringside-deal";

/** The stage `step` columns further on, or null at the end of the board. */
export function stageBeside(stages: readonly string[], stage: string | null, step: -1 | 1): string | null {
  const at = stage === null ? -1 : stages.indexOf(stage);
  if (stage !== null && at < 0) return null;
  return stages[at + step] ?? null;
}

interface Card {
  id: string;
  stage?: string | null;
  amount?: number | null;
  currency?: string | null;
}

interface Total {
  currency?: string | null;
  amount: number;
}

interface Column<C extends Card> {
  stage: string | null;
  count: number;
  totals: Total[];
  items: C[];
}

/** The board with one card taken to another column, counts and totals with it; the same board if that is no move. */
export function moved<C extends Card, K extends Column<C>>(columns: K[], id: string, to: string): K[] {
  const from = columns.find((column) => column.items.some((card) => card.id === id));
  const card = from?.items.find((one) => one.id === id);
  if (!from || !card || from.stage === to || !columns.some((column) => column.stage === to)) return columns;
  return columns.map((column) => {
    if (column === from)
      return {
        ...column,
        count: column.count - 1,
        totals: added(column.totals, card, -1),
        items: column.items.filter((one) => one.id !== id),
      };
    if (column.stage !== to) return column;
    return {
      ...column,
      count: column.count + 1,
      totals: added(column.totals, card, 1),
      items: [{ ...card, stage: to }, ...column.items],
    };
  });
}

function added(totals: readonly Total[], card: Card, sign: 1 | -1): Total[] {
  if (card.amount == null) return [...totals];
  const currency = card.currency ?? null;
  const known = totals.some((total) => (total.currency ?? null) === currency);
  const all = known ? totals : [...totals, { currency, amount: 0 }];
  return all.map((total) =>
    (total.currency ?? null) === currency
      ? { ...total, amount: total.amount + sign * (card.amount ?? 0) }
      : total,
  );
}
