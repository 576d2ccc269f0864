import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { accountsLoginMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input } from "@/components/Field";
import { PasswordInput } from "@/components/PasswordInput";
import { useMe } from "@/lib/me";

interface SignInAgainProps {
  onDone: () => void;
  onLeave: () => void;
}

export default function SignInAgain({ onDone, onLeave }: SignInAgainProps) {
  const { t } = useTranslation(["common", "accounts"]);
  const { user } = useMe();
  const [password, setPassword] = useState("");
  const login = useMutation({ ...accountsLoginMutation(), onSuccess: onDone });

  function submit(event: FormEvent) {
    event.preventDefault();
    login.mutate({ body: { email: user.email, password } });
  }

  return (
    <Dialog
      open
      onClose={() => undefined}
      dismissible={false}
      title={t("session.title")}
      description={t("session.text")}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {login.error && <ErrorState error={login.error} />}
        <Field label={t("accounts:email")}>
          <Input value={user.email} readOnly dir="ltr" autoComplete="username" />
        </Field>
        <Field label={t("accounts:password")}>
          <PasswordInput
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            autoComplete="current-password"
            data-first
          />
        </Field>
        <DialogActions>
          <Button kind="quiet" onClick={onLeave}>
            {t("session.other")}
          </Button>
          <Button type="submit" kind="primary" busy={login.isPending}>
            {t("session.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
