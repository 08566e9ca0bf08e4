using Npgsql;

namespace Imizu.Testing.Servers;

/// <summary>Looks for a text in all that a database has.</summary>
public static class DatabaseSearch
{
    /// <summary>The tables that have a row with a text, whatever the column.</summary>
    public static async Task<IReadOnlyList<string>> TablesWith(string database, string text, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var (tables, found) = (new List<string>(), new List<string>());
        await using (var all = source.CreateCommand("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"))
        await using (var reader = await all.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                tables.Add(reader.GetString(0));
            }
        }
        foreach (var table in tables)
        {
            await using var count = source.CreateCommand($"select count(*) from {table} as stored where stored::text like '%' || $1 || '%'");
            count.Parameters.Add(new() { Value = text });
            if (await count.ExecuteScalarAsync(cancellationToken) is > 0L)
            {
                found.Add(table);
            }
        }
        return found;
    }
}
