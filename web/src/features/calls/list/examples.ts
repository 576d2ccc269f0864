import type { Language } from "@/i18n";

/** A made-up call in each language, with times, so that every part of a report can be seen. */
export const EXAMPLES: Record<Language, string> = {
  en: `[00:00] Sam (Northwind): Hi Dana, this is Sam from Northwind. I know I am calling out of the blue, may I have half a minute to say why?
[00:09] Dana: Half a minute. I am between two meetings.
[00:13] Sam (Northwind): Thank you. I work with claims managers whose files pile up at the end of the month. How do you handle that today?
[00:24] Dana: Honestly, with overtime. Two people stay late and we still lose a file now and then.
[00:33] Sam (Northwind): What happens when one of them gets lost?
[00:36] Dana: We look for it for half a day, and the customer calls three times. Last month one of them left us because of it.
[00:47] Sam (Northwind): We built the fastest claims platform on the market. It has automatic routing, a mobile app, a dashboard for managers, it connects to forty other systems, and our customers tell us that they cannot imagine working without it any more. We were also named a leader this year, and the new version has even more.
[01:18] Dana: That sounds expensive. We have no budget for a platform this year.
[01:24] Sam (Northwind): It is really not that expensive if you look at what you get for it.
[01:29] Dana: Everybody says that. And moving to a new system takes months, we tried it once.
[01:36] Sam (Northwind): I hear you, and after one bad move I would be careful too. What made it so hard the last time?
[01:44] Dana: Nobody moved the old files. We did that by hand for eight weeks.
[01:50] Sam (Northwind): So if the old files were moved for you, and you saw it work with ten of your own before paying anything, would that be worth a look?
[02:01] Dana: If it is really with our own files, maybe.
[02:05] Sam (Northwind): Then let us take twenty minutes on Tuesday at ten. I bring the test, you bring ten files. Does that work?
[02:14] Dana: Tuesday at ten is fine. Send me an invitation.
[02:18] Sam (Northwind): I send it today. Thank you, Dana, goodbye.`,
  he: `[00:00] נועם (נורת'ווינד): היי דנה, מדבר נועם מנורת'ווינד. אני מתקשר בלי תיאום, יש לך חצי דקה ואגיד למה?
[00:08] דנה: חצי דקה. אני בין שתי פגישות.
[00:12] נועם (נורת'ווינד): תודה. אני עובד עם מנהלי תביעות שהתיקים נערמים אצלם בסוף החודש. איך אתם מטפלים בזה היום?
[00:23] דנה: בכנות, בשעות נוספות. שני אנשים נשארים עד מאוחר ועדיין הולך לאיבוד תיק פה ושם.
[00:32] נועם (נורת'ווינד): מה קורה כשתיק הולך לאיבוד?
[00:35] דנה: מחפשים אותו חצי יום, והלקוח מתקשר שלוש פעמים. בחודש שעבר לקוח אחד עזב אותנו בגלל זה.
[00:46] נועם (נורת'ווינד): בנינו את מערכת התביעות הכי מהירה בשוק. יש בה ניתוב אוטומטי, אפליקציה לנייד, לוח מחוונים למנהלים, היא מתחברת לארבעים מערכות אחרות, והלקוחות שלנו אומרים שהם לא מדמיינים לעבוד בלעדיה. נבחרנו השנה גם למובילים בתחום, ובגרסה החדשה יש עוד יותר.
[01:16] דנה: זה נשמע יקר. אין לנו תקציב למערכת השנה.
[01:22] נועם (נורת'ווינד): זה ממש לא יקר אם מסתכלים על מה שמקבלים.
[01:27] דנה: כולם אומרים את זה. ומעבר למערכת חדשה לוקח חודשים, כבר ניסינו פעם.
[01:34] נועם (נורת'ווינד): אני מבין, ואחרי מעבר אחד גרוע גם אני הייתי נזהר. מה היה כל כך קשה בפעם הקודמת?
[01:42] דנה: אף אחד לא העביר את התיקים הישנים. עשינו את זה ידנית שמונה שבועות.
[01:48] נועם (נורת'ווינד): אז אם התיקים הישנים היו מועברים בשבילכם, והיית רואה שזה עובד עם עשרה תיקים שלך לפני שמשלמים משהו, היה שווה להסתכל?
[01:59] דנה: אם זה באמת עם התיקים שלנו, אולי.
[02:03] נועם (נורת'ווינד): אז בואי נקבע עשרים דקות ביום שלישי בעשר. אני מביא את הניסיון, את מביאה עשרה תיקים. מתאים?
[02:12] דנה: שלישי בעשר מתאים. תשלח לי זימון.
[02:16] נועם (נורת'ווינד): אשלח היום. תודה דנה, להתראות.`,
};
