"""A ledger of six yearly vintages whose cohorts are those of the worked example.

Each vintage is issued on 1 July. What is written off of it in a year is an invoice of its own; what
is paid in a year is one receipt for its main invoice.
"""

from ledgers import ledger_of

# vintage: issued, then by year what is paid and what is written off
VINTAGES = {
    2020: (400_000, {2023: (160_000, 0)}),
    2021: (1_500_000, {2023: (900_000, 0), 2024: (180_000, 60_000), 2025: (200_000, 0)}),
    2022: (
        10_000_000,
        {2023: (8_500_000, 50_000), 2024: (797_500, 29_000), 2025: (124_700, 62_350)},
    ),
    2023: (12_000_000, {2024: (9_840_000, 0), 2025: (1_080_000, 216_000)}),
    2024: (11_000_000, {2025: (9_185_000, 55_000)}),
    2025: (13_000_000, {}),
}


def example(recovered=0, portfolio="-", customer="C1"):
    """The ledger; ``recovered`` comes in 2025 on what was written off of vintage 2022 in 2023."""
    lines = [f"customer {customer} name 甲公司 portfolio {portfolio}"]
    for vintage, (issued, years) in VINTAGES.items():
        lost = sum(gone for _, gone in years.values())
        lines.append(_invoice(customer, f"V{vintage}", vintage, issued - lost))
        for year, (paid, gone) in years.items():
            name = f"V{vintage}-{year}"
            lines.append(f"{year}-09-30 receipt {customer} R{name} {paid} for V{vintage}")
            if gone:
                lines.append(_invoice(customer, name, vintage, gone) + f" written_off {year}-11-30")
    if recovered:
        lines.append(f"2025-05-04 receipt {customer} REC {recovered} for V2022-2023")
    return ledger_of("\n".join(lines))


def _invoice(customer, number, vintage, amount):
    return f"{vintage}-07-01 invoice {customer} {number} {amount} due {vintage}-08-01"
