"""Numbers as authors read them."""


def percent(share: float) -> str:
    """Return a share of 1 in whole per cents: `47 %`."""
    return f"{100 * share:.0f} %"


def per_mille(thousandths: int) -> str:
    """Return thousandths in whole per cents: `47 %`."""
    return percent(thousandths / 1_000)


def correlation(value: float | None) -> str:
    """Return a correlation with its sign and two digits; a dash where there is none."""
    return "-" if value is None else f"{value:+.2f}".replace("0.", ".", 1).replace("-", "−")


def table(rows: "list[tuple[str, ...]]") -> list[str]:
    """Return rows in columns, the first row as head; columns of numbers stand to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    right = [all(row[place][:1] in "0123456789+-−.%" for row in rows[1:]) for place in range(len(widths))]
    lines = [
        "  ".join(
            word.rjust(width) if to_right else word.ljust(width)
            for word, width, to_right in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return lines
