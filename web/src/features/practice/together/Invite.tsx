import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  practiceAskGuestMutation,
  practiceGetTogetherQueryKey,
  practiceListPeersOptions,
} from "@/api/@tanstack/react-query.gen";
import type { NewGuest } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { Dialog, DialogActions } from "@/components/Dialog";
import { Field } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { Segmented } from "@/components/Segmented";
import { Select } from "@/components/Select";
import { toast } from "@/components/Toast";

type Role = NonNullable<NewGuest["role"]>;

interface InviteProps {
  conversationId: string;
  open: boolean;
  onClose: () => void;
}

/** Asks a colleague in, to listen or to play the buyer: by name, or by a link for whoever gets it first. */
export function Invite(props: InviteProps) {
  const { t } = useTranslation("together");
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t("invite.title")}
      description={t("invite.text")}
    >
      <Form {...props} />
    </Dialog>
  );
}

function Form({ conversationId, onClose }: InviteProps) {
  const { t } = useTranslation("together");
  const client = useQueryClient();
  const path = { conversation_id: conversationId };
  const peers = useQuery(practiceListPeersOptions()).data?.items ?? [];
  const [peer, setPeer] = useState("");
  const [role, setRole] = useState<Role>("play");
  const [link, setLink] = useState<string | null>(null);
  const ask = useMutation({
    ...practiceAskGuestMutation(),
    onSuccess: (guest) => {
      void client.invalidateQueries({ queryKey: practiceGetTogetherQueryKey({ path }) });
      if (guest.link) return setLink(`${location.origin}${guest.link}`);
      toast(t("invite.sent", { name: guest.name ?? "" }));
      onClose();
    },
  });
  return (
    <div className="flex flex-col gap-5">
      <Segmented
        label={t("invite.role")}
        choices={[
          { value: "play", label: t("invite.play") },
          { value: "listen", label: t("invite.listen") },
        ]}
        value={role}
        onChange={setRole}
      />
      {peers.length > 0 && (
        <Field label={t("invite.who")} optional="unsaid">
          <Select
            none={t("invite.nobody")}
            choices={peers.map(({ id, name }) => ({ value: id, label: name }))}
            value={peer}
            onChange={(event) => setPeer(event.target.value)}
          />
        </Field>
      )}
      {link && (
        <div className="flex flex-col gap-2">
          <p className="text-small text-soft">{t("invite.link")}</p>
          <p dir="ltr" className="rounded-control bg-sunken px-3 py-2 text-small break-all">
            {link}
          </p>
          <span>
            <CopyButton text={link} />
          </span>
        </div>
      )}
      <FormProblem fields={[]} error={ask.error} />
      <DialogActions>
        {!link && (
          <Button busy={ask.isPending} onClick={() => ask.mutate({ path, body: { role, link: true } })}>
            {t("invite.makeLink")}
          </Button>
        )}
        <Button
          kind="primary"
          busy={ask.isPending}
          disabled={peer === ""}
          onClick={() => ask.mutate({ path, body: { role, user_id: peer } })}
        >
          {t("invite.send")}
        </Button>
      </DialogActions>
    </div>
  );
}
