"""What a back-test prints: how well the score ranks, its deciles, the criteria that tell most, and the best lines."""

from lead_scoring.layout import share, table, value_text
from lead_scoring.warehouse import ask

ALL = "tested_on = 'all dates'"


def print_backtest() -> None:
    """Print the reports on the back-test that were just built."""
    (whole,) = ask(f"select * from score_performance where {ALL} and score = 'lead_score' and decile = 0")
    bought = f"{whole['conversions']:,} bought ({share(whole['conversions'], whole['leads'])})"
    print(
        f"\n{whole['leads']:,} leads of all dates; {bought}; of {whole['attributes_are_later']:,} the attributes are later"
    )
    if whole["auc"] is None:
        print("Nobody bought, or everybody did: there is nothing to compare the scores with.")
        return
    area, low, high, precision = (value_text(whole[name]) for name in ("auc", "auc_low", "auc_high", "average_precision"))
    print(f"area under the ROC curve {area} ({low} to {high}), average precision {precision}")
    if whole["auc_low"] <= 0.5 <= whole["auc_high"]:
        print("That is no better than chance: 0.5 lies in the interval.")
    print()
    deciles = ask(
        "select decile, leads, conversions, conversion_rate, lift, customers_caught "
        f"from score_performance where {ALL} and score = 'lead_score' and decile > 0 order by decile"
    )
    header = ["decile of lead_score", "leads", "bought", "rate", "lift", "customers caught"]
    print(table(header, [[row["decile"], *map(value_text, list(row.values())[1:])] for row in deciles]))
    print_vendors_score()


def print_vendors_score() -> None:
    """Our score beside that of the leads' own system, where any lead had one."""
    columns = "score, leads, conversions, auc, auc_low, auc_high, best_tenth_lift"
    rows = ask(f"select {columns} from vendor_score_performance where {ALL} order by score")
    if rows:
        print("\nThe leads that had a score of their own system on the day, by our score and by theirs:\n")
        header = ["score", "leads", "bought", "area", "from", "to", "lift of the best tenth"]
        print(table(header, [list(map(value_text, row.values())) for row in rows]))
