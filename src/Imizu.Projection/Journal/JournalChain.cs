using Imizu.Contracts;

namespace Imizu.Projection.Journal;

/// <summary>Splits a batch of one source's events into contiguous ones, duplicates and out-of-order ones.</summary>
/// <param name="Contiguous">The events that follow the head without a gap, in order of position.</param>
/// <param name="Duplicates">The number of events that the journal already has.</param>
/// <param name="OutOfOrder">The events after a gap, in order of position.</param>
public sealed record JournalChain(IReadOnlyList<EventEnvelope> Contiguous, int Duplicates, IReadOnlyList<EventEnvelope> OutOfOrder)
{
    /// <summary>The journal's last position after the contiguous events.</summary>
    public required long Head { get; init; }

    /// <summary>Whether an event is missing.</summary>
    public bool IsGapped => OutOfOrder.Count > 0;

    /// <summary>Splits a batch that follows a head position.</summary>
    /// <param name="head">The last position that the journal has.</param>
    /// <param name="batch">Events of one source, in any order.</param>
    public static JournalChain After(long head, IEnumerable<EventEnvelope> batch)
    {
        List<EventEnvelope> contiguous = [], outOfOrder = [];
        var duplicates = 0;
        foreach (var envelope in batch.OrderBy(e => e.Position))
        {
            if (envelope.Position <= head || (outOfOrder is [.., var last] && last.Position == envelope.Position))
            {
                duplicates++;
            }
            else if (outOfOrder.Count == 0 && envelope.Previousposition == head)
            {
                contiguous.Add(envelope);
                head = envelope.Position;
            }
            else
            {
                outOfOrder.Add(envelope);
            }
        }
        return new JournalChain(contiguous, duplicates, outOfOrder) { Head = head };
    }
}
