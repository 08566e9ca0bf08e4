using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace Imizu.Projection.Facts;

/// <summary>
/// The read model: a row says that one event counts a weight in one figure. A figure is a sum over rows, its explanation the rows
/// themselves, and what it was at an earlier moment a condition on <c>recorded</c> and <c>retracted</c>.
/// </summary>
public static class FactTable
{
    public const string Name = "journal.facts";

    public static Table Definition
    {
        get
        {
            var table = new Table(Name);
            table.AddColumn("event_id", "uuid").AsPrimaryKey();
            table.AddColumn("ordinal", "smallint").AsPrimaryKey();
            table.AddColumn("source", "text").NotNull();
            table.AddColumn("position", "bigint").NotNull();
            table.AddColumn("subject", "text").NotNull();
            table.AddColumn("figure", "text").NotNull();
            table.AddColumn("dimension", "text").NotNull();
            table.AddColumn("occurred", "date").NotNull();
            table.AddColumn("fiscal_year", "smallint").NotNull();
            table.AddColumn("weight", "numeric").NotNull();
            table.AddColumn("recorded", "timestamptz").NotNull();
            table.AddColumn("retracted", "timestamptz");
            table.AddColumn("words", "jsonb");
            table.Indexes.Add(new IndexDefinition("facts_by_year") { Columns = ["fiscal_year", "figure", "dimension"] });
            table.Indexes.Add(new IndexDefinition("facts_by_figure") { Columns = ["figure", "occurred"] });
            return table;
        }
    }
}
