"""The two ways a job ends early. Messages are written for the user: one sentence, saying what to do."""


class ExtractorError(Exception):
    """The job cannot go on; the command line prints the message and exits with 1."""


class UsageError(ExtractorError):
    """The command was called wrongly; the command line prints the message and exits with 2."""
