using System.Collections.Concurrent;
using Imizu.Contracts;
using Imizu.Contracts.Replays;
using Imizu.Projection.Facts;
using Imizu.Projection.Journal;
using Npgsql;

namespace Imizu.Projection.Replay;

/// <summary>Rebuilds a generation of facts from the journal with the rules of the live projection, and tracks its progress per source.</summary>
internal sealed class ProjectionRebuilder(
    NpgsqlDataSource database, int generation, ReplayScope scope, Action<int> progress, EventCatalog known,
    IReadOnlyDictionary<string, long>? foldedBefore = null)
{
    private const int Step = 1000;

    private readonly ConcurrentBag<Retraction> _retractions = [];
    private readonly ConcurrentBag<(string Source, TextRedacted Redaction)> _redactions = [];

    /// <summary>How many events of each source are folded.</summary>
    private readonly Dictionary<string, long> _heads = EventSources.All.ToDictionary(source => source, source => foldedBefore?.GetValueOrDefault(source) ?? 0);

    /// <summary>The sources in the scope: those that this build follows, whatever others the journal has from another build.</summary>
    private IEnumerable<string> Sources => EventSources.All.Where(source => scope.Source is null || source == scope.Source);

    /// <summary>The number of events not applied yet.</summary>
    public long Remaining(IReadOnlyDictionary<string, long> counts) => Sources.Sum(source => Math.Max(0, counts.GetValueOrDefault(source) - _heads[source]));

    /// <summary>Applies each source's events up to a count, chunk by chunk, each committed by itself.</summary>
    public async Task RebuildUpTo(IReadOnlyDictionary<string, long> counts, int workers, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            Chunks(counts), new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken },
            async (chunk, cancelled) =>
            {
                await using var connection = await database.OpenConnectionAsync(cancelled);
                await Task.Run(() => Fold(connection, chunk, cancelled), cancelled);
            });
        SetHeads(counts);
    }

    /// <summary>The same within the caller's transaction.</summary>
    public async Task RebuildUpTo(IReadOnlyDictionary<string, long> counts, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var chunk in Chunks(counts))
        {
            await Task.Run(() => Fold(connection, chunk, cancellationToken), cancellationToken);
        }
        SetHeads(counts);
    }

    /// <summary>Ends the facts of retracted events and erases the texts of redacted ones; to be called after all these events are applied.</summary>
    /// <remarks>In the journal too: a build that did not know the type of a redaction has left the texts there.</remarks>
    public async Task ApplyRetractions(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await FactWriter.Retract(connection, generation, _retractions, cancellationToken);
        _retractions.Clear();
        await Redactions.Erase(connection, [generation], _redactions, cancellationToken);
        _redactions.Clear();
    }

    private IEnumerable<JournalChunk> Chunks(IReadOnlyDictionary<string, long> counts) =>
        Sources.SelectMany(source => JournalChunk.Of(source, _heads[source], counts.GetValueOrDefault(source)));

    private void SetHeads(IReadOnlyDictionary<string, long> counts)
    {
        foreach (var source in Sources)
        {
            _heads[source] = Math.Max(counts.GetValueOrDefault(source), _heads[source]);
        }
    }

    private async Task Fold(NpgsqlConnection connection, JournalChunk chunk, CancellationToken cancellationToken)
    {
        // Looked up once per chunk.
        var (source, ofSource) = (EventSources.NumberOf(chunk.Source), EventSources.Known(chunk.Source, known));
        await using var facts = await FactWriter.Begin(connection, generation, cancellationToken);
        var unreported = 0;
        JournalReader.Read(database, chunk, (in JournalRow stored) =>
        {
            if (stored.Decode(ofSource) is { } happened)
            {
                if (happened is EntryRetracted retraction)
                {
                    _retractions.Add(Retraction.Of(source, retraction, stored.Time, stored.Actor));
                }
                if (happened is TextRedacted redaction)
                {
                    _redactions.Add((chunk.Source, redaction));
                }
                foreach (var row in stored.Facts(source, happened))
                {
                    if (scope.Covers(row))
                    {
                        facts.Write(row);
                    }
                }
            }
            if (++unreported == Step)
            {
                progress(unreported);
                unreported = 0;
            }
        }, cancellationToken);
        await facts.Complete(cancellationToken);
        progress(unreported);
    }
}
