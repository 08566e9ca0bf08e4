using Npgsql;

namespace Imizu.Projection.Facts;

/// <summary>
/// Which table of facts is live. One row says so; to swap is to change that row. Intake holds it shared, so that a swap
/// falls between two batches; readers see it in their snapshot, so that they see one generation only, and whole.
/// </summary>
public static class FactGenerations
{
    private const long SetUpLock = 0x496d697a75;

    /// <summary>Lays out the first generation where there is none.</summary>
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
            {Replay.ReplayBoard.Create};
            {Replay.Swaps.Create};
            {Replay.Generations.Numbers};
            """, cancellationToken);
        if (await Number(connection, "select live from journal.generation", cancellationToken) is null)
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

    /// <summary>The live generation in this connection's snapshot.</summary>
    public static async Task<int> Live(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await Number(connection, "select live from journal.generation", cancellationToken))!.Value;

    /// <summary>The live generation, which stays live until this transaction is over.</summary>
    public static async Task<int> LiveUntilCommitted(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await Number(connection, "select live from journal.generation for share", cancellationToken))!.Value;

    private static async Task<int?> Number(NpgsqlConnection connection, string question, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }
}
