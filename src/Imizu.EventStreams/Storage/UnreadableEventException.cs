using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten;

namespace Imizu.EventStreams.Storage;

/// <summary>A stored event that this build cannot read: its type is a newer build's, or its data are none of its type.</summary>
/// <param name="position">Its position.</param>
/// <param name="type">The name of its type.</param>
/// <param name="inner">What reading it threw.</param>
public sealed class UnreadableEventException(long position, string type, Exception inner)
    : Exception($"The event at position {position} is of the type {type} and cannot be read by this build.", inner)
{
    public long Position => position;

    public string Type => type;
}

/// <summary>Names the event that a query could not read.</summary>
public static class UnreadableEvents
{
    /// <summary>What a query reads.</summary>
    /// <param name="session">Where it reads.</param>
    /// <param name="read">The query.</param>
    /// <param name="condition">Which rows of <c>mt_events</c> it reads, in order of their positions, with one parameter.</param>
    /// <param name="value">The parameter.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UnreadableEventException">One of them cannot be read: the first such one.</exception>
    public static async Task<IReadOnlyList<IEvent>> NamingUnreadable(
        this IQuerySession session, Func<Task<IReadOnlyList<IEvent>>> read, string condition, object value, CancellationToken cancellationToken)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (Failure(e) is { } failure)
        {
            var events = session.DocumentStore.Options.Events;
            var table = $"{events.DatabaseSchemaName}.mt_events";
            // Marten says which it was where it knows; of a type that it does not know, it does not say.
            var position = failure.Sequence > 0 ? failure.Sequence : (await session.QueryAsync<long>(
                $"select seq_id from {table} where {condition} and type <> all(?) order by seq_id limit 1",
                cancellationToken, value, events.AllKnownEventTypes().Select(known => known.EventTypeName).ToArray())).Single();
            var type = (await session.QueryAsync<string>($"select type from {table} where seq_id = ?", cancellationToken, position)).Single();
            throw new UnreadableEventException(position, type, e);
        }
    }

    private static IEventFailureContext? Failure(Exception? e) => e is null ? null : e as IEventFailureContext ?? Failure(e.InnerException);
}
