"""What the house says of itself: contact, rules, imprint, privacy, how reviews are checked."""
