"""The one error that people see: what happened and what to do, a plain sentence each."""


class UserProblem(Exception):
    """Something only the person at the keyboard can put right; printed without a traceback."""

    def __init__(self, what, todo):
        super().__init__(f"{what} {todo}")
        self.what = what
        self.todo = todo
