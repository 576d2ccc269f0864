import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, Mail, MessageCircleWarning, Pencil, Phone } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsGetContactOptions } from "@/api/@tanstack/react-query.gen";
import type { ContactPage } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { SkeletonText } from "@/components/Skeleton";
import { handleObjection } from "@/lib/objection";
import { Custom } from "../Custom";
import { ContactDialog } from "../entry/ContactDialog";
import { QuickEntry } from "../entry/QuickEntry";
import { FactRows, useSourceWords } from "../Facts";
import { PersonaCard } from "../persona/PersonaCard";
import { StatusMark } from "../StatusMark";
import { Touches } from "../Touches";
import { Timeline } from "../timeline/Timeline";
import { isOf, useDealsNews } from "../useDealNews";

/** One person of a customer: who they are, their deals, what passed between them and us. */
export function ContactView({ contactId }: { contactId: string }) {
  const query = useQuery(dealsGetContactOptions({ path: { contact_id: contactId } }));
  useDealsNews(isOf("contact_id", contactId));
  return (
    <QueryView query={query} skeleton={<SkeletonText lines={10} className="max-w-prose" />}>
      {(contact) => <Shown contact={contact} />}
    </QueryView>
  );
}

function Shown({ contact }: { contact: ContactPage }) {
  const { t } = useTranslation("deals");
  return (
    <>
      <Head contact={contact} />
      <div className="grid gap-x-14 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <PersonaCard contactId={contact.id} />
          <div className="h-8" />
          <QuickEntry contactId={contact.id} accountId={contact.account?.id} />
          <Timeline of={{ contact_id: contact.id }} first={contact.timeline} />
        </div>
        <div className="min-w-0">
          <Section title={t("contacts.deals")}>
            <Deals contact={contact} />
          </Section>
          <About contact={contact} />
        </div>
      </div>
    </>
  );
}

function Head({ contact }: { contact: ContactPage }) {
  const { t } = useTranslation(["deals", "common"]);
  const [editing, setEditing] = useState(false);
  return (
    <>
      <PageHeader
        above={
          <Link to="/contacts" className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11">
            <ArrowLeft aria-hidden className="directional size-3.5" />
            {t("pages.contacts")}
          </Link>
        }
        title={contact.name}
        lead={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {contact.title && <bdi>{contact.title}</bdi>}
            {contact.account && (
              <Link
                to="/accounts/$accountId"
                params={{ accountId: contact.account.id }}
                className="hover:text-ink hover:underline"
              >
                <bdi>{contact.account.name}</bdi>
              </Link>
            )}
            {contact.role && <span>{t(`roles.${contact.role}`)}</span>}
          </span>
        }
        actions={
          <>
            <Button onClick={() => setEditing(true)}>
              <Pencil aria-hidden />
              {t("deal.edit")}
            </Button>
            <Button onClick={() => handleObjection({ contactId: contact.id })}>
              <MessageCircleWarning aria-hidden />
              {t("deal.objection")}
            </Button>
          </>
        }
      />
      {editing && <ContactDialog contact={contact} onClose={() => setEditing(false)} />}
    </>
  );
}

function Deals({ contact }: { contact: ContactPage }) {
  const { t } = useTranslation("deals");
  const deals = contact.deals ?? [];
  if (deals.length === 0) return <p className="text-soft">{t("contacts.noDeals")}</p>;
  return (
    <ul className="flex flex-col gap-3">
      {deals.map((deal) => (
        <li key={deal.id}>
          <Link to="/deals/$dealId" params={{ dealId: deal.id }} className="font-strong hover:underline">
            <bdi>{deal.name}</bdi>
          </Link>
          <p className="flex flex-wrap items-center gap-x-2 text-small text-soft">
            <StatusMark status={deal.status} words={deal.status !== "open"} />
            {deal.status === "open" && <bdi>{deal.stage}</bdi>}
            {deal.role && <span>{t(`roles.${deal.role}`)}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}

function About({ contact }: { contact: ContactPage }) {
  const { t } = useTranslation("deals");
  const sourceWords = useSourceWords();
  return (
    <Section title={t("about.title")}>
      <ul className="mb-3 flex flex-col gap-1 empty:hidden">
        {contact.email && (
          <li className="flex items-center gap-2">
            <Mail aria-hidden className="size-4 shrink-0 text-soft" />
            <a href={`mailto:${contact.email}`} dir="ltr" className="truncate hover:underline">
              {contact.email}
            </a>
          </li>
        )}
        {contact.phone && (
          <li className="flex items-center gap-2">
            <Phone aria-hidden className="size-4 shrink-0 text-soft" />
            <a href={`tel:${contact.phone}`} dir="ltr" className="truncate hover:underline">
              {contact.phone}
            </a>
          </li>
        )}
      </ul>
      <Touches name={contact.name} engagement={contact.engagement} />
      <div className="mt-4">
        <FactRows
          facts={[
            [t("contacts.language"), contact.language ? t(`languages.${contact.language}`) : null],
            [t("contacts.timezone"), contact.timezone],
            [t("contacts.notes"), contact.notes],
            [t("about.source"), sourceWords(contact.source)],
          ]}
        />
      </div>
      <Custom custom={contact.custom ?? {}} />
    </Section>
  );
}
