import { DealsHeader } from "../DealsHeader";

export function DealList() {
  return <DealsHeader page="list" />;
}
