import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeftRight, Plus, Users } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsListContactsInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import type { ContactItem } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { DealsHeader } from "../DealsHeader";
import { ContactDialog } from "../entry/ContactDialog";
import { Words } from "../Words";

interface ContactListProps {
  q: string | undefined;
  onSearch: (q: string | undefined) => void;
}

/** The people of the customers, found by name, account, title or address. */
export function ContactList({ q, onSearch }: ContactListProps) {
  const { t } = useTranslation("deals");
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const query = useInfiniteQuery({
    ...dealsListContactsInfiniteOptions({ query: { q } }),
    initialPageParam: {},
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (old) => old,
  });
  return (
    <>
      <DealsHeader
        page="contacts"
        actions={
          <>
            <Button asChild>
              <Link to="/contacts/compare">
                <ArrowLeftRight aria-hidden />
                {t("contacts.compare")}
              </Link>
            </Button>
            <Button kind="primary" onClick={() => setAdding(true)}>
              <Plus aria-hidden />
              {t("contacts.new")}
            </Button>
          </>
        }
      />
      <search className="mb-6 flex">
        <Words label={t("contacts.words")} value={q} onChange={onSearch} />
      </search>
      <QueryView query={query} skeleton={<SkeletonText lines={8} />}>
        {({ pages }) => {
          const people = pages.flatMap((page) => page.items);
          if (people.length === 0)
            return q ? <p className="text-soft">{t("contacts.noneFound")}</p> : <None />;
          return (
            <>
              <ul aria-label={t("pages.contacts")}>
                {people.map((person) => (
                  <Row key={person.id} person={person} />
                ))}
              </ul>
              <LoadMore query={query} className="mt-5" />
            </>
          );
        }}
      </QueryView>
      {adding && (
        <ContactDialog
          onClose={() => setAdding(false)}
          onMade={(contactId) => void navigate({ to: "/contacts/$contactId", params: { contactId } })}
        />
      )}
    </>
  );
}

const looks =
  "-mx-3 grid min-h-14 grid-cols-[2rem_minmax(0,1fr)_auto] items-center gap-x-3 rounded-control px-3 py-2.5 hover:bg-sunken " +
  "md:grid-cols-[2rem_minmax(0,1fr)_minmax(0,14rem)_8rem_6rem]";

function Row({ person }: { person: ContactItem }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const last = [person.last_in_at, person.last_out_at]
    .filter((at) => at != null)
    .sort()
    .at(-1);
  return (
    <li className="border-b border-line last:border-0">
      <Link to="/contacts/$contactId" params={{ contactId: person.id }} className={looks}>
        <Avatar name={person.name} />
        <span className="min-w-0">
          <bdi className="block truncate font-strong">{person.name}</bdi>
          <span className="block truncate text-small text-soft">
            {person.title && <bdi>{person.title}</bdi>}
            {person.title && person.account && <span className="md:hidden"> · </span>}
            {person.account && <bdi className="md:hidden">{person.account.name}</bdi>}
          </span>
        </span>
        <span className="min-w-0 truncate max-md:hidden">
          {person.account && <bdi>{person.account.name}</bdi>}
        </span>
        <span className="text-small whitespace-nowrap text-soft max-md:hidden">
          {last && format.ago(last)}
        </span>
        <span className="text-end text-small text-soft tabular-nums">
          {(person.open_deals ?? 0) > 0 && t("contacts.openDeals", { count: person.open_deals })}
        </span>
      </Link>
    </li>
  );
}

function None() {
  const { t } = useTranslation("deals");
  return (
    <EmptyState icon={<Users aria-hidden />} title={t("contacts.noneTitle")}>
      {t("contacts.noneText")}
    </EmptyState>
  );
}
