using Imizu.Projection.Figures;
using Npgsql;

namespace Imizu.Projection.Facts;

/// <summary>
/// The schema of the read model: a table of facts per generation. Figures are sums over its rows; earlier states are conditions on
/// <c>recorded</c> and <c>retracted</c>. What counts in the place of a fact that was corrected has that one's position as its <c>place</c>.
/// </summary>
public static class FactTable
{
    /// <summary>The columns in the order in which they are written.</summary>
    public const string Columns = "event_id, ordinal, source, position, subject, figure, dimension, occurred, fiscal_year, weight, recorded, words, items";

    /// <summary>The SQL that a fact was recorded in another fiscal year than that of its day: few are, but where a register was taken in, and each is a near miss of a figure.</summary>
    public const string IsOfOtherYear = "fiscal_year <> date_part('year', (recorded at time zone 'Asia/Tokyo') - interval '3 months')";

    public static string Name(int generation) => $"journal.facts_{generation}";

    public static string Create(int generation) => $"""
        create table {Name(generation)} (
            event_id uuid not null, ordinal smallint not null, source smallint not null, position bigint not null, subject uuid,
            figure smallint not null, dimension text collate "C" not null, occurred date not null, fiscal_year smallint not null,
            weight numeric not null, recorded timestamptz not null, words jsonb, items text collate "C", retracted timestamptz, retracted_by text, retraction_reason text,
            replaced_by uuid, place bigint);
        comment on table {Name(generation)} is '{FigureCatalog.Version}'
        """;

    /// <summary>The version of the figures' declarations by which a generation was counted; 1 where it says none.</summary>
    public static async Task<int> Version(this NpgsqlConnection connection, int generation, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select coalesce(obj_description(to_regclass('{Name(generation)}'))::int, 1)", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>
    /// The indexes, each a statement of its own so that they can be built beside one another. None is unique: that no event is
    /// counted twice is warranted by the journal's head, which is committed with the facts.
    /// </summary>
    public static IReadOnlyList<string> Indexes(int generation) =>
    [
        // Ids rise with time as rows do, so a BRIN index on ranges of ids is selective enough.
        $"create index on {Name(generation)} using brin (event_id) with (autosummarize = on)",
        $"create index on {Name(generation)} (fiscal_year, figure)",
        $"create index on {Name(generation)} (figure, occurred) where {Counting.Of(FigureCatalog.AcrossYears)}",
        $"create index on {Name(generation)} (occurred) where words is not null",
        $"create index on {Name(generation)} (figure, recorded) where {IsOfOtherYear}",
    ];

    /// <summary>Runs a statement that answers nothing.</summary>
    public static async Task Execute(this NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
