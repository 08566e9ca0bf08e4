namespace Imizu.Gateway.Tallies;

/// <summary>The one way of a tally, behind all doors: read, checked for its sender, handed on to the service that has the measure.</summary>
internal sealed class TallyIntake(MeasureRegister register, TallyServices services)
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
        var concerned = TallyConcern.Check(tally, sender, await register.Known(cancellationToken));
        // Whether a programme is the sender's is no question of measures; all else may have been registered a moment ago.
        if (concerned.Refusal is not null && sender.Programmes.Contains(tally.Programme))
        {
            concerned = TallyConcern.Check(tally, sender, await register.About(tally.Measure, cancellationToken));
        }
        return concerned.Measure is { } measure
            ? await services.HandOn(measure, tally, sender, key, cancellationToken)
            : new TallyOutcome.Refused(concerned.Refusal!, StatusCodes.Status400BadRequest);
    }
}
