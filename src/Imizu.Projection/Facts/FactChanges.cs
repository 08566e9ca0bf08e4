using Imizu.Contracts;
using Imizu.Projection.Figures;
using Npgsql;

namespace Imizu.Projection.Facts;

/// <summary>
/// Records which fiscal years a batch may have changed, so that cached figures are invalidated. Figures depend on facts of their own year and of
/// earlier ones.
/// </summary>
public static class FactChanges
{
    /// <summary>The least year: what is noted for it touches all.</summary>
    private const int Any = 0;

    public const string Create = "create table if not exists journal.fact_changes (fiscal_year smallint, source smallint, changes bigint not null, primary key (fiscal_year, source))";

    /// <summary>How often something changed that the figures of a year (<c>@year</c>) rest on.</summary>
    public const string UpToYear = "select coalesce(sum(changes), 0)::bigint from journal.fact_changes where fiscal_year <= @year";

    /// <summary>The earliest year that a fact touches. What registers say is read whatever its day.</summary>
    public static int EarliestYear(Fact fact) =>
        fact.Kind.IsRegister ? Any : Math.Min(fact.Year.Year, FiscalYear.Of(fact.On).Year);

    /// <summary>Notes a source's batch, in its transaction. What is retracted may be of any year.</summary>
    public static async Task Note(NpgsqlConnection connection, short source, int? earliest, bool hasRetractions, CancellationToken cancellationToken)
    {
        if (hasRetractions)
        {
            earliest = Any;
        }
        if (earliest is { } year)
        {
            await connection.Execute(
                $"insert into journal.fact_changes values ({year}, {source}, 1) on conflict (fiscal_year, source) do update set changes = fact_changes.changes + 1", cancellationToken);
        }
    }
}
