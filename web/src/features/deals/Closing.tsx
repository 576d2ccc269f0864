import { CloseDialog } from "./CloseDialog";
import type { useMove } from "./useMove";

/** The question before a deal that is being moved is closed; nothing while none is. */
export function Closing({ closing, setClosing, send }: ReturnType<typeof useMove>) {
  if (!closing) return null;
  return (
    <CloseDialog
      name={closing.deal.name}
      stage={closing.stage}
      status={closing.status}
      onClose={() => setClosing(null)}
      onConfirm={(reason) => send(closing.deal, closing.stage, reason)}
    />
  );
}
