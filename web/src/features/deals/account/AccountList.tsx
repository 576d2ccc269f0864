import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Building2, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsListAccountsInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import type { AccountItem } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { DealsHeader } from "../DealsHeader";
import { AccountDialog } from "../entry/AccountDialog";
import { Words } from "../Words";

interface AccountListProps {
  q: string | undefined;
  onSearch: (q: string | undefined) => void;
}

/** The companies that are sold to. */
export function AccountList({ q, onSearch }: AccountListProps) {
  const { t } = useTranslation("deals");
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const query = useInfiniteQuery({
    ...dealsListAccountsInfiniteOptions({ query: { q } }),
    initialPageParam: {},
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (old) => old,
  });
  return (
    <>
      <DealsHeader
        page="accounts"
        actions={
          <Button kind="primary" onClick={() => setAdding(true)}>
            <Plus aria-hidden />
            {t("accounts.new")}
          </Button>
        }
      />
      <search className="mb-6 flex">
        <Words label={t("accounts.words")} value={q} onChange={onSearch} />
      </search>
      <QueryView query={query} skeleton={<SkeletonText lines={8} />}>
        {({ pages }) => {
          const accounts = pages.flatMap((page) => page.items);
          if (accounts.length === 0)
            return q ? <p className="text-soft">{t("accounts.noneFound")}</p> : <None />;
          return (
            <>
              <ul aria-label={t("pages.accounts")}>
                {accounts.map((account) => (
                  <Row key={account.id} account={account} />
                ))}
              </ul>
              <LoadMore query={query} className="mt-5" />
            </>
          );
        }}
      </QueryView>
      {adding && (
        <AccountDialog
          onClose={() => setAdding(false)}
          onMade={(accountId) => void navigate({ to: "/accounts/$accountId", params: { accountId } })}
        />
      )}
    </>
  );
}

const looks =
  "-mx-3 grid min-h-14 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 rounded-control px-3 py-2.5 hover:bg-sunken " +
  "md:grid-cols-[minmax(0,1fr)_minmax(0,14rem)_7rem_8rem]";

function Row({ account }: { account: AccountItem }) {
  const { t } = useTranslation("deals");
  return (
    <li className="border-b border-line last:border-0">
      <Link to="/accounts/$accountId" params={{ accountId: account.id }} className={looks}>
        <span className="min-w-0">
          <bdi className="block truncate font-strong">{account.name}</bdi>
          <span className="block truncate text-small text-soft">
            <bdi>{[account.industry, account.country].filter(Boolean).join(" · ")}</bdi>
          </span>
        </span>
        <span className="min-w-0 truncate text-soft max-md:hidden">
          {account.segment && <bdi>{account.segment}</bdi>}
        </span>
        <span className="text-small text-soft tabular-nums max-md:hidden">
          {(account.contacts ?? 0) > 0 && t("accounts.people", { count: account.contacts })}
        </span>
        <span className="text-end text-small tabular-nums">
          {(account.open_deals ?? 0) > 0 && t("contacts.openDeals", { count: account.open_deals })}
        </span>
      </Link>
    </li>
  );
}

function None() {
  const { t } = useTranslation("deals");
  return (
    <EmptyState icon={<Building2 aria-hidden />} title={t("accounts.noneTitle")}>
      {t("accounts.noneText")}
    </EmptyState>
  );
}
