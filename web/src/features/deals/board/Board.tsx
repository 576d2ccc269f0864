import { DealsHeader } from "../DealsHeader";

export function Board() {
  return <DealsHeader page="board" />;
}
