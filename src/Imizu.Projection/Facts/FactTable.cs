using Npgsql;

namespace Imizu.Projection.Facts;

/// <summary>
/// The read model: a row says that one event counts a weight in one figure. A figure is a sum over rows, its explanation the rows
/// themselves, and what it was at an earlier moment a condition on <c>recorded</c> and <c>retracted</c>.
/// There is a table per generation: a replay writes the next one beside the live one.
/// </summary>
public static class FactTable
{
    /// <summary>The columns in the order in which they are written.</summary>
    public const string Columns = "event_id, ordinal, source, position, subject, figure, dimension, occurred, fiscal_year, weight, recorded, words";

    public static string Name(int generation) => $"journal.facts_{generation}";

    public static string Create(int generation) => $"""
        create table {Name(generation)} (
            event_id uuid not null, ordinal smallint not null, source smallint not null, position bigint not null, subject uuid,
            figure smallint not null, dimension text collate "C" not null, occurred date not null, fiscal_year smallint not null,
            weight numeric not null, recorded timestamptz not null, words jsonb, retracted timestamptz)
        """;

    /// <summary>
    /// The indexes, each a statement of its own so that they can be built beside one another. None is unique: that no event is
    /// counted twice is warranted by the journal's head, which is committed with the facts.
    /// </summary>
    public static IReadOnlyList<string> Indexes(int generation) =>
    [
        // Ids rise with time, and so do rows: which pages have an event is known well enough from each range's least and greatest id.
        $"create index on {Name(generation)} using brin (event_id) with (autosummarize = on)",
        $"create index on {Name(generation)} (fiscal_year, figure)",
        $"create index on {Name(generation)} (figure, occurred) where figure in ({Milestones})",
        $"create index on {Name(generation)} (occurred) where words is not null",
    ];

    /// <summary>The figures that a case's state is told from; they are read across the years.</summary>
    private static string Milestones { get; } = string.Join(", ", ((Figure[])
        [Figure.PlanCreated, Figure.SupportStarted, Figure.SupportConcluded, Figure.HouseholdClassified]).Select(figure => (short)figure));

    /// <summary>Runs a statement that answers nothing.</summary>
    public static async Task Execute(this NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
