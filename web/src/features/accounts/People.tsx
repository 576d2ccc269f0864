import { useInfiniteQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { accountsListMembersInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { LoadMore } from "@/components/LoadMore";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { Invitations } from "./Invitations";
import { Invite } from "./Invite";
import { MemberRow } from "./MemberRow";

/** Members and open invitations, for managers and owners. */
export function People() {
  const { t } = useTranslation("accounts");
  const [inviting, setInviting] = useState(false);
  const members = useInfiniteQuery({
    ...accountsListMembersInfiniteOptions(),
    initialPageParam: {},
    getNextPageParam: (page) => (page.next_cursor ? { query: { cursor: page.next_cursor } } : undefined),
  });
  return (
    <>
      <PageHeader
        title={t("people.title")}
        lead={t("people.lead")}
        actions={
          <Button kind="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden />
            {t("people.invite")}
          </Button>
        }
      />
      <Section title={t("people.members")}>
        <QueryView query={members}>
          {({ pages }) => (
            <ul className="-mt-3">
              {pages
                .flatMap((page) => page.items)
                .map((member) => (
                  <MemberRow key={member.id} member={member} />
                ))}
            </ul>
          )}
        </QueryView>
        <LoadMore query={members} className="mt-4" />
      </Section>
      <Invitations />
      <Invite open={inviting} onClose={() => setInviting(false)} />
    </>
  );
}
