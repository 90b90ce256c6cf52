/** How often a visible page asks for new numbers: usage stands in it about a second after the answer. */
export const LIVE_MS = 600
