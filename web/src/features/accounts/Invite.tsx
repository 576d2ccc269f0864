import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { accountsInviteMutation, accountsListInvitationsQueryKey } from "@/api/@tanstack/react-query.gen";
import type { NewInvitation } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { Dialog, DialogActions } from "@/components/Dialog";
import { Field, Input } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { Select } from "@/components/Select";
import { useRules, useServerComplaints } from "@/lib/form";
import { useFormats } from "@/lib/format";
import { useMe } from "@/lib/me";
import { z } from "@/lib/zod";
import { ROLES, type Role, rolesUpTo } from "./roles";

interface InviteProps {
  open: boolean;
  onClose: () => void;
}

/** Makes a link that the person passes on; it is shown this once. */
export function Invite({ open, onClose }: InviteProps) {
  const { t } = useTranslation("accounts");
  const queryClient = useQueryClient();
  const invite = useMutation({
    ...accountsInviteMutation(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: accountsListInvitationsQueryKey() }),
  });
  function close() {
    onClose();
    invite.reset();
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t(invite.data ? "people.linkTitle" : "people.inviteTitle")}
      description={invite.data ? undefined : t("people.inviteText")}
    >
      {invite.data ? (
        <Link invitation={invite.data} onDone={close} />
      ) : (
        <InviteForm
          busy={invite.isPending}
          error={invite.error}
          onSubmit={(body) => invite.mutate({ body })}
        />
      )}
    </Dialog>
  );
}

interface Values {
  email: string;
  role: Role;
}

interface InviteFormProps {
  busy: boolean;
  error: unknown;
  onSubmit: (values: Values) => void;
}

function InviteForm({ busy, error, onSubmit }: InviteFormProps) {
  const { t } = useTranslation(["accounts", "common"]);
  const { role: own } = useMe().user;
  const rule = useRules();
  const form = useForm<Values>({
    resolver: zodResolver(z.object({ email: rule.email(), role: z.enum(ROLES) })),
    defaultValues: { email: "", role: "rep" },
  });
  useServerComplaints(form, error);
  const role = useWatch({ control: form.control, name: "role" });
  return (
    <form noValidate onSubmit={form.handleSubmit(onSubmit)} className="flex flex-col gap-4">
      <FormProblem error={error} fields={["email", "role"]} />
      <Field label={t("email")} error={form.formState.errors.email?.message}>
        <Input {...form.register("email")} type="email" dir="ltr" autoComplete="off" data-first />
      </Field>
      <Field label={t("people.role")} hint={t(`people.roleHints.${role}`)}>
        <Select
          {...form.register("role")}
          choices={rolesUpTo(own).map((value) => ({ value, label: t(`common:roles.${value}`) }))}
        />
      </Field>
      <DialogActions>
        <Button type="submit" kind="primary" busy={busy}>
          {t("people.inviteSubmit")}
        </Button>
      </DialogActions>
    </form>
  );
}

function Link({ invitation, onDone }: { invitation: NewInvitation; onDone: () => void }) {
  const { t } = useTranslation("accounts");
  const format = useFormats();
  return (
    <>
      <p className="mb-4">
        {t("people.linkText", {
          email: `\u2068${invitation.email}\u2069`,
          date: format.day(invitation.expires_at),
        })}
      </p>
      <Field label={t("people.link")} optional="unsaid">
        <Input readOnly dir="ltr" value={invitation.link} onFocus={(event) => event.target.select()} />
      </Field>
      <DialogActions>
        <CopyButton text={invitation.link} label={t("people.copyLink")} />
        <Button kind="primary" size="small" onClick={onDone}>
          {t("people.done")}
        </Button>
      </DialogActions>
    </>
  );
}
