import { NumbersHeader } from "../NumbersHeader";

export function Data() {
  return <NumbersHeader page="data" />;
}
