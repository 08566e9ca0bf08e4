namespace Imizu.Gateway.Tallies;

/// <summary>The one way of a tally, behind all doors: read, checked for its sender, handed on to the service that has the measure.</summary>
internal sealed class TallyIntake(MeasureRegister register, TallyServices services, TimeProvider clock)
{
    /// <param name="sender">Who sends.</param>
    /// <param name="body">The tally as it came.</param>
    /// <param name="key">The sending's name, if it has one: sent again with it, it is one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceAwayException">It cannot be decided now; nothing is lost by sending it again.</exception>
    public async Task<TallyOutcome> Take(Sender sender, ReadOnlyMemory<byte> body, string? key, CancellationToken cancellationToken)
    {
        if (TallyReading.Read(body) is var reading && reading.Tally is not { } tally)
        {
            return new TallyOutcome.Refused(reading.Refusal!, StatusCodes.Status400BadRequest);
        }
        var known = await register.Known(cancellationToken);
        var concerned = TallyConcern.Check(tally, sender, known);
        if (concerned.Refusal is not null)
        {
            concerned = TallyConcern.Check(tally, sender, await Again(tally, sender, known, cancellationToken));
        }
        return concerned.Measure is { } measure
            ? await services.HandOn(measure, tally, sender, key, cancellationToken)
            : new TallyOutcome.Refused(concerned.Refusal!, StatusCodes.Status400BadRequest);
    }

    /// <summary>What is known, with what may have been registered a moment ago: a refusal is not to be wrong, nor to ask for more than it has to.</summary>
    private async Task<IReadOnlyCollection<KnownMeasure>> Again(
        Tally tally, Sender sender, IReadOnlyCollection<KnownMeasure> known, CancellationToken cancellationToken) =>
        sender.Programmes.Contains(tally.Programme) ? await register.About(tally.Measure, cancellationToken)
        : known.Any(measure => measure.Programme == tally.Programme) ? known
        : await register.Since(clock.GetUtcNow(), cancellationToken);
}
