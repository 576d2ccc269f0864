import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useForm } from "react-hook-form";
import { Trans, useTranslation } from "react-i18next";
import {
  accountsAcceptInvitationMutation,
  accountsViewInvitationMutation,
} from "@/api/@tanstack/react-query.gen";
import type { InvitationView } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { PasswordInput } from "@/components/PasswordInput";
import { QueryView } from "@/components/QueryView";
import { isLanguage } from "@/i18n";
import { useRules, useServerComplaints } from "@/lib/form";
import { useTitle } from "@/lib/title";
import { z } from "@/lib/zod";
import { useEnter } from "./useEnter";

export function AcceptInvitation({ token }: { token: string }) {
  const { t } = useTranslation("accounts");
  useTitle(t("accept.title"));
  // Asked for with POST, so that the token stays out of addresses and logs; asking twice changes nothing.
  const { mutate: ask, data, error } = useMutation(accountsViewInvitationMutation());
  const refetch = useCallback(() => ask({ body: { token } }), [ask, token]);
  useEffect(refetch, [refetch]);
  return (
    <>
      <h1 className="mb-2 text-display">{t("accept.title")}</h1>
      <QueryView query={{ data, error, refetch }}>
        {(found) => <AcceptForm token={token} invitation={found} />}
      </QueryView>
    </>
  );
}

const FIELDS = ["name", "password"] as const;

function AcceptForm({ token, invitation }: { token: string; invitation: InvitationView }) {
  const { t, i18n } = useTranslation(["accounts", "common"]);
  const accept = useMutation({ ...accountsAcceptInvitationMutation(), onSuccess: useEnter() });
  const rule = useRules();
  const form = useForm({
    resolver: zodResolver(z.object({ name: rule.text(120), password: rule.password() })),
    defaultValues: { name: "", password: "" },
  });
  useServerComplaints(form, accept.error);
  const { errors } = form.formState;
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const submit = form.handleSubmit((values) => accept.mutate({ body: { ...values, token, language } }));
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <p className="mb-1 text-soft">
        <Trans
          t={t}
          i18nKey="accept.lead"
          values={{ company: invitation.company, role: t(`common:roles.${invitation.role}`) }}
          components={{ b: <bdi className="font-strong text-ink" /> }}
        />
      </p>
      <FormProblem error={accept.error} fields={FIELDS} />
      <Field label={t("email")}>
        <Input value={invitation.email} readOnly dir="ltr" autoComplete="username" />
      </Field>
      <Field label={t("name")} error={errors.name?.message}>
        <Input {...form.register("name")} autoComplete="name" autoFocus />
      </Field>
      <Field label={t("password")} hint={t("passwordHint")} error={errors.password?.message}>
        <PasswordInput {...form.register("password")} autoComplete="new-password" />
      </Field>
      <Button type="submit" kind="primary" size="large" busy={accept.isPending} className="mt-1">
        {t("accept.submit")}
      </Button>
    </form>
  );
}
