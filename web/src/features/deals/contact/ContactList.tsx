import { DealsHeader } from "../DealsHeader";

export function ContactList() {
  return <DealsHeader page="contacts" />;
}
