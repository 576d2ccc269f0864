import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { practiceListConversationsOptions } from "@/api/@tanstack/react-query.gen";
import { PageHeader } from "@/components/PageHeader";
import { useFormats } from "@/lib/format";
import { useMayManage, useMe } from "@/lib/me";
import { CompanyNudge } from "./CompanyNudge";
import { Deals } from "./Deals";
import { FirstCall } from "./FirstCall";
import { partOfDay } from "./greeting";
import { LastCall } from "./LastCall";
import { MovedNumber } from "./MovedNumber";
import { Practised } from "./Practised";
import { RecentCalls } from "./RecentCalls";
import { Skills } from "./Skills";
import { Suggestion } from "./Suggestion";

/** The front page: what to practise next and why, how the last call went, where the skills stand. */
export function Today() {
  const { t } = useTranslation("home");
  const { user } = useMe();
  const mayManage = useMayManage();
  const format = useFormats();
  const now = new Date();
  const calls = useQuery(practiceListConversationsOptions({ query: { limit: 6, user: user.id } }));
  const last = calls.data?.items.find((call) => call.status === "ended");
  const isNew = calls.data && calls.data.items.length === 0;
  return (
    <>
      <PageHeader
        above={<time dateTime={now.toISOString().slice(0, 10)}>{format.longDay(now)}</time>}
        title={t(partOfDay(now), { name: user.name.split(/\s+/)[0] })}
        documentTitle={t("title")}
      />
      <div className="grid gap-x-16 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <Suggestion isNew={calls.isPending ? undefined : isNew === true} />
          <Deals />
          {isNew ? <FirstCall /> : <RecentCalls query={calls} />}
          {mayManage && <CompanyNudge />}
        </div>
        <div className="min-w-0">
          <LastCall conversationId={last?.id} loading={calls.isPending} />
          <MovedNumber />
          <Practised />
          <Skills />
        </div>
      </div>
    </>
  );
}
