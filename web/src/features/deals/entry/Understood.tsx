import { CalendarClock, UserRoundPlus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { EntryOut } from "@/api/types.gen";
import { Select } from "@/components/Select";
import { useFormats } from "@/lib/format";
import { localMoment, type Mended, mended, momentOf } from "./mended";

interface UnderstoodProps {
  read: EntryOut;
  changes: Mended;
  onChange: (changes: Mended) => void;
}

const ENTERED = ["call", "meeting", "email", "note", "task", "visit"] as const;
const WAYS = ["in", "out"] as const;

/** What was made of the words: each part can be set right before it is kept. */
export function Understood({ read, changes, onChange }: UnderstoodProps) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const activity = mended(read.activity, changes);
  const set = (change: Mended) => onChange({ ...changes, ...change });
  const planned = Date.parse(activity.at) > Date.now();
  const people = [...read.people, ...(changes.with ?? [])].filter((one) =>
    activity.people?.some((part) => part.contact_id === one.id),
  );
  const take = (id: string) =>
    set({
      without: [...(changes.without ?? []), id],
      with: changes.with?.filter((one) => one.id !== id),
    });
  return (
    <fieldset className="flex flex-wrap items-center gap-2 text-small">
      <legend className="sr-only">{t("entry.understood")}</legend>
      <Select
        aria-label={t("entry.kind")}
        choices={ENTERED.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        value={activity.kind}
        onChange={(event) => set({ kind: ENTERED.find((kind) => kind === event.target.value) })}
      />
      <label className="inline-flex h-9 items-center gap-1.5 rounded-control border border-edge/70 px-2.5 touch:h-11">
        <CalendarClock aria-hidden className="size-4 shrink-0 text-soft" />
        <span className="sr-only">{t("entry.at")}</span>
        <input
          type="datetime-local"
          value={localMoment(activity.at)}
          onChange={(event) => {
            const at = momentOf(event.target.value);
            if (at) set({ at });
          }}
          className="bg-transparent"
        />
      </label>
      {activity.kind !== "note" && activity.kind !== "task" && (
        <Select
          aria-label={t("entry.direction")}
          none={t("entry.noDirection")}
          choices={WAYS.map((way) => ({ value: way, label: t(`directions.${way}`) }))}
          value={activity.direction ?? ""}
          onChange={(event) => set({ direction: WAYS.find((way) => way === event.target.value) ?? null })}
        />
      )}
      {people.map((one) => (
        <button
          key={one.id}
          type="button"
          onClick={() => take(one.id)}
          aria-label={t("entry.without", { name: one.name })}
          className="inline-flex h-9 items-center gap-1.5 rounded-full border border-line px-3 hover:border-edge touch:h-11"
        >
          <bdi>{one.name}</bdi>
          <X aria-hidden className="size-3.5 text-soft" />
        </button>
      ))}
      {read.unknown.map(({ name, candidates = [] }) =>
        candidates.map((one) => (
          <button
            key={one.id}
            type="button"
            hidden={people.some((known) => known.id === one.id)}
            onClick={() =>
              set({
                with: [...(changes.with ?? []), { id: one.id, name: one.name }],
                without: changes.without?.filter((id) => id !== one.id),
              })
            }
            aria-label={t("entry.isIt", { name, who: one.name })}
            className="inline-flex h-9 items-center gap-1.5 rounded-full border border-dashed border-edge px-3 text-soft hover:text-ink touch:h-11"
          >
            <UserRoundPlus aria-hidden className="size-3.5" />
            <bdi>{one.account ? `${one.name}, ${one.account.name}` : one.name}</bdi>
          </button>
        )),
      )}
      {read.unknown
        .filter(({ candidates = [] }) => candidates.length === 0)
        .map(({ name }) => (
          <span key={name} className="text-soft">
            {t("entry.unknown", { name })}
          </span>
        ))}
      {planned && (
        <span className="text-soft">{t("entry.planned", { day: format.longDay(activity.at) })}</span>
      )}
    </fieldset>
  );
}
