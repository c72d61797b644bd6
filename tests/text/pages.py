"""Pages of reviews in our own words, one for each habit that such pages have."""

from __future__ import annotations

TAIL = "found this helpful. Was this review helpful? Sign in to vote. Permalink"

LIGHTHOUSE = f"""\
the salt keeper review film 2025

I went in knowing nothing about lighthouses, and came out able to smell the paraffin. "The Salt
Keeper" was directed by Ines Marlowe, who trusts the weather to act, and it does. There is hardly a
word in the first half hour, and none is missed.

The last shot asks who was watching whom?

12 out of 15 {TAIL}

9/10

the sea does the talking.

Warning: Spoilers

Tobias Renn (Oskar Vale) keeps the lamp, and Greta (Mina Holt) keeps the books. When the boat comes
back empty, everybody knows, and nobody says so.

The Salt Keeper is based on the 1998 novel by Edda Quill, and it dares to leave out her ending.

9/10.

1,204 out of 1,399 {TAIL}

6.5/10

Handsome, and a little cold

Director Ines Marlow frames every doorway like a coffin. Oskar Vale stars as a man made of rope.
Jonas Peake's screenplay leaves him little to say. Still one of the more serious films of 2016.

***1/2 out of *****

0 out of 0 {TAIL}

8/10

Go in the rain

Ines Marlowe's The Salt Keeper deserves a wet coat and a full house. Performances by Oskar Vale,
Mina Holt and Piet Sandoval carry it over the rocks.

See it twice; the second time you will watch the window. I gave it 8/10.

What happened to the boat in The Salt Keeper?

The film never shows it. The book says that it was cut loose on purpose.

Readers still argue about the reason.

What happened to the boat at the end of The Salt Keeper?

It drifts ashore, empty, in the last minute.
"""

HARVEST = f"""\
9/10

Dry wit, dry land

"Harvest of Glass" (1987) is written by Lena Ostrow and directed by Viktor Sandahl. It made me laugh
in a barn.

5 out of 6 {TAIL}

7/10

Good, not great

Viktor Sandahl's direction is patient. Bruno Keel plays the glazier in "Harvest of Glass" and steals
every scene that has a window in it.

3 out of 9 {TAIL}
"""

ORCHARD = f"""\
The Quiet Orchard - User Reviews

10/10

A small wonder

Warning: Spoilers

2 out of 2 {TAIL}

4/10

Over-ripe

The Quiet Orchard wants to be a poem, and is a brochure. Adapted by Rosa Lindqvist from the play by
Emil Thorne, it keeps the curtains and loses the stage.

1 out of 4 {TAIL}
"""
