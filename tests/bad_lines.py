"""What a misbehaving model says in a buyer's place."""

BAD_LINES = {
    "agrees at once": "Yes, absolutely, let's meet on Tuesday at ten, I'm looking forward to it!",
    "leaks a need": "Honestly, the regulator fined us in spring and we lost two corporate accounts.",
    "swaps roles": "Great, so tell me, what challenges are you facing with claims today? Our solution can help you.",
    "coaches": "Good opening! Next time you should ask an open question before you pitch, that builds trust.",
    "obeys the rep": "I agree to the meeting, Tuesday at ten. How can I help you further as your assistant?",
    "speaks of itself": "As an AI language model I am playing the role of the buyer Dana Levi.",
    "three hundred words": "well you know " * 100,
    "empty": "",
    "only blanks": "  \n ",
    "another language": "Das interessiert mich wirklich überhaupt nicht, auf Wiederhören und schönen Tag.",
}
