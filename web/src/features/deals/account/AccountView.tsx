import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, Pencil, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsGetAccountOptions } from "@/api/@tanstack/react-query.gen";
import type { AccountPage, ContactBrief, DealItem, Named } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Button } from "@/components/Button";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { SkeletonText } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { Custom } from "../Custom";
import { AccountDialog } from "../entry/AccountDialog";
import { ContactDialog } from "../entry/ContactDialog";
import { QuickEntry } from "../entry/QuickEntry";
import { FactRows, useSourceWords } from "../Facts";
import { money } from "../money";
import { Person } from "../Person";
import { StatusMark } from "../StatusMark";
import { Sums } from "../Sums";
import { Timeline } from "../timeline/Timeline";
import { isOf, useDealsNews } from "../useDealNews";
import { Waits } from "../Waits";

/** One customer: its deals, its people, and everything that passed between the two companies. */
export function AccountView({ accountId }: { accountId: string }) {
  const query = useQuery(dealsGetAccountOptions({ path: { account_id: accountId } }));
  useDealsNews(isOf("account_id", accountId));
  return (
    <QueryView query={query} skeleton={<SkeletonText lines={10} className="max-w-prose" />}>
      {(account) => <Shown account={account} />}
    </QueryView>
  );
}

function Shown({ account }: { account: AccountPage }) {
  const { t } = useTranslation("deals");
  const deals = account.deals ?? [];
  return (
    <>
      <Head account={account} />
      <div className="grid gap-x-14 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Section title={t("pages.list")} hint={<Totals account={account} />}>
            {deals.length === 0 ? (
              <p className="text-soft">{t("accounts.noDeals")}</p>
            ) : (
              <ul>
                {deals.map((deal) => (
                  <DealRow key={deal.id} deal={deal} />
                ))}
              </ul>
            )}
          </Section>
          <QuickEntry accountId={account.id} />
          <Timeline of={{ account_id: account.id }} first={account.timeline} />
        </div>
        <div className="min-w-0">
          <People account={account} people={account.people ?? []} />
          <Family parent={account.parent ?? null} members={account.children ?? []} />
          <About account={account} />
        </div>
      </div>
    </>
  );
}

function Head({ account }: { account: AccountPage }) {
  const { t } = useTranslation("deals");
  const [editing, setEditing] = useState(false);
  return (
    <>
      <PageHeader
        above={
          <Link to="/accounts" className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11">
            <ArrowLeft aria-hidden className="directional size-3.5" />
            {t("pages.accounts")}
          </Link>
        }
        title={account.name}
        lead={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            {[account.segment, account.industry, account.country]
              .filter((part) => part != null)
              .map((part) => (
                <bdi key={part}>{part}</bdi>
              ))}
            {account.owner && <Person name={account.owner.name} className="text-small" />}
          </span>
        }
        actions={
          account.may_change && (
            <Button onClick={() => setEditing(true)}>
              <Pencil aria-hidden />
              {t("deal.edit")}
            </Button>
          )
        }
      />
      {editing && <AccountDialog account={account} onClose={() => setEditing(false)} />}
    </>
  );
}

function Totals({ account }: { account: AccountPage }) {
  const { t } = useTranslation("deals");
  return (
    <span className="flex flex-wrap gap-x-4">
      {(account.open_totals ?? []).length > 0 && (
        <span>
          {t("accounts.open")} <Sums totals={account.open_totals ?? []} />
        </span>
      )}
      {(account.won_totals ?? []).length > 0 && (
        <span>
          {t("accounts.won")} <Sums totals={account.won_totals ?? []} />
        </span>
      )}
    </span>
  );
}

function DealRow({ deal }: { deal: DealItem }) {
  const { i18n } = useTranslation();
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-b border-line py-2.5 last:border-0">
      <div className="min-w-0">
        <Link to="/deals/$dealId" params={{ dealId: deal.id }} className="font-strong hover:underline">
          <bdi>{deal.name}</bdi>
        </Link>
        <p className="flex flex-wrap items-center gap-x-3 text-small text-soft">
          {deal.status === "open" ? <bdi>{deal.stage}</bdi> : <StatusMark status={deal.status} />}
          <Waits deal={deal} />
        </p>
      </div>
      {deal.amount != null && (
        <bdi className="tabular-nums">{money(i18n.language, deal.amount, deal.currency)}</bdi>
      )}
    </li>
  );
}

function People({ account, people }: { account: AccountPage; people: ContactBrief[] }) {
  const { t } = useTranslation("deals");
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title={t("people.title")}
      actions={
        <Button size="small" kind="quiet" onClick={() => setAdding(true)}>
          <UserPlus aria-hidden />
          {t("people.add")}
        </Button>
      }
    >
      {people.length === 0 && <p className="text-soft">{t("accounts.nobody")}</p>}
      <ul className="flex flex-col gap-3">
        {people.map((person) => (
          <li key={person.id} className="flex items-center gap-3">
            <Avatar name={person.name} />
            <span className="min-w-0">
              <Link
                to="/contacts/$contactId"
                params={{ contactId: person.id }}
                className="font-strong hover:underline"
              >
                <bdi>{person.name}</bdi>
              </Link>
              {person.title && (
                <span className="block truncate text-small text-soft">
                  <bdi>{person.title}</bdi>
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {adding && <ContactDialog account={account} onClose={() => setAdding(false)} />}
    </Section>
  );
}

/** The companies it belongs to and that belong to it. */
function Family({ parent, members }: { parent: Named | null; members: Named[] }) {
  const { t } = useTranslation("deals");
  if (!parent && members.length === 0) return null;
  const link = (one: Named) => (
    <Link key={one.id} to="/accounts/$accountId" params={{ accountId: one.id }} className="hover:underline">
      <bdi>{one.name}</bdi>
    </Link>
  );
  return (
    <Section title={t("accounts.family")}>
      {parent && (
        <p>
          <span className="text-soft">{t("accounts.parent")}</span> {link(parent)}
        </p>
      )}
      {members.length > 0 && <div className="mt-1 flex flex-col gap-1">{members.map(link)}</div>}
    </Section>
  );
}

function About({ account }: { account: AccountPage }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const sourceWords = useSourceWords();
  return (
    <Section title={t("about.title")}>
      <FactRows
        facts={[
          [t("accounts.domain"), account.domain],
          [t("accounts.employees"), account.employees == null ? null : format.number(account.employees)],
          [t("contacts.notes"), account.notes],
          [t("about.source"), sourceWords(account.source)],
        ]}
      />
      <Custom custom={account.custom ?? {}} />
    </Section>
  );
}
