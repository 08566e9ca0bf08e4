using System.Text.Json;
using Imizu.Contracts;
using Imizu.Contracts.FieldTallies;

namespace Imizu.Gateway.Tallies;

/// <summary>A number that a measure has, or had, for a period.</summary>
/// <param name="Time">When it was recorded.</param>
/// <param name="Actor">Who sent it.</param>
/// <param name="Value">In the measure's unit.</param>
internal sealed record PastTally(DateTimeOffset Time, string Actor, decimal Value);

/// <summary>What is recorded already for a tally's period.</summary>
internal sealed class PastTallies(MeasureRegister register, TallyServices services)
{
    private static readonly string TalliedType = EventCatalog.NameOf(typeof(FieldMeasureEvent.Tallied));

    /// <summary>Oldest first: the last one stands. None where no service has the measure.</summary>
    /// <exception cref="ServiceAwayException">It cannot be said now.</exception>
    public async Task<IReadOnlyList<PastTally>> Of(Tally tally, CancellationToken cancellationToken)
    {
        bool IsMeant(KnownMeasure measure) => measure.Code == tally.Measure;
        var found = (await register.Known(cancellationToken)).FirstOrDefault(IsMeant)
            ?? (await register.About(tally.Measure, cancellationToken)).FirstOrDefault(IsMeant);
        return found is null ? [] :
        [
            .. from entry in await services.History(found, cancellationToken)
               where entry.Type == TalliedType && !entry.Retracted
               let tallied = entry.Data.Deserialize<FieldMeasureEvent.Tallied>(ContractJson.Options)!
               where (tallied.From, tallied.To) == (tally.From, tally.To)
               select new PastTally(entry.Time, entry.Actor, tallied.Value),
        ];
    }
}
