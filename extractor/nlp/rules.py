"""The rules by which a name in the dictionary counts, one letter each."""

# How a name must be printed, or what must stand near it, to count. Stored as one letter per entry.
ANY = "a"  # as it stands, in any case
EXACT = "x"  # exactly these letters, hyphens and blanks apart
UPPER = "u"  # a code name: all its letters capitals
TITLE = "t"  # a short brand name: a capital and small letters
CAPITAL = "c"  # a brand name: begins with a capital
TREATMENT = "i"  # also a substance of the body, a food or a reagent: only where the words around say that it is given
NEVER = "n"  # no drug; listed so that a shorter name inside it is not taken

Entry = tuple[tuple[str, ...], tuple[str, ...], str, str]  # drugs, ids, rule, exact letters
