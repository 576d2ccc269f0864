import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsChangeDealMutation, dealsGetBoardQueryKey } from "@/api/@tanstack/react-query.gen";
import type { Board, DealItem } from "@/api/types.gen";
import { toast } from "@/components/Toast";
import { moved } from "./board/move";
import { isListOfDeals } from "./shown";
import { isOf } from "./useDealNews";

export interface StageOf {
  stage: string | null;
  status: DealItem["status"];
}

export interface Closing {
  deal: DealItem;
  stage: string;
  status: "won" | "lost";
}

export interface Moving {
  move: (deal: DealItem, stage: string) => void;
  isMoving: (dealId: string) => boolean;
}

const ofBoards = { queryKey: [{ _id: dealsGetBoardQueryKey()[0]._id }] };

/** Moves deals between stages: at once in sight, taken back when the server refuses; a closing asks first. */
export function useMove(stages: readonly StageOf[]) {
  const { t } = useTranslation("deals");
  const queryClient = useQueryClient();
  const [closing, setClosing] = useState<Closing | null>(null);
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const update = useMutation(dealsChangeDealMutation());

  const send = async (deal: DealItem, stage: string, reason?: string): Promise<void> => {
    setBusy((ids) => new Set(ids).add(deal.id));
    await queryClient.cancelQueries(ofBoards);
    const before = queryClient.getQueriesData<Board>(ofBoards);
    queryClient.setQueriesData<Board>(
      ofBoards,
      (shown) => shown && { ...shown, columns: moved(shown.columns, deal.id, stage) },
    );
    try {
      await update.mutateAsync({
        path: { deal_id: deal.id },
        body: { stage, close_reason: reason || undefined },
      });
      const from = deal.stage;
      toast(t("board.moved", { name: deal.name, stage }), {
        action: from ? { label: t("board.undo"), run: () => void send({ ...deal, stage }, from) } : undefined,
      });
    } catch (error) {
      for (const [key, data] of before) queryClient.setQueryData(key, data);
      if (reason !== undefined) throw error;
      toast(t("board.failed", { name: deal.name }), { kind: "trouble" });
    } finally {
      setBusy((ids) => new Set([...ids].filter((id) => id !== deal.id)));
      const isThis = isOf("deal_id", deal.id);
      void queryClient.invalidateQueries({ predicate: (query) => isListOfDeals(query) || isThis(query) });
    }
  };

  const move = (deal: DealItem, stage: string) => {
    if (deal.stage === stage) return;
    const status = stages.find((one) => one.stage === stage)?.status;
    if (status === "won" || status === "lost") setClosing({ deal, stage, status });
    else void send(deal, stage);
  };
  const moving: Moving = { move, isMoving: (dealId) => busy.has(dealId) };
  return { moving, closing, setClosing, send };
}
