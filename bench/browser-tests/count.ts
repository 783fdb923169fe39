/** How many tests there are in each of the two files. */
export const count = 8;
