import { NumbersHeader } from "../NumbersHeader";

export function Insight({ insightId }: { insightId: string }) {
  return (
    <div data-insight={insightId}>
      <NumbersHeader page="insights" />
    </div>
  );
}
