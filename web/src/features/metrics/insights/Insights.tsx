import { NumbersHeader } from "../NumbersHeader";

export function Insights() {
  return <NumbersHeader page="insights" />;
}
