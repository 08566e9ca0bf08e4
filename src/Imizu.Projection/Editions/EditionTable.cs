using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.Reports;
using Marten;
using Npgsql;

namespace Imizu.Projection.Editions;

/// <summary>The stored editions: a row each, which is never updated or deleted.</summary>
internal static class EditionTable
{
    public const string Create = """
        create table if not exists journal.editions (fiscal_year smallint, number int, content text not null, primary key (fiscal_year, number));
        create or replace function journal.refuse_to_change_editions() returns trigger language plpgsql as
            $$ begin raise exception 'An edition is never changed or deleted.'; end $$;
        create or replace trigger never_changed before update or delete or truncate on journal.editions
            for each statement execute function journal.refuse_to_change_editions()
        """;

    /// <summary>Stores an edition in the session's transaction. Where the number is taken, the event that goes with it conflicts.</summary>
    public static void Insert(IDocumentSession session, FiscalYear year, int number, string content) => session.QueueSqlCommand(
        "insert into journal.editions (fiscal_year, number, content) values (?, ?, ?) on conflict do nothing", (short)year.Year, number, content);

    /// <summary>A year's editions in their order; where one is missing or is none, those before it, and what is wrong.</summary>
    public static async Task<(IReadOnlyList<Edition> Editions, string? Fault)> ReadAll(NpgsqlDataSource database, FiscalYear year, int count, CancellationToken cancellationToken)
    {
        var editions = new List<Edition>();
        for (var number = 1; number <= count; number++)
        {
            try
            {
                editions.Add(EditionJson.Read(await Read(database, year, number, cancellationToken) ?? ""));
            }
            catch (JsonException)
            {
                return (editions, $"{year.Year}年度の第{number}版が、保存されていないか、読めません。./imizu verify で確かめ、バックアップから戻してください。");
            }
        }
        return (editions, null);
    }

    /// <summary>An edition's text; null where there is none of that number.</summary>
    public static async Task<string?> Read(NpgsqlDataSource database, FiscalYear year, int number, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select content from journal.editions where fiscal_year = $1 and number = $2");
        command.Parameters.Add(new() { Value = (short)year.Year });
        command.Parameters.Add(new() { Value = number });
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }
}
