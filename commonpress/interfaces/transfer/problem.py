class ImportProblem(Exception):
    """The import cannot go on. The message is for the operator, says what is wrong and what to do about it."""
