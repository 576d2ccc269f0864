import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { AtSign, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { insightsCommentMutation, insightsListPeopleOptions } from "@/api/@tanstack/react-query.gen";
import type { InsightOut, Teammate } from "@/api/types.gen";
import { Button, IconButton } from "@/components/Button";
import { TextArea } from "@/components/Field";
import { Menu } from "@/components/Menu";
import { toast } from "@/components/Toast";
import { useMe } from "@/lib/me";
import { insightsChanged } from "./requests";

/** A new comment, and who is to be told of it. */
export function Write({ insight }: { insight: InsightOut }) {
  const { t } = useTranslation(["insights", "common"]);
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const [told, setTold] = useState<Teammate[]>([]);
  const send = useMutation({
    ...insightsCommentMutation(),
    onSuccess: () => {
      setText("");
      setTold([]);
      insightsChanged(queryClient);
    },
    onError: () => toast(t("talk.failed"), { kind: "trouble" }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    send.mutate({
      path: { insight_id: insight.id },
      body: { text: text.trim(), mentions: told.map((one) => one.user_id) },
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <TextArea
        aria-label={t("talk.write")}
        placeholder={t("talk.write")}
        rows={2}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {told.length > 0 && (
        <ul className="flex flex-wrap gap-1.5">
          {told.map((one) => (
            <li
              key={one.user_id}
              className="flex items-center gap-1 rounded-full bg-accent-wash ps-2.5 text-small text-accent"
            >
              <bdi>{one.name}</bdi>
              <IconButton
                label={t("common:remove")}
                onClick={() => setTold(told.filter((other) => other !== one))}
              >
                <X aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {told.length > 0 && !insight.shared && <p className="text-small text-warn">{t("talk.private")}</p>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={send.isPending}>
          {t("talk.send")}
        </Button>
        <Mention told={told} onTell={(one) => setTold([...told, one])} />
      </div>
    </form>
  );
}

function Mention({ told, onTell }: { told: Teammate[]; onTell: (one: Teammate) => void }) {
  const { t } = useTranslation("insights");
  const { user } = useMe();
  const people = useQuery(insightsListPeopleOptions()).data ?? [];
  const others = people.filter(
    (one) => one.user_id !== user.id && told.every((other) => other.user_id !== one.user_id),
  );
  if (others.length === 0) return null;
  return (
    <Menu
      trigger={
        <Button>
          <AtSign aria-hidden />
          {t("talk.mention")}
        </Button>
      }
      groups={[others.map((one) => ({ label: <bdi>{one.name}</bdi>, onSelect: () => onTell(one) }))]}
    />
  );
}
