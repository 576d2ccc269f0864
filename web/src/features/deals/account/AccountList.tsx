import { DealsHeader } from "../DealsHeader";

export function AccountList() {
  return <DealsHeader page="accounts" />;
}
