import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  accountsListInvitationsOptions,
  accountsListInvitationsQueryKey,
  accountsWithdrawInvitationMutation,
} from "@/api/@tanstack/react-query.gen";
import type { InvitationOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { toast } from "@/components/Toast";
import { useFormats } from "@/lib/format";

/** Invitations that nobody has accepted yet. */
export function Invitations() {
  const { t } = useTranslation("accounts");
  const query = useQuery(accountsListInvitationsOptions());
  return (
    <Section title={t("people.invitations")}>
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="max-w-prose text-soft">{t("people.invitationsNone")}</p>
          ) : (
            <ul className="-mt-3">
              {items.map((invitation) => (
                <Row key={invitation.id} invitation={invitation} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Section>
  );
}

function Row({ invitation }: { invitation: InvitationOut }) {
  const { t } = useTranslation(["accounts", "common"]);
  const format = useFormats();
  const queryClient = useQueryClient();
  const withdraw = useMutation({
    ...accountsWithdrawInvitationMutation(),
    onSuccess: () => toast(t("people.revoked")),
    onError: (error) => toast(error instanceof Error ? error.message : "", { kind: "trouble" }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: accountsListInvitationsQueryKey() }),
  });
  return (
    <li className="flex items-center gap-3 border-b border-line py-3 last:border-0">
      <p className="min-w-0 grow">
        <bdi className="block truncate">{invitation.email}</bdi>
        <span className="text-small text-soft">
          {t(`common:roles.${invitation.role}`)} ·{" "}
          <time dateTime={invitation.expires_at}>
            {t("people.until", { date: format.day(invitation.expires_at) })}
          </time>
        </span>
      </p>
      <Button
        size="small"
        kind="quiet"
        busy={withdraw.isPending}
        onClick={() => withdraw.mutate({ path: { invitation_id: invitation.id } })}
      >
        {t("people.revoke")}
      </Button>
    </li>
  );
}
