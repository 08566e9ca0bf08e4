using Imizu.Contracts;

namespace Imizu.Projection.Journal;

/// <summary>What of a batch continues the journal of one source.</summary>
/// <param name="Run">The events that follow the head, without gap, in order.</param>
/// <param name="Duplicates">How many are there already.</param>
/// <param name="IsGapped">Whether events were left over that something missing comes before.</param>
public sealed record JournalChain(IReadOnlyList<EventEnvelope> Run, int Duplicates, bool IsGapped)
{
    /// <summary>Whatever the broker does with order and repetition, the journal goes on event by event.</summary>
    /// <param name="head">The last position that the journal has.</param>
    /// <param name="batch">Events of one source, in any order.</param>
    public static JournalChain After(long head, IEnumerable<EventEnvelope> batch)
    {
        var run = new List<EventEnvelope>();
        var duplicates = 0;
        foreach (var envelope in batch.OrderBy(e => e.Position))
        {
            if (envelope.Position <= head)
            {
                duplicates++;
            }
            else if (envelope.Previousposition == head)
            {
                run.Add(envelope);
                head = envelope.Position;
            }
            else
            {
                return new JournalChain(run, duplicates, IsGapped: true);
            }
        }
        return new JournalChain(run, duplicates, IsGapped: false);
    }
}
