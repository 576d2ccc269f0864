import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { practiceGetPartCardOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { BuyerCard } from "./BuyerCard";
import { Play } from "./Play";
import { Said } from "./Said";
import { Sound } from "./Sound";
import { type Together, useTogether } from "./useTogether";
import { Whisper } from "./Whisper";

/** A colleague's session for somebody who was let in: what is said, a note to the rep, the buyer's part. */
export function Visit({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation("together");
  const visit = useTogether(conversationId);
  return (
    <QueryView query={{ data: visit.together ?? undefined, error: visit.error, refetch: visit.refetch }}>
      {(together) => (
        <>
          <PageHeader
            title={t("visit.title", { name: together.state.rep })}
            lead={<bdi>{together.state.title}</bdi>}
          />
          {visit.phase.at === "lost" && (
            <p role="status" className="mb-4 text-small text-warn">
              {t("visit.lost")}
            </p>
          )}
          {visit.phase.at === "refused" ? (
            <Out title={t("visit.out")}>{t("visit.outText")}</Out>
          ) : (
            <Inside conversationId={conversationId} together={together} visit={visit} />
          )}
        </>
      )}
    </QueryView>
  );
}

interface InsideProps {
  conversationId: string;
  together: Together;
  visit: ReturnType<typeof useTogether>;
}

function Inside({ conversationId, together, visit }: InsideProps) {
  const { t } = useTranslation("together");
  const { state } = together;
  const mine = state.guests.find(({ id }) => id === state.guest_id);
  const mayPlay = mine?.status === "agreed" && mine.role === "play";
  const cards = useQuery({
    ...practiceGetPartCardOptions({ path: { conversation_id: conversationId } }),
    enabled: mayPlay,
  }).data;
  const names = cards?.items.map(({ persona }) => persona.name) ?? [];
  if (state.mine) return <Out title={t("visit.own")}>{t("visit.ownText")}</Out>;
  if (mine?.status !== "agreed") {
    return <Out title={t("visit.waiting")}>{t("visit.waitingText", { name: state.rep })}</Out>;
  }
  const open = state.status === "open";
  const plays = open && mine.role === "play";
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-6">
        <Said together={together} />
        {!open && (
          <p role="status" className="font-strong">
            {t("visit.over")}
          </p>
        )}
        {plays && <Play conversationId={conversationId} together={together} names={names} />}
      </div>
      <aside aria-label={t("visit.side")} className="flex flex-col gap-6">
        <p className="text-small text-soft">{t("visit.told", { name: state.rep })}</p>
        {open && <Sound visit={visit} speaks={state.player?.guest_id === mine.id} />}
        {open && <Whisper conversationId={conversationId} together={together} />}
      </aside>
      {plays && (
        <div className="flex min-w-0 flex-col gap-5">
          {cards?.items.map((item) => (
            <BuyerCard key={item.persona.id} card={item} folded={cards.items.length > 1} />
          ))}
        </div>
      )}
    </div>
  );
}

function Out({ title, children }: { title: string; children: string }) {
  const { t } = useTranslation("together");
  return (
    <EmptyState
      title={title}
      actions={
        <Button asChild>
          <Link to="/practice/together">{t("visit.back")}</Link>
        </Button>
      }
    >
      {children}
    </EmptyState>
  );
}
