import { useTranslation } from "react-i18next";
import type { DocumentQuote } from "@/api/types.gen";
import { Highlight } from "@/components/Highlight";

/** What the company's own documents say to the customer's question, word for word. */
export function YourDocuments({ quotes }: { quotes: readonly DocumentQuote[] }) {
  const { t } = useTranslation("practice");
  if (quotes.length === 0) return null;
  return (
    <section aria-labelledby="your-documents" className="mt-7">
      <h2 id="your-documents" className="font-strong">
        {t("quick.documents")}
      </h2>
      <ul>
        {quotes.map((quote) => (
          <li key={`${quote.passage}-${quote.start}`} className="py-3">
            <blockquote dir="auto">
              <Highlight>{quote.text}</Highlight>
            </blockquote>
            <p className="mt-1 text-small text-soft">
              <bdi>{[quote.document.title, ...quote.heading].join(" › ")}</bdi>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
