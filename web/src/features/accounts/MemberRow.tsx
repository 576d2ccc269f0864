import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  accountsChangeMemberMutation,
  accountsListMembersInfiniteQueryKey,
  accountsRemoveMemberMutation,
} from "@/api/@tanstack/react-query.gen";
import type { Member } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { IconButton } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { ErrorState } from "@/components/ErrorState";
import { Menu } from "@/components/Menu";
import { toast } from "@/components/Toast";
import { useFormats } from "@/lib/format";
import { useMe } from "@/lib/me";
import { ROLES } from "./roles";

/** One person; an owner may change the role and take access away. */
export function MemberRow({ member }: { member: Member }) {
  const { t } = useTranslation(["accounts", "common"]);
  const format = useFormats();
  const me = useMe().user;
  const [removing, setRemoving] = useState(false);
  const queryClient = useQueryClient();
  const reload = () => queryClient.invalidateQueries({ queryKey: accountsListMembersInfiniteQueryKey() });
  const change = useMutation({
    ...accountsChangeMemberMutation(),
    onSuccess: ({ name, role }) => {
      toast(t("people.roleChanged", { name, role: t(`common:roles.${role}`) }));
      return reload();
    },
  });
  const mayChange = me.role === "owner" && member.id !== me.id;
  return (
    <li className="border-b border-line py-3 last:border-0">
      <div className="flex items-center gap-3">
        <Avatar name={member.name} />
        <p className="min-w-0 grow">
          <bdi className="font-strong">{member.name}</bdi>
          {member.id === me.id && <span className="ms-2 text-small text-soft">{t("people.you")}</span>}
          <bdi className="block truncate text-small text-soft">{member.email}</bdi>
        </p>
        <p className="shrink-0 text-end">
          {t(`common:roles.${member.role}`)}
          <time dateTime={member.created_at} className="block text-small text-soft max-sm:hidden">
            {t("people.since", { date: format.day(member.created_at) })}
          </time>
        </p>
        <span className="size-8 shrink-0 touch:size-11">
          {mayChange && (
            <Menu
              align="end"
              header={t("people.role")}
              trigger={
                <IconButton label={t("people.roleOf", { name: member.name })}>
                  <Ellipsis aria-hidden />
                </IconButton>
              }
              groups={[
                ROLES.map((role) => ({
                  label: t(`common:roles.${role}`),
                  chosen: role === member.role,
                  onSelect: () => change.mutate({ path: { user_id: member.id }, body: { role } }),
                })),
                [{ label: t("people.remove"), danger: true, onSelect: () => setRemoving(true) }],
              ]}
            />
          )}
        </span>
      </div>
      {change.error && <ErrorState error={change.error} className="mt-2" />}
      <Removal member={member} open={removing} onClose={() => setRemoving(false)} onDone={reload} />
    </li>
  );
}

interface RemovalProps {
  member: Member;
  open: boolean;
  onClose: () => void;
  onDone: () => Promise<void>;
}

function Removal({ member, open, onClose, onDone }: RemovalProps) {
  const { t } = useTranslation(["accounts", "common"]);
  const remove = useMutation({
    ...accountsRemoveMemberMutation(),
    onSuccess: () => {
      onClose();
      toast(t("people.removed", { name: member.name }));
      return onDone();
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t("people.removeTitle", { name: member.name })}
      text={t("people.removeText")}
      deed={t("people.remove")}
      work={remove}
      onConfirm={() => remove.mutate({ path: { user_id: member.id } })}
    />
  );
}
