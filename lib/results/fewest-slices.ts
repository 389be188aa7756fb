/** Slices of a long run below which their dependence on each other, and so a drift, cannot be told. */
export const fewestSlices = 12;
