import { z } from "zod";

// Compiled validators would need eval, which the content security policy forbids.
z.config({ jitless: true });

export { z };
