using Imizu.Contracts;
using Imizu.Contracts.Reading;
using Imizu.Contracts.Streams;
using Imizu.EventStreams.Storage;
using Marten;
using Npgsql;

namespace Imizu.EventStreams.Lists;

/// <summary>Keeps what lists show, in the transaction of the events that it is told from.</summary>
internal static class ListedStreams
{
    /// <summary>Adds a stream that begins, or one that is listed already, as it stands after events, to their transaction, which has begun. Others wait for <see cref="MissingLists" />.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="history">The stream with them.</param>
    /// <param name="listing">What its state tells; null where nothing stands of it.</param>
    /// <param name="readers">Who may see it; null where all may who have the right to.</param>
    /// <param name="isFirst">Whether it is not listed yet, and has no number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task NoteListing(this IDocumentSession session, History history, Listing? listing, Readers? readers, bool isFirst, CancellationToken cancellationToken)
    {
        var known = isFirst ? null : await session.LoadAsync<ListedStream>(history.Stream, cancellationToken);
        if (!isFirst && known?.Version != ListedStream.CurrentVersion)
        {
            // It is being made of what is stored, perhaps: what is committed meanwhile is seen there, or what is made is seen here.
            await session.Lock(history.Stream, cancellationToken);
            known = await session.LoadAsync<ListedStream>(history.Stream, cancellationToken);
            if (known is null)
            {
                return;
            }
        }

        var days = history.Standing.Select(entry => DayOfOccurrence.Of(entry.Data)).OfType<DateOnly>().ToList();
        known ??= await session.Number(history.Stream, FiscalYear.Of(days is [var first, ..] ? first : DayOfOccurrence.Of(history.Entries[0].Data)!.Value).Year, cancellationToken);
        session.Store(listing is null ? known with { Stands = false, Version = ListedStream.CurrentVersion } : known with
        {
            Version = ListedStream.CurrentVersion,
            Stands = true,
            Name = listing.Name,
            NameKey = JapaneseName.Key(listing.Name ?? ""),
            BegunOn = days[0],
            LatestOn = days.Max(),
            Status = listing.Status is { } status ? CodedWord.Of(status) : null,
            Type = listing.Type is { } type ? CodedWord.Of(type) : null,
            Actors = [.. history.Entries.Select(entry => entry.UserName).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)],
            Due = listing.Due,
            Readers = readers?.Keys ?? [],
        });
    }

    /// <summary>Holds a stream as it is until the transaction ends; whether there is one.</summary>
    public static async Task<bool> Lock(this IDocumentSession session, string stream, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select 1 from {session.Table()} where id = @id for update", session.Connection);
        command.Parameters.AddWithValue("id", stream);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>With the next number of its kind in the year; whoever takes another one waits until this one is committed.</summary>
    private static async Task<ListedStream> Number(this IDocumentSession session, string stream, int year, CancellationToken cancellationToken)
    {
        var kind = stream[..stream.IndexOf('/', StringComparison.Ordinal)];
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended(@what, 0))", session.Connection);
        command.Parameters.AddWithValue("what", $"imizu number {kind} {year}");
        await command.ExecuteNonQueryAsync(cancellationToken);
        var last = await session.Query<ListedStream>().Where(other => other.Kind == kind && other.FiscalYear == year).OrderByDescending(other => other.Number)
            .Select(other => other.Number).FirstOrDefaultAsync(cancellationToken);
        return new ListedStream(stream, kind, year, last + 1);
    }
}
