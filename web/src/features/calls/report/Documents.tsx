import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CustomerQuestion, DocumentQuote } from "@/api/types.gen";
import { Quoted } from "@/components/evidence/Evidence";
import { Section } from "@/components/Section";

const AT_MOST = 2;

/** What the company's documents say to the customer's words, word for word and with the source. */
export function DocumentsSay({ passages }: { passages: readonly DocumentQuote[] }) {
  const { t } = useTranslation("calls");
  if (passages.length === 0) return null;
  return (
    <div className="mt-3 border-s-2 border-line ps-4">
      <p className="text-small text-soft">{t("documents.say")}</p>
      <ul>
        {passages.slice(0, AT_MOST).map((passage) => (
          <li key={`${passage.document.id}-${passage.passage}-${passage.start}`} className="mt-1">
            <blockquote dir="auto" className="max-w-prose break-words">
              {passage.text}
            </blockquote>
            <Source passage={passage} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** "Price list › Discounts, page 3", leading to the documents. */
function Source({ passage: { document, heading, page } }: { passage: DocumentQuote }) {
  const { t } = useTranslation("calls");
  const place = [document.title, ...heading.filter((one) => one !== document.title)].join(" › ");
  return (
    <Link
      to="/playbook/knowledge"
      className="text-small text-soft underline decoration-line underline-offset-4 hover:decoration-ink"
    >
      <bdi>{place}</bdi>
      {page != null && t("documents.page", { page })}
    </Link>
  );
}

/** What the customer asked, where the documents have an answer. */
export function CustomerQuestions({ questions }: { questions: readonly CustomerQuestion[] }) {
  const { t } = useTranslation("calls");
  const answered = questions.filter((question) => question.documents?.length);
  if (answered.length === 0) return null;
  return (
    <Section title={t("documents.questions")}>
      <ul className="flex flex-col gap-6">
        {answered.map(({ quote, documents }) => (
          <li key={`${quote.turn}-${quote.start}`} className="leading-7">
            <Quoted words={quote} />
            <DocumentsSay passages={documents ?? []} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
