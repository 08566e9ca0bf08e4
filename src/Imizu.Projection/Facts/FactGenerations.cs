using Imizu.Projection.Figures;
using Npgsql;

namespace Imizu.Projection.Facts;

/// <summary>
/// Tracks which generation of the facts table is live: one row, locked in share mode by intake and read in each reader's snapshot, so that a
/// swap is atomic.
/// </summary>
public static class FactGenerations
{
    /// <summary>The query for the live generation.</summary>
    public const string LiveQuery = "select live from journal.generation";

    private const long SetUpLock = 0x496d697a75;

    /// <summary>Creates the first generation where there is none.</summary>
    public static async Task SetUp(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.Execute($"select pg_advisory_xact_lock({SetUpLock})", cancellationToken);
        await connection.Execute($"""
            create schema if not exists journal;
            create table if not exists journal.generation (one boolean primary key default true check (one), live int not null, previous int);
            create table if not exists journal.generation_heads (generation int, source text, count bigint not null, primary key (generation, source));
            {FactChanges.Create};
            {Redactions.Create};
            {Replay.ReplayStatusStore.Create};
            {Replay.Swaps.Create};
            {Replay.Generations.Numbers};
            {Editions.EditionTable.Create};
            """, cancellationToken);
        var live = await Number(connection, LiveQuery, cancellationToken);
        foreach (var kept in new[] { live, await Number(connection, "select previous from journal.generation", cancellationToken) }.OfType<int>())
        {
            // Only of an earlier version: to alter a table waits for whoever reads it, and others wait behind that.
            if (await connection.Version(kept, cancellationToken) < FigureCatalog.Version)
            {
                // A contact's topics were facts of their own, of the number 4.
                await connection.Execute($"""
                    alter table if exists {FactTable.Name(kept)} add column if not exists retracted_by text, add column if not exists retraction_reason text,
                        add column if not exists replaced_by uuid, add column if not exists place bigint, add column if not exists items text collate "C";
                    update {FactTable.Name(kept)} contact set items = topics.items from (
                        select source, event_id, string_agg(dimension, '{Fact.Separator}' order by ordinal) as items from {FactTable.Name(kept)} where figure = 4 group by 1, 2) topics
                    where contact.figure = 3 and contact.source = topics.source and contact.event_id = topics.event_id;
                    delete from {FactTable.Name(kept)} where figure = 4
                    """, cancellationToken);
            }
        }
        if (live is null)
        {
            await connection.Execute(FactTable.Create(1), cancellationToken);
            foreach (var index in FactTable.Indexes(1))
            {
                await connection.Execute(index, cancellationToken);
            }
            await connection.Execute("insert into journal.generation (live) values (1)", cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The live generation in the connection's snapshot.</summary>
    public static async Task<int> Live(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await Number(connection, LiveQuery, cancellationToken))!.Value;

    /// <summary>The version of the figures' declarations by which the live generation was counted.</summary>
    public static async Task<int> LiveVersion(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.Version(await Live(connection, cancellationToken), cancellationToken);
    }

    private static async Task<int?> Number(NpgsqlConnection connection, string question, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }
}
