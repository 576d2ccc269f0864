import type { ObjectionKind } from "../labels";

/** Lines customers really say, ready to be answered; the language is that of the drill, not of the screen. */
export const EXAMPLES: Record<"en" | "he", readonly { kind: ObjectionKind; line: string }[]> = {
  en: [
    { kind: "price", line: "Honestly, that is more than we planned to spend this year." },
    { kind: "timing", line: "We are in the middle of a move. Call me after the summer." },
    {
      kind: "authority",
      line: "I would have to take this to my director, and she is not fond of new tools.",
    },
    { kind: "trust", line: "The last supplier promised us the same, and we were left alone after a month." },
    { kind: "competitor", line: "We have been with your competitor for six years. Why would I change?" },
    { kind: "status_quo", line: "It works as it is. Not perfect, but it works." },
    { kind: "integration", line: "Our IT people will never let another system near our data." },
    { kind: "send_email", line: "Just send me something by email and I will have a look." },
    { kind: "not_interested", line: "We are not interested, thanks." },
  ],
  he: [
    { kind: "price", line: "תשמע, זה יותר ממה שתכננו להוציא השנה." },
    { kind: "timing", line: "אנחנו באמצע מעבר משרדים. דברו איתי אחרי הקיץ." },
    { kind: "authority", line: "אני חייב להעלות את זה למנהלת שלי, והיא לא אוהבת כלים חדשים." },
    { kind: "trust", line: "גם הספק הקודם הבטיח לנו ככה, ואחרי חודש נשארנו לבד." },
    { kind: "competitor", line: "אנחנו שש שנים עם המתחרים שלכם. למה שאחליף?" },
    { kind: "status_quo", line: "זה עובד כמו שזה. לא מושלם, אבל עובד." },
    { kind: "integration", line: "אנשי המחשוב שלנו לא ייתנו לעוד מערכת להתקרב לנתונים." },
    { kind: "send_email", line: "תשלח לי משהו במייל ואני אעבור על זה." },
    { kind: "not_interested", line: "אנחנו לא מעוניינים, תודה." },
  ],
};
