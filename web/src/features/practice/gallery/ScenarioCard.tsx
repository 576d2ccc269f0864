import { Link } from "@tanstack/react-router";
import { Ellipsis, MessageSquareText, Pencil, Phone, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScenarioItem } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Button, IconButton } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { Select } from "@/components/Select";
import { useFormats } from "@/lib/format";
import { type Level, useChoices } from "../labels";
import type { CallWay } from "../way";
import { Chance } from "./Chance";

interface ScenarioCardProps {
  scenario: ScenarioItem;
  /** The level filtered for, chosen to begin with. */
  level?: Level;
  language?: "en" | "he";
  /** How calls are held. */
  way: CallWay;
  onEdit: () => void;
  onDelete: () => void;
}

/** One scenario: who picks up, what to reach, how likely that is for this person, and the button that rings. */
export function ScenarioCard({
  scenario,
  level: wanted,
  language,
  way,
  onEdit,
  onDelete,
}: ScenarioCardProps) {
  const { t } = useTranslation(["practice", "common"]);
  const choices = useChoices();
  const format = useFormats();
  const [chosen, setChosen] = useState<Level | null>(null);
  const level = chosen ?? (wanted && scenario.levels.includes(wanted) ? wanted : scenario.level);
  const { persona, colleagues = [] } = scenario;
  const names = format.list(colleagues.map(({ name }) => name));
  const titleId = `scenario-${scenario.id}`;
  return (
    <li
      aria-labelledby={titleId}
      className="flex flex-col rounded-large border border-line bg-surface p-5 transition-colors hover:border-edge/60"
    >
      <div className="flex items-center gap-3">
        <Avatar name={persona.name} size="large" />
        <p className="min-w-0 grow">
          <bdi className="block truncate font-strong">{persona.name}</bdi>
          <bdi className="block truncate text-small text-soft">
            {persona.role}, {persona.company}
          </bdi>
          {colleagues.length > 0 && (
            <span className="block text-small text-soft">{t("gallery.withOthers", { names })}</span>
          )}
        </p>
        {scenario.own && (
          <Menu
            align="end"
            trigger={
              <IconButton label={t("gallery.manage", { title: scenario.title })} className="-me-2">
                <Ellipsis aria-hidden />
              </IconButton>
            }
            groups={[
              [
                { label: t("gallery.edit"), icon: <Pencil aria-hidden />, onSelect: onEdit },
                { label: t("common:delete"), icon: <Trash2 aria-hidden />, danger: true, onSelect: onDelete },
              ],
            ]}
          />
        )}
      </div>
      <h2 id={titleId} dir="auto" className="mt-4 text-title">
        {scenario.title}
      </h2>
      <p dir="auto" className="mt-1 line-clamp-3 text-soft">
        {scenario.goal}
      </p>
      <p className="mt-3 text-small text-soft">
        {t(`kinds.${scenario.kind}`)} · {choices.industries([scenario.industry])[0]?.label} ·{" "}
        {t(`markets.${scenario.market}`)}
        {scenario.own && <> · {t("gallery.own")}</>}
      </p>
      <LastResult scenario={scenario} />
      <div className="mt-auto flex flex-wrap items-center gap-x-4 gap-y-3 pt-4">
        <Chance scenario={scenario} level={level} />
        <div className="ms-auto flex items-center gap-2">
          {scenario.levels.length > 1 ? (
            <Select
              aria-label={t("gallery.levelOf", { title: scenario.title })}
              choices={choices.levels(scenario.levels)}
              value={level}
              onChange={(event) =>
                setChosen(scenario.levels.find((one) => one === event.target.value) ?? null)
              }
            />
          ) : (
            <span className="text-soft">{t(`levels.${level}`)}</span>
          )}
          <Button asChild kind="primary">
            <Link
              to="/practice/call"
              search={{ scenario: scenario.id, level, language, by: way === "voice" ? way : undefined }}
              aria-label={t("gallery.callTo", { name: persona.name, title: scenario.title })}
            >
              {way === "voice" ? <Phone aria-hidden /> : <MessageSquareText aria-hidden />}
              {t("gallery.call")}
            </Link>
          </Button>
        </div>
      </div>
    </li>
  );
}

function LastResult({ scenario }: { scenario: ScenarioItem }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const { last } = scenario;
  if (!last) return null;
  return (
    <p className="mt-1 text-small text-soft">
      {t("gallery.last")}{" "}
      <Link
        to="/practice/history/$conversationId"
        params={{ conversationId: last.conversation_id }}
        className="text-ink underline decoration-line underline-offset-4 hover:decoration-ink"
      >
        {last.score === null
          ? t("gallery.noScore")
          : t("gallery.scored", { score: format.number(last.score) })}
        {last.outcome && <>, {t(`outcomes.${last.outcome}`)}</>}
      </Link>{" "}
      · {t(`levels.${last.level}`)} · {format.ago(last.at)}
    </p>
  );
}
