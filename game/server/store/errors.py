"""What errors of a database may say: never what somebody typed, because they end in logs."""

from sqlalchemy import ExceptionContext


def first_line_only(problem: BaseException) -> None:
    """Keep the first line of an error's message: the lines after it are PostgreSQL's, and quote rows."""
    problem.args = (str(problem).split("\n", 1)[0],)


def leave_out_what_was_typed(context: ExceptionContext) -> None:
    """Handle errors of an engine: keep their first lines."""
    first_line_only(context.original_exception)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = context.original_exception.args
