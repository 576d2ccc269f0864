import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import {
  accountsChangePasswordMutation,
  accountsMeQueryKey,
  accountsUpdateMeMutation,
} from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { PasswordInput } from "@/components/PasswordInput";
import { Section } from "@/components/Section";
import { toast } from "@/components/Toast";
import { useRules, useServerComplaints } from "@/lib/form";
import { useMe } from "@/lib/me";
import { useTitle } from "@/lib/title";
import { z } from "@/lib/zod";

export function Profile() {
  const { t } = useTranslation(["accounts", "common"]);
  useTitle(t("common:who.profile"));
  return (
    <>
      <AboutYou />
      <Password />
    </>
  );
}

function AboutYou() {
  const { t } = useTranslation(["accounts", "common"]);
  const { user } = useMe();
  const queryClient = useQueryClient();
  const rule = useRules();
  const update = useMutation({
    ...accountsUpdateMeMutation(),
    onSuccess: (me) => {
      queryClient.setQueryData(accountsMeQueryKey(), me);
      form.reset({ name: me.user.name });
      toast(t("profile.saved"));
    },
  });
  const form = useForm({
    resolver: zodResolver(z.object({ name: rule.text(120) })),
    defaultValues: { name: user.name },
  });
  useServerComplaints(form, update.error);
  const { errors, isDirty } = form.formState;
  return (
    <Section title={t("profile.about")}>
      <form
        noValidate
        onSubmit={form.handleSubmit((body) => update.mutate({ body }))}
        className="flex max-w-sm flex-col items-start gap-5"
      >
        <FormProblem error={update.error} fields={["name"]} />
        <Field label={t("name")} error={errors.name?.message} className="w-full">
          <Input {...form.register("name")} autoComplete="name" />
        </Field>
        <Field label={t("email")} className="w-full">
          <Input value={user.email} readOnly dir="ltr" autoComplete="username" />
        </Field>
        <Button type="submit" kind="primary" disabled={!isDirty} busy={update.isPending}>
          {t("common:save")}
        </Button>
      </form>
    </Section>
  );
}

const BLANK = { current_password: "", new_password: "" };

function Password() {
  const { t } = useTranslation("accounts");
  const { user } = useMe();
  const rule = useRules();
  const change = useMutation({
    ...accountsChangePasswordMutation(),
    onSuccess: () => {
      form.reset(BLANK);
      toast(t("profile.passwordChanged"));
    },
  });
  const form = useForm({
    resolver: zodResolver(z.object({ current_password: rule.text(128), new_password: rule.password() })),
    defaultValues: BLANK,
  });
  useServerComplaints(form, change.error);
  const { errors } = form.formState;
  return (
    <Section title={t("profile.passwordSection")} hint={t("profile.passwordHint")}>
      <form
        noValidate
        onSubmit={form.handleSubmit((body) => change.mutate({ body }))}
        className="flex max-w-sm flex-col items-start gap-5"
      >
        <FormProblem error={change.error} fields={Object.keys(BLANK)} />
        <input type="hidden" autoComplete="username" value={user.email} readOnly />
        <Field
          label={t("profile.currentPassword")}
          error={errors.current_password?.message}
          className="w-full"
        >
          <PasswordInput {...form.register("current_password")} autoComplete="current-password" />
        </Field>
        <Field
          label={t("profile.newPassword")}
          hint={t("passwordHint")}
          error={errors.new_password?.message}
          className="w-full"
        >
          <PasswordInput {...form.register("new_password")} autoComplete="new-password" />
        </Field>
        <Button type="submit" kind="primary" busy={change.isPending}>
          {t("profile.changePassword")}
        </Button>
      </form>
    </Section>
  );
}
