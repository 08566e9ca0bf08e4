namespace Imizu.Gateway.Tallies;

/// <summary>A number that a measure has, or had, for a period.</summary>
/// <param name="Time">When it was recorded.</param>
/// <param name="Actor">Who sent it.</param>
/// <param name="Value">In the measure's unit.</param>
internal sealed record PastTally(DateTimeOffset Time, string Actor, decimal Value);

/// <summary>What is recorded already for a tally's period.</summary>
internal sealed class PastTallies(MeasureRegister register, TallyServices services)
{
    /// <summary>Oldest first: the last one stands. None where no service has the measure.</summary>
    /// <exception cref="ServiceAwayException">It cannot be said now.</exception>
    public async Task<IReadOnlyList<PastTally>> Of(Tally tally, CancellationToken cancellationToken)
    {
        bool IsMeant(KnownMeasure measure) => measure.Code == tally.Measure;
        var found = (await register.Known(cancellationToken)).FirstOrDefault(IsMeant)
            ?? (await register.About(tally.Measure, cancellationToken)).FirstOrDefault(IsMeant);
        return found is null ? [] : await services.Past(found, tally, cancellationToken);
    }
}
