/** A sum as the locale writes it, whole and with its currency; a sum whose currency nobody said is a plain number. */
export function money(locale: string, amount: string | number, currency: string | null | undefined): string {
  return new Intl.NumberFormat(locale, { ...styleOf(currency), maximumFractionDigits: 0 }).format(
    Number(amount),
  );
}

/** A sum in short for narrow places: "$1.2M". */
export function shortMoney(
  locale: string,
  amount: string | number,
  currency: string | null | undefined,
): string {
  return new Intl.NumberFormat(locale, {
    ...styleOf(currency),
    notation: "compact",
    maximumSignificantDigits: 3,
  }).format(Number(amount));
}

function styleOf(currency: string | null | undefined): Intl.NumberFormatOptions {
  if (!currency || !/^[A-Z]{3}$/.test(currency)) return {};
  return { style: "currency", currency, currencyDisplay: "narrowSymbol" };
}
