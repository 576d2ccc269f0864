import { NumbersHeader } from "../NumbersHeader";

export function Usage() {
  return <NumbersHeader page="usage" />;
}
