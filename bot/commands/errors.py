"""What the command line says when it cannot go on."""


class BadInput(Exception):
    """Bad arguments or bad input: one line that names the file, the line and the mend; exit code 2."""
