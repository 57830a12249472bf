"""What a field says of a value that it cannot take; the language adds where that stands."""


class ValueFault(ValueError):
    """A value that its field cannot take.

    :param what: what is wrong with it.
    :param hint: what to type instead.
    """

    def __init__(self, what: str, hint: str):
        super().__init__(what, hint)
        self.what = what
        self.hint = hint
