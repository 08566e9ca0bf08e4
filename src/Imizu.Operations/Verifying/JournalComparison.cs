namespace Imizu.Operations.Verifying;

/// <summary>Compares what the journal has of a service's events with what the service has, event by event through their hash.</summary>
internal sealed class JournalComparison(TotalsReader totals)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(30);

    /// <summary>Both read every event again, for what was hashed before proves nothing about what is stored now.</summary>
    public async Task<SourceComparison> CompareAsync(string service, CancellationToken cancellationToken)
    {
        TotalsPair pair;
        for (var waited = TimeSpan.Zero; (pair = await FreshPairAsync(service, cancellationToken)).Source.ErasedSince is not null && waited < Patience; waited += Pause)
        {
            // The journal has yet to hear that a text was erased.
            await Task.Delay(Pause, cancellationToken);
        }
        var (source, journal) = pair;
        var difference = pair.AreEqual ? null : await FirstDifferenceAsync(service, journal.Position, cancellationToken);
        // Events recorded since the journal was read are not differences.
        var now = await totals.OfSourceAsync(service, upTo: null, isFresh: false, cancellationToken);
        return new SourceComparison(service, journal.Position, pair, now.Count - source.Count, difference);
    }

    private async Task<TotalsPair> FreshPairAsync(string service, CancellationToken cancellationToken)
    {
        var journal = await totals.OfJournalAsync(service, upTo: null, isFresh: true, cancellationToken);
        return new TotalsPair(await totals.OfSourceAsync(service, journal.Position, isFresh: true, cancellationToken), journal);
    }

    /// <summary>Halves what is in doubt: up to a position that the two agree on, nothing differs.</summary>
    private async Task<Difference> FirstDifferenceAsync(string service, long differs, CancellationToken cancellationToken)
    {
        for (var agrees = 0L; differs - agrees > 1;)
        {
            var middle = agrees + (differs - agrees) / 2;
            (agrees, differs) = (await PairAsync(service, middle, cancellationToken)).AreEqual ? (middle, differs) : (agrees, middle);
        }
        var pair = await PairAsync(service, differs, cancellationToken);
        return new Difference(differs, pair.Rows.First(row => !row.IsEqual).Year);
    }

    private async Task<TotalsPair> PairAsync(string service, long upTo, CancellationToken cancellationToken) => new(
        await totals.OfSourceAsync(service, upTo, isFresh: false, cancellationToken),
        await totals.OfJournalAsync(service, upTo, isFresh: false, cancellationToken));
}

/// <summary>The result of comparing one source.</summary>
/// <param name="Service">The service.</param>
/// <param name="Position">The journal's head, up to which they were compared.</param>
/// <param name="Pair">What was compared.</param>
/// <param name="Lag">How many events the source has beyond that.</param>
/// <param name="FirstDifference">Where the two part; null where they do not.</param>
internal sealed record SourceComparison(string Service, long Position, TotalsPair Pair, long Lag, Difference? FirstDifference);

/// <summary>Where a source and the journal part.</summary>
/// <param name="Position">The first position up to which they have different events.</param>
/// <param name="Year">The fiscal year in which that shows, or <c>none</c>.</param>
internal sealed record Difference(long Position, string Year);
