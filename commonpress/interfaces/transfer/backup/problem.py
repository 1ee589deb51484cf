class BackupProblem(Exception):
    """It cannot go on. The message is for the operator, says what is wrong and what to do about it."""
