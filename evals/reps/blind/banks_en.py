"""English wording any trained rep might use for one kind of objection or question; each rep's own words come first."""

SHARED = {
    "explore": [
        "What's behind that, if you don't mind my asking?",
        "Could you tell me a little more about that?",
        "What makes that the sticking point for you?",
    ],
    "explore:price": [
        "When you think about the cost, what are you weighing it against?",
        "How do you usually decide whether something like this is worth paying for?",
        "Is it the figure itself or what you'd get back for it that worries you?",
    ],
    "explore:timing": [
        "What's taking up everyone's attention at the moment?",
        "What would need to settle down before you could look at it?",
        "What happens in the meantime if it stays as it is?",
    ],
    "explore:authority": [
        "Who else would want a say, and what do they tend to care about?",
        "How does a decision like this normally get made at your place?",
        "What would your colleague need to hear to take it seriously?",
    ],
    "explore:need": [
        "How does it get dealt with today when something does go wrong?",
        "What would have to change for it to become worth a look?",
        "What's working so well that you don't feel the need?",
    ],
    "explore:trust": [
        "What happened the last time somebody made you promises like that?",
        "What would you need to see before you believed it?",
        "Which part of it sounds hardest to believe?",
    ],
    "explore:competitor": [
        "What do you like best about working with them?",
        "If you could change one thing about what they do for you, what would it be?",
        "How did you come to choose them at the time?",
    ],
    "explore:status_quo": [
        "What would you say works best about the way you do it now?",
        "And if you could improve one bit of it, which one would it be?",
        "How will the present set-up cope if things get busier?",
    ],
    "explore:integration": [
        "Which systems would it have to live alongside?",
        "What worries you most about changing over?",
        "How did the last changeover go for your people?",
    ],
    "explore:not_interested": [
        "Before I leave you be, what is it that makes it a no: is it the subject, or just another sales call?",
        "May I ask how you take care of it at the moment?",
        "Out of curiosity, what would have made this call worth picking up?",
    ],
    "explore:send_email": [
        "So that I don't send you a brochure you'll never open, what would need to be in it to be of use?",
        "Happy to. What should I focus on, what bothers you most about the way it runs today?",
        "I'll gladly write. Which part of it would you actually want to read about?",
    ],
    "explore:call_later": [
        "When's quieter for you, and what would make it worth picking up?",
        "Just so I don't waste your time then either, what's the one thing around this that isn't running the way you'd want?",
        "What's keeping you so busy these days?",
    ],
    "explore:hesitation": [
        "What's making you hesitate?",
        "What would you still need to know to feel sure?",
        "Which bit doesn't sit right with you yet?",
    ],
    "answer": [
        "What people in your spot have found is that a short look at their own numbers settles it one way or the other.",
        "That's why we start small, with your own figures and no commitment, so you can judge it for yourself.",
    ],
    "answer:price": [
        "Most of our clients pay for it out of what they stop losing, and we work that sum out with you on your own figures before you spend a penny.",
        "You only take the part that pays for itself, and it can be stopped month by month, so the money is never locked away.",
        "We'd put what it costs you today next to what it would cost with us; if it doesn't come out ahead, I'll be the first to tell you to leave it.",
    ],
    "answer:timing": [
        "Our side does the preparation, it takes about an hour of yours, and nothing goes live until the date you choose.",
        "We can do the groundwork now so that it's ready when you're through the busy spell, without anything landing on your team.",
        "It's a short conversation now and no work for your people until you say so.",
    ],
    "answer:authority": [
        "I can put the case on a single page in their language, so you don't have to sell it for me, and join the two of you for the questions.",
        "Then it makes sense to have them with us from the start; I'll prepare the figures they'd ask for.",
        "What usually helps is a short session together, where they can pick it apart and you both hear the same answers.",
    ],
    "answer:need": [
        "Often the people who don't feel it find a quiet leak once we've put the numbers side by side; if there's none, you've lost twenty minutes and I'll say so.",
        "It only makes sense if it takes something off your plate, and that's precisely what we'd check before anything else.",
    ],
    "answer:trust": [
        "You wouldn't have to take my word: you can ring two of our clients your size without me on the line, and try it on a small scale first.",
        "That's the reason we put what we promise in writing, and you can walk away any month if we miss it.",
        "We start with a small trial on your own data, and you see the results before you sign a thing.",
    ],
    "answer:competitor": [
        "You wouldn't need to leave them; a lot of our clients keep theirs and use us for the one piece that falls between the cracks.",
        "Then take it as a second opinion: if they come out better, you've got it in black and white.",
        "We'd only look at the part they don't cover, so the relationship stays as it is.",
    ],
    "answer:status_quo": [
        "Then we'd leave alone what works and only look at that one part, so nobody has to change the way they work overnight.",
        "You'd keep everything that runs well; we'd just take away the bit that eats the time.",
        "Nothing has to be torn out: it runs next to what you've got until you're sure.",
    ],
    "answer:integration": [
        "We connect to what you already have and do the set-up ourselves; both run side by side until you're happy, so nothing stops.",
        "Your data stays in the country, your IT people get the security papers up front and have the last word.",
        "The changeover is done by our team in stages, with one small group first, so there's always a way back.",
    ],
    "answer:not_interested": [
        "The only reason I'd ask for a few minutes is that firms like yours usually find it takes hours off their week, and if that isn't so for you, I'm gone.",
        "I won't push; what I help with is taking that one chore off people's desks, nothing more grand than that.",
    ],
    "answer:send_email": [
        "I'll send you one page on precisely that, and since paper never answers questions, I'd go through it with you briefly.",
        "You'll have it this afternoon, with your case in it rather than a glossy leaflet.",
    ],
    "answer:call_later": [
        "I'll keep to your clock, then: it's short, and I'll stick to that one thing.",
        "Then I won't keep you; I'd rather we found a proper slot for it.",
    ],
    "answer:hesitation": [
        "Then let's make it smaller: you look at it on your own figures, and decide with those in front of you.",
        "That's fair, and you needn't decide anything today; seeing it on your own case is what usually clears it up.",
    ],
    "soft": [
        "Maybe we leave that open and simply look at it together on your own numbers, {slot}?",
        "Would it help if we went through exactly that point together, {slot}?",
        "Suppose we keep it to twenty minutes and only that question, would {slot} be all right?",
    ],
    "check": [
        "Does that take care of it?",
        "How does that sit with you?",
        "Does that answer your worry?",
        "How does that sound?",
        "Is that fair?",
    ],
    "tell:who": [
        "I'm calling from a local firm that helps people with {p}; your name came up when I was looking at firms of your kind."
    ],
    "tell:price": [
        "It depends on the size of it, though most start small, in the low hundreds a month, and I'd rather give you an honest figure once I know your case.",
        "I don't want to guess at a price before I know what you need; there's no charge for the first look.",
    ],
    "tell:proof": [
        "A firm much like yours, about sixty people, got nearly a day a week back in the first quarter, and you're welcome to ring them.",
        "We look after about two hundred clients round here, and I can give you the number of two of them.",
    ],
    "tell:why": [
        "Because people in your role tell me it eats hours they don't have, and that's what we take away.",
        "Honestly, it may not be for you; where it fits, people get their time back and sleep better.",
    ],
    "tell:how": [
        "In short, we help people with {p} so that it stops eating their time, and we do the heavy lifting.",
        "The short version: we look at how it runs now, find where it leaks, and put that right with you.",
        "We take the work around {p} off your hands, a step at a time.",
    ],
    "value:blank": [
        "From what you've told me, what you'd get out of it is fewer hours spent on it and no nasty surprises."
    ],
    "farewell": ["Thank you for your time all the same. All the best.", "I appreciate you hearing me out. Goodbye."],
}
