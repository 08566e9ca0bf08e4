using Marten;

namespace Imizu.EventStreams.Storage;

/// <summary>Marten's table of streams, which has the name and the version of each.</summary>
public static class StreamTable
{
    /// <summary>The table's name, with its schema.</summary>
    internal static string Table(this IQuerySession session) => $"{session.DocumentStore.Options.Events.DatabaseSchemaName}.mt_streams";

    /// <summary>The names of all streams of a kind, by the primary key, so that no query scans the table.</summary>
    /// <param name="session">Where they are.</param>
    /// <param name="names">What they lie between, as the kind's definition says.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static Task<IReadOnlyList<string>> NamesBetween(this IQuerySession session, (string First, string Beyond) names, CancellationToken cancellationToken) =>
        session.QueryAsync<string>($"select id from {session.Table()} where id > ? and id < ?", cancellationToken, names.First, names.Beyond);
}
