import { NumbersHeader } from "../NumbersHeader";

export function Definitions() {
  return <NumbersHeader page="model" />;
}
