/** Requests of an open loop under way at once beyond which it counts what it could not send: sockets and memory are finite. */
export const mostInFlight = 1024;

/** So long answers are waited for after the last request was due. */
export const graceMs = 5000;

/** Windows after which the search for the highest rate ends where it is. */
export const mostWindows = 30;
